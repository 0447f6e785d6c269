"""What is written into a cell is read from it again; what cannot be read says what to write."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ropa.tables.cells import UnreadableCell, from_cell, is_blank_cell, to_cell
from ropa.tables.rows import NamedReference, plain_values
from ropa.tables.sheets import Column, ColumnKind

FREQUENCY = Column(
    "frequency",
    "Frequency",
    ColumnKind.CHOICE,
    choices={"routine": "Regularly", "asked": "When asked"},
)
END = Column("end", "End", ColumnKind.CHOICE, choices={"delete": "Deleted"}, blank=True)
TEXT = Column("summary", "Summary", ColumnKind.TEXT)
TEAM = Column("team", "Team", ColumnKind.ROW)
BODIES = Column("including", "Including", ColumnKind.ROWS)
PUBLIC = Column("is_public", "Public", ColumnKind.YES_NO)
DAY = Column("valid_to", "Last day", ColumnKind.DATE)
ORDER = Column("position", "Order", ColumnKind.NUMBER)
AGE = Column("from_age", "From which age", ColumnKind.NUMBER, blank=True)

CQC = NamedReference("cqc", "Care Quality Commission")
POLICE = NamedReference("police", "the police [any force],\nor two")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (TEXT, ""),
        (TEXT, " =1+1\r\n\tas it stands "),
        (TEAM, None),
        (TEAM, CQC),
        (TEAM, POLICE),
        (BODIES, ()),
        (BODIES, (CQC, POLICE)),
        (PUBLIC, True),
        (PUBLIC, False),
        (DAY, None),
        (DAY, date(2026, 3, 31)),
        (ORDER, 3),
        (FREQUENCY, "asked"),
        (END, ""),
    ],
    ids=str,
)
def test_what_is_written_is_read_again(column, value):
    assert from_cell(column, to_cell(column, value)) == (
        plain_values(value) if column is not DAY else value
    )


def test_people_read_names_and_programs_codes():
    assert to_cell(TEAM, CQC) == "Care Quality Commission [cqc]"
    assert to_cell(FREQUENCY, "asked") == "When asked"
    assert (
        to_cell(BODIES, (CQC, CQC))
        == "Care Quality Commission [cqc]\nCare Quality Commission [cqc]"
    )


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        (TEAM, "cqc", "cqc"),
        (TEAM, " Care Quality Commission ", "Care Quality Commission"),
        (FREQUENCY, "REGULARLY", "routine"),
        (FREQUENCY, "routine", "routine"),
        (PUBLIC, "yes", True),
        (PUBLIC, "0", False),
        (DAY, " 2026-03-31 ", date(2026, 3, 31)),
        (DAY, datetime(2026, 3, 31, 10), date(2026, 3, 31)),  # noqa: DTZ001 -- as spreadsheets have it
        (ORDER, "12", 12),
        (TEXT, 3, "3"),
    ],
    ids=str,
)
def test_what_people_write_is_understood(column, cell, value):
    assert from_cell(column, cell) == value


@pytest.mark.parametrize(
    ("cells", "value"), [("yes Y true TRUE 1", True), ("no N false False 0", False)]
)
def test_yes_and_no_are_understood_however_they_are_written(cells, value):
    assert [from_cell(PUBLIC, cell) for cell in cells.split()] == [value] * 5


@pytest.mark.parametrize(
    ("column", "cell", "advice"),
    [
        (FREQUENCY, "sometimes", "Write one of: Regularly; When asked."),
        (PUBLIC, "perhaps", "Write Yes or No."),
        (DAY, "31/03/2026", "Write the date as year, month and day, for example 2026-03-31."),
        (DAY, "2026-02-30", "Write the date as year, month and day, for example 2026-03-31."),
        (ORDER, "-1", "Write a whole number."),
    ],
)
def test_what_cannot_be_read_says_what_to_write(column, cell, advice):
    with pytest.raises(UnreadableCell) as raised:
        from_cell(column, cell)
    assert str(raised.value) == advice


def test_an_empty_cell_leaves_what_cannot_be_empty():
    assert [is_blank_cell(column, "") for column in (PUBLIC, FREQUENCY, ORDER)] == [True] * 3
    assert [is_blank_cell(column, None) for column in (END, TEXT, TEAM, DAY)] == [False] * 4
    assert not is_blank_cell(PUBLIC, "No")


def test_an_empty_cell_empties_a_number_that_can_be_empty():
    assert [is_blank_cell(AGE, cell) for cell in ("", None)] == [False] * 2
    assert [from_cell(AGE, cell) for cell in ("", None, " ", "12")] == [None, None, None, 12]
