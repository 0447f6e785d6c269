"""Forms come in: each record goes down a column, beside the titles."""

from __future__ import annotations

import pytest

from ropa.imports.ledger import Fate, ledger_lines
from ropa.imports.mapping.header import find_header
from ropa.imports.reading.cells import SheetOfCells

from .sheets import make_office, messages_of, read_mapped_sheet

FORM = (
    ("Record of processing", None, None, None),
    (None, "Name of activity", "School meals", "Trips"),
    (None, "Purpose of processing", "Feed pupils", "Plan trips"),
    (None, "Lawful basis", "Public task", "Consent"),
    (None, "How long do we keep it?", "6 years", None),
    (None, "Reviewed", "May", "as discussed"),
)
MAPPING = {
    "Name of activity": "title",
    "Purpose of processing": "purposes",
    "Lawful basis": "lawful-basis",
    "How long do we keep it?": "retention",
    "Reviewed": "internal-note",
}


def form() -> SheetOfCells:
    (_, header), *rows = enumerate(FORM, start=1)
    titles = tuple(cell or "" for cell in header)
    return SheetOfCells("Form", titles, 1, iter(rows))


def test_columns_are_taken_for_rows_where_titles_stand_below_one_another():
    found = find_header(form())
    assert found.titles[1:] == tuple(MAPPING)
    assert [(number, cells[1]) for number, cells in found.sheet.rows] == [
        (3, "School meals"),
        (4, "Trips"),
    ]


def test_what_stands_beside_a_heading_or_an_empty_cell_is_no_title():
    # given a heading between the titles, and the names of the records above them
    rest = (("Part one",), *(each[1:] for each in FORM[1:]))
    cells = SheetOfCells("Form", ("", "A", "B"), 1, iter(enumerate(rest, start=2)))
    # when
    found = find_header(cells)
    # then
    assert found.titles == ("row 1", "Part one", *MAPPING)
    assert [row[2] for _, row in found.sheet.rows] == ["School meals", "Trips"]


def test_a_form_is_turned_for_few_titles_that_are_known():
    assert find_header(form(), {"Lawful basis", "Reviewed"}).sheet.turned_rows


def test_a_table_with_known_words_in_its_first_column_stays_as_it_is():
    rows = [("Purpose", "Lawful basis", "Retention"), ("Retention", "Consent", "1 year")]
    rows += [("Security", "Consent", "1 year"), ("Recipients", "Consent", "1 year")]
    sheet = SheetOfCells("S", rows[0], 1, iter(enumerate(rows[1:], start=2)))
    assert find_header(sheet).titles == rows[0]


@pytest.mark.django_db
def test_each_column_becomes_an_entry_and_is_told_as_a_column():
    make_office()
    found = read_mapped_sheet(form(), MAPPING, team="office", names={}, file="form.xlsx")
    assert messages_of(found) == []
    assert [row.values["title"] for row in found.rows] == ["School meals", "Trips"]
    assert found.rows[1].values["internal_note"] == "Reviewed: as discussed"
    assert str(found.rows[1].place) == "form.xlsx, Form, column D"
    assert any(note.endswith("Columns C and D.") for note in found.notes)
    # and the cells are accounted for where they stand in the file
    lines = {(line.row, line.column): line for line in ledger_lines(found.ledger.packed())}
    assert len(lines) == sum(bool(cell) for cells in FORM for cell in cells)
    assert lines[6, "D"].fate == Fate.KEPT
    assert lines[5, "C"].fate == Fate.UNDERSTOOD
    assert lines[1, "A"].fate == Fate.NOT_USED
