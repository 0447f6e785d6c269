"""What a file says is read as its kind asks for."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest

from ropa.imports.choosing import chosen_tables, find_table, tables_of
from ropa.imports.content import ReadingOptions, read_content
from ropa.imports.ledger import ledger_lines
from ropa.imports.mapping.targets import LEAVE_OUT
from ropa.imports.problems import CannotLoad
from ropa.imports.reading.file_kinds import FileKind
from ropa.imports.reading.opening import ALL_ALIKE, OpenedFile, open_file
from tests.factories import make_team
from tests.imports.reading.files import libreoffice, workbook
from tests.imports.uploading import MAPPING, UNKNOWN, entry_line, own_rows, spreadsheet

pytestmark = pytest.mark.django_db


def found_sheet(opened, title):
    return find_table(opened.name, tables_of(opened), title)


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
    assert found.problems == []
    assert any("“Lawful basis” leaves a gap." in note for note in found.notes)


def test_the_sheet_that_was_chosen_is_read_and_one_that_is_not_there_named():
    opened = open_file(BytesIO(workbook({"One": [["a"]], "Two": [["b"]]})), "file")
    assert found_sheet(opened, "").title == "One"
    assert found_sheet(opened, "Two").title == "Two"
    with pytest.raises(CannotLoad, match=r"no sheet “Three”\. Sheets are: “One”, “Two”"):
        found_sheet(opened, "Three")


def test_sheets_with_the_same_columns_are_read_together_and_others_are_named():
    # given a sheet for each department, one of them a team
    team, south = make_team(), make_team(name="South")
    titles = ["Title", "Purposes", "Lawful basis"]
    book = workbook(
        {
            "North": [titles, ["Letters", "answer them", "Public task"]],
            "Notes": [["Written by", "On"], ["the office", "Monday"]],
            "South": [titles, ["Loans", "lend books", "who knows"], ["", "", ""]],
        }
    )
    mapping = {"Title": "title", "Purposes": "purposes", "Lawful basis": "lawful-basis"}
    opened = open_file(BytesIO(book), "file")
    # when
    found = read_content(opened, ReadingOptions(ALL_ALIKE, mapping, team.code))
    # then
    assert [each.title for each in chosen_tables(opened, ALL_ALIKE).entries] == ["North", "South"]
    assert found.problems == []
    values = [row.values for row in found.rows if row.table == "activities"]
    assert [each["title"] for each in values] == ["Letters", "Loans"]
    assert [each["team"] for each in values] == [team.code, south.code]
    assert [each.get("business_function", "") for each in values] == ["North", ""]
    assert "Nothing is imported of the other sheets: “Notes”." in found.notes
    assert any(note.startswith("South: “Lawful basis” leaves a gap.") for note in found.notes)
    assert found.rows[-1].place.sheet == "South"


def test_one_sheet_of_several_is_read_and_the_others_are_named():
    book = workbook({"One": [["Title", "Purposes"], ["A", "a"]], "Two": [["Title"], ["B"]]})
    how = ReadingOptions("One", {"Title": "title", "Purposes": "purposes"}, make_team().code)
    assert "Nothing is imported of the other sheets: “Two”." in content(book, how).notes


def test_a_file_without_any_table_says_so():
    opened = OpenedFile("file", FileKind.JSON)
    with pytest.raises(CannotLoad, match="There is no table in this file"):
        found_sheet(opened, "")


def hiding(book, sheet) -> None:
    """Hide the second entry, the notes, and the first sheet."""
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_column(1, 1, None, None, {"hidden": True})
    book.get_worksheet_by_name("Old").hide()
    sheet.activate()


def test_what_is_hidden_is_left_out_and_named_unless_it_is_asked_for():
    # given
    rows = [["Title", "Notes"], ["Letters", "a"], ["Loans", "b"]]
    book = workbook({"Old": [["Title", "Notes"], ["Permits", "c"]], "New": rows}, hiding)
    opened = open_file(BytesIO(book), "file")
    mapping = {"Title": "title", "Notes": LEAVE_OUT}
    how = ReadingOptions(ALL_ALIKE, mapping, make_team().code)
    # when
    found = read_content(opened, how)
    asked = read_content(opened, replace(how, with_hidden=True))
    # then
    assert titles_of(found) == ["Letters"]
    assert "Nothing is imported of the other sheets: “Old” (hidden)." in found.notes
    assert "Rows that are hidden in the file are left out. Row 3." in found.notes
    assert "“Notes”, which is hidden in the file, is left out." in found.notes
    assert {
        line.value: (line.title, line.how)
        for line in ledger_lines(found.ledger.packed())
        if line.row == 3
    } == {"Loans": ("Title", "Its row is hidden."), "b": ("Notes", "Its row is hidden.")}
    assert titles_of(asked) == ["Permits", "Letters", "Loans"]
    assert "New: Rows that are hidden in the file are read like others. Row 3." in asked.notes


def titles_of(found) -> list[str]:
    return [row.values["title"] for row in found.rows if row.table == "activities"]


def test_the_first_sheet_that_is_shown_is_read_unless_another_is_named():
    book = workbook({"Old": [["a"]], "New": [["b"]]}, hiding)
    opened = open_file(BytesIO(book), "file")
    assert found_sheet(opened, "").title == "New"
    assert found_sheet(opened, "Old").title == "Old"
