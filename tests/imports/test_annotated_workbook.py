"""The file of an import comes back as a workbook with marks, is corrected and brought again."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from ropa.imports import annotated_workbook as annotating
from ropa.imports.annotated_workbook import TooLargeToMark, annotated_workbook
from ropa.imports.problems import CannotLoad
from ropa.imports.reading.cells import Source
from ropa.imports.reading.opening import open_file
from ropa.imports.starting import Step
from ropa.models import ImportFile, ProcessingActivity, RegisterImport
from tests.factories import make_team, make_user
from tests.imports.reading.files import workbook
from tests.imports.uploading import (
    TITLES,
    after_step,
    checked_import,
    mapped,
    own_entry,
    own_rows,
    spreadsheet,
    titles_of_entries,
    uploaded_import,
)

pytestmark = pytest.mark.django_db
State = RegisterImport.State


@pytest.fixture
def team():
    return make_team()


@pytest.fixture
def approver():
    return make_user("Approver")


def broken_formula(_book, sheet) -> None:
    """The purposes of the first entry are a formula whose value is an error."""
    sheet.write_formula(1, 1, "=A9*2", None, "#REF!")


def table(*rows):
    return {"Register": [TITLES, *rows]}


def checked(content: bytes, by, team, name="register.xlsx") -> RegisterImport:
    """The import of somebody's spreadsheet, checked."""
    imported = uploaded_import(content, by, name)
    mapped(imported, team)
    return after_step(imported, Step.CHECK, by)


def cells_of(content: bytes) -> dict[str, list]:
    opened = open_file(BytesIO(content), "file.xlsx")
    found = {}
    for each in opened.sheets:
        sheet = each.open()
        found[each.title] = [(sheet.header_row, sheet.header), *sheet.rows]
    return found


def corrected(content: bytes, **cells: str) -> bytes:
    """The workbook as somebody saves it who has written that into its cells."""
    book = load_workbook(BytesIO(content))
    for place, text in cells.items():
        book.active[place] = text
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_problems_and_gaps_are_marked_corrected_and_brought_again(team, approver):
    # given
    rows = (
        ("Bins", "x", "nobody", "Public task"),
        ("Parking", "Issue permits", "nobody", "TBC"),
    )
    imported = checked(workbook(table(*rows), broken_formula), approver, team)
    assert imported.problem_count == 1
    # when
    content = annotated_workbook(imported)
    # then
    sheet = load_workbook(BytesIO(content))["Register"]
    assert sheet["B2"].comment.text.startswith("Problem: The cell ")
    assert "Your file has “#REF!” here." in sheet["B2"].comment.text
    assert sheet["D3"].comment.text.startswith("Gap: ")
    colours = {sheet[place].fill.fgColor.rgb for place in ("B2", "D3", "A3")}
    assert len(colours) == 3
    # when it is brought as it is, the problem stays
    again = uploaded_import(content, approver, corrects=imported)
    assert again.state == State.CHECKING
    again = after_step(again, Step.CHECK, approver)
    assert [(each["number"], each["column"]) for each in again.problems] == [(2, "Purposes")]
    # when
    right = corrected(content, B2="Empty the bins", D3="Contract")
    right_import = uploaded_import(right, approver, corrects=again)
    right_import = after_step(right_import, Step.CHECK, approver)
    assert not right_import.remarks
    right_import = after_step(right_import, Step.CARRY_OUT, approver)
    # then
    assert right_import.state == State.IMPORTED
    assert titles_of_entries() == {"Bins", "Parking"}
    purposes = ProcessingActivity.objects.get(title="Bins").purposes
    assert list(purposes.values_list("statement", flat=True)) == ["Empty the bins"]
    # when it is changed and brought once more, nothing is doubled
    later = checked(corrected(right, B3="Issue and renew permits"), approver, team)
    later = after_step(later, Step.CARRY_OUT, approver)
    assert later.state == State.IMPORTED
    assert titles_of_entries() == {"Bins", "Parking"}
    assert ProcessingActivity.objects.count() == 2


def test_a_text_becomes_a_workbook_that_is_read_by_the_same_mapping(team, approver):
    # given
    content = spreadsheet(("'=1+1", "Collect", "", "see policy"), ("=2+2", "Sort", "", ""))
    imported = checked(content, approver, team, "register.csv")
    gaps = [each | {"sheet": "Sheet1"} for each in imported.remarks]
    assert gaps
    keys = [each["key"] for each in imported.changes]
    # when
    made = annotated_workbook(imported)
    # then
    sheet = load_workbook(BytesIO(made)).active
    assert {cell.data_type for row in sheet["A1:D3"] for cell in row} <= {"s", "n"}
    again = uploaded_import(made, approver, corrects=imported)
    assert again.state == State.CHECKING
    again = after_step(again, Step.CHECK, approver)
    assert (again.remarks, again.problems) == (gaps, [])
    assert [each["key"] for each in again.changes] == keys


def test_what_is_in_the_workbook_is_read_as_it_was_in_the_file(team, approver):
    # given
    def change(book, sheet):
        sheet.merge_range("A6:B6", "over two", None)
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column("C:C", 10, None, {"hidden": True})
        book.add_worksheet("Notes").hide()

    day = date(2026, 3, 31)
    odd = ("007", "<r><t>x</t></r>", "_x0041_", "two\nlines & <b>")
    content = workbook(table(odd, (" space ", day, 12.5, True), (None, None, "c", "d")), change)
    imported = checked(content, approver, team)
    # when
    made = annotated_workbook(imported)
    # then
    assert cells_of(made) == cells_of(content)
    before, after = (open_file(BytesIO(each), "").sheets for each in (content, made))
    assert [each.is_hidden for each in after] == [False, True]
    for one, other in zip(map(Source.open, before), map(Source.open, after), strict=True):
        assert (one.merged, one.hidden_rows) == (other.merged, other.hidden_rows)
        assert one.hidden_columns == other.hidden_columns


def test_one_of_the_registers_own_files_is_marked(team, approver):
    # given
    wrong = own_rows(own_entry("RPA-7001", team) | {"Public": "maybe"})
    imported = checked_import(wrong, approver)
    # when
    made = annotated_workbook(imported)
    # then
    sheet = load_workbook(BytesIO(made))["Entries"]
    (marked,) = (cell for row in sheet.rows for cell in row if cell.comment)
    assert marked.value == "maybe"
    assert cells_of(made) == cells_of(wrong)


def test_what_no_workbook_takes_is_refused_with_another_way(team, approver, monkeypatch):
    imported = checked(spreadsheet(("Bins", "Collect", "", "TBC")), approver, team)
    monkeypatch.setattr(annotating, "LONGEST_TEXT", 5)
    with pytest.raises(CannotLoad, match="Download the list of problems as CSV instead"):
        annotated_workbook(imported)


def test_what_has_too_many_cells_is_refused_with_another_way(team, approver):
    imported = checked(spreadsheet(("Bins", "Collect", "", "TBC")), approver, team)
    with pytest.raises(TooLargeToMark, match="Download the list of problems as CSV instead"):
        annotated_workbook(imported, most_cells=5)


def test_what_is_no_longer_kept_cannot_be_marked(team, approver):
    imported = checked_import(own_rows(own_entry("RPA-7001", team)), approver)
    ImportFile.objects.all().delete()
    with pytest.raises(CannotLoad, match="nothing to mark"):
        annotated_workbook(imported)
