"""What a file says is read as its kind asks for."""

from __future__ import annotations

from io import BytesIO

import pytest

from ropa.imports.content import ReadingOptions, find_sheet, read_content
from ropa.imports.problems import CannotLoad
from ropa.imports.reading.opening import open_file
from tests.factories import make_team
from tests.imports.reading.files import libreoffice, workbook
from tests.imports.uploading import MAPPING, UNKNOWN, entry_line, own_rows, spreadsheet

pytestmark = pytest.mark.django_db


def content(written: bytes, how: ReadingOptions | None = None):
    return read_content(open_file(BytesIO(written), "file"), how or ReadingOptions())


def test_notes_on_an_own_file_name_the_sheet_and_not_the_file_at_hand():
    book = workbook({"About": [["Register"]], "Entries": [["Reference", "Title"]]})
    assert content(book).notes[0] == "About: This is for reading only, and not imported."


def test_what_a_kind_of_file_does_not_say_is_noted_first():
    assert "cells with an error" in content(libreoffice("office.ods")).notes[0]


def test_whole_sheets_that_cannot_be_read_are_told_before_the_rows_are_tried():
    assert content(own_rows({"Reference": "RPA-7001"})).can_be_tried
    book = workbook({"Entries": [["Reference", "Title"]], "Colours": [["Blue"]]})
    assert not content(book).can_be_tried


def test_a_name_to_decide_on_is_no_problem_besides():
    how = ReadingOptions(mapping=MAPPING, team=make_team().code)
    found = content(spreadsheet(entry_line(1, UNKNOWN), entry_line(2, basis="who knows")), how)
    assert [unknown.name for unknown in found.unknown] == [UNKNOWN]
    assert [problem.title for problem in found.problems] == ["Lawful basis"]


def test_the_sheet_that_was_chosen_is_read_and_one_that_is_not_there_named():
    opened = open_file(BytesIO(workbook({"One": [["a"]], "Two": [["b"]]})), "file")
    assert find_sheet(opened, "").title == "One"
    assert find_sheet(opened, "Two").title == "Two"
    with pytest.raises(CannotLoad, match=r"no sheet “Three”\. Sheets are: “One”, “Two”"):
        find_sheet(opened, "Three")
