"""Titles that come again become no entries, and another table on the same sheet is one of its
own."""

from __future__ import annotations

from io import BytesIO

import pytest

from ropa.imports.choosing import chosen_tables, tables_of
from ropa.imports.content import ReadingOptions, read_content
from ropa.imports.ledger import Fate, ledger_lines
from ropa.imports.mapping.further_tables import AGAIN
from ropa.imports.mapping.targets import INTERNAL_NOTE
from ropa.imports.reading.opening import ALL_ALIKE, open_file
from tests.imports.reading.files import workbook

from .sheets import make_office

pytestmark = pytest.mark.django_db

TITLES = ("Activity", "Purpose", "Lawful basis")
MAPPING = dict(zip(TITLES, ("title", "purposes", "lawful-basis"), strict=True))
PERMITS = ("Permits", "Decide on permits", "Public task")
BINS = ("Bins", "Empty bins", "Public task")
RECIPIENTS = ("Comments", "Recipients", "Retention period", "Security measures")
OTHERS = ("Processing activity", "Why we hold it", "Legal basis", "Recipients")


def opened(*rows):
    return open_file(BytesIO(workbook({"ROPA": [TITLES, *rows]})), "a.xlsx")


def read(*rows, sheet="", **more):
    """Entries of a sheet whose first row are the titles; an empty row is none."""
    make_office()
    found = read_content(opened(*rows), ReadingOptions(sheet, MAPPING | more, "office"))
    assert found.problems == []
    return found, [each.values["title"] for each in found.rows if each.table == "activities"]


def lines_of(found):
    return [(each.row, each.fate, each.how) for each in ledger_lines(found.ledger.packed())]


def test_titles_that_come_again_are_no_entry():
    found, titles = read(PERMITS, (), TITLES, BINS)
    assert titles == ["Permits", "Bins"]
    again = [(fate, how) for row, fate, how in lines_of(found) if row == 4]
    assert again == [(Fate.UNDERSTOOD, AGAIN)] * 3


def test_another_table_after_an_empty_row_is_a_sheet_of_its_own():
    # given
    rows = (
        PERMITS,
        BINS,
        (),
        RECIPIENTS,
        ("x", "Police", "6 years", "Locked"),
        (),
        OTHERS,
        PERMITS,
    )
    # then
    assert [each.title for each in tables_of(opened(*rows))] == [
        "ROPA",
        "ROPA, from row 5",
        "ROPA, from row 8",
    ]
    # and what is not read of them is told, and stands in the ledger
    found, titles = read(*rows)
    assert titles == ["Permits", "Bins"]
    assert {row for row, fate, _ in lines_of(found) if fate is Fate.NOT_USED} == {5, 6, 8, 9}
    assert (
        "Nothing is imported of the other sheets: “ROPA, from row 5”, “ROPA, from row 8”."
        in found.notes
    )


def test_entries_of_another_table_on_the_sheet_come_in_with_those_of_the_first():
    # given columns with other titles
    loans = ("Loans", "Lend books", "Contract", "nobody")
    rows = (PERMITS, (), OTHERS, loans)
    more = dict(zip(OTHERS, ("title", "purposes", "lawful-basis", "recipients"), strict=True))
    # when
    found, titles = read(*rows, sheet=ALL_ALIKE, **more)
    # then each cell of both is understood where it stands
    assert titles == ["Permits", "Loans"]
    assert found.rows[-1].values["purposes"][0]["statement"] == "Lend books"
    assert {fate for _, fate, _ in lines_of(found)} == {Fate.UNDERSTOOD}
    assert len(lines_of(found)) == 14
    # and no note is taken from the names of columns that the other table has
    assert [note for note in found.notes if "no such column" in note] == []


def test_a_table_of_something_else_is_not_read_with_the_first():
    rows = (PERMITS, (), RECIPIENTS, ("x", "Police", "6 years", "Locked"))
    chosen = chosen_tables(opened(*rows), ALL_ALIKE)
    assert [each.title for each in chosen.sources] == ["ROPA"]


def test_a_column_that_none_of_the_tables_has_is_a_problem():
    make_office()
    rows = (PERMITS, (), OTHERS, ("Loans", "Lend books", "Contract", "nobody"))
    mapping = MAPPING | dict.fromkeys(OTHERS, INTERNAL_NOTE) | {"Colour": INTERNAL_NOTE}
    found = read_content(opened(*rows), ReadingOptions(ALL_ALIKE, mapping, "office"))
    assert [(each.column, each.says) for each in found.problems] == [
        ("Colour", "No sheet has such a column. Map the columns that they have.")
    ]


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
