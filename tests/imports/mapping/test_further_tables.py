"""Titles that come again, and another table on the same sheet, become no entries."""

from __future__ import annotations

import pytest

from ropa.imports.ledger import Fate, ledger_lines
from ropa.imports.mapping.further_tables import AGAIN, BELOW
from ropa.imports.reading.cells import SheetOfCells

from .sheets import make_office, messages_of, read_mapped_sheet

pytestmark = pytest.mark.django_db

TITLES = ("Activity", "Purpose", "Lawful basis")
MAPPING = dict(zip(TITLES, ("title", "purposes", "lawful-basis"), strict=True))


def read(*rows):
    """Entries of a sheet whose first row are the titles; an empty row is none."""
    numbered = [(number, cells) for number, cells in enumerate(rows, start=2) if cells]
    sheet = SheetOfCells("ROPA", TITLES, 1, iter(numbered))
    make_office()
    found = read_mapped_sheet(sheet, MAPPING, team="office", names={}, file="a.xlsx")
    assert messages_of(found) == []
    return found, [each.values["title"] for each in found.rows]


def lines_of(found):
    return [(each.row, each.fate, each.how) for each in ledger_lines(found.ledger.packed())]


PERMITS = ("Permits", "Decide on permits", "Public task")
BINS = ("Bins", "Empty bins", "Public task")
RECIPIENTS = ("Reference", "Recipients", "Retention period")


def test_titles_that_come_again_are_no_entry():
    found, titles = read(PERMITS, (), TITLES, BINS)
    assert titles == ["Permits", "Bins"]
    again = [(fate, how) for row, fate, how in lines_of(found) if row == 4]
    assert again == [(Fate.UNDERSTOOD, AGAIN)] * 3


def test_another_table_after_an_empty_row_is_told_and_not_read():
    found, titles = read(PERMITS, BINS, (), RECIPIENTS, ("1", "Police", "6 years"))
    assert titles == ["Permits", "Bins"]
    beyond = {row for row, fate, how in lines_of(found) if (fate, how) == (Fate.NOT_USED, BELOW)}
    assert beyond == {5, 6}
    assert f"Not imported. {BELOW} Rows 5 and 6." in found.notes


@pytest.mark.parametrize(
    "rows",
    [
        (PERMITS, (), ("Recipients", "Retention period", "Public task")),
        (PERMITS, (), ("Activity", "Empty bins", "Public task")),
        (PERMITS, ("Data subjects", "Recipients", "Security measures")),
    ],
)
def test_what_only_resembles_titles_is_an_entry(rows):
    assert len(read(*rows)[1]) == 2
