"""What is written into a cell is read from it again; what cannot be read says what to write."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ropa.tables.cells import NotReadable, read, says_nothing, written
from ropa.tables.rows import Named, plain
from ropa.tables.sheets import Column, Kind

FREQUENCY = Column(
    "frequency", "Frequency", Kind.CHOICE, choices={"routine": "Regularly", "asked": "When asked"}
)
END = Column("end", "End", Kind.CHOICE, choices={"delete": "Deleted"}, blank=True)
TEXT = Column("summary", "Summary", Kind.TEXT)
TEAM = Column("team", "Team", Kind.ROW)
BODIES = Column("including", "Including", Kind.ROWS)
PUBLIC = Column("is_public", "Public", Kind.YES_NO)
DAY = Column("valid_to", "Last day", Kind.DATE)
ORDER = Column("position", "Order", Kind.NUMBER)

CQC = Named("cqc", "Care Quality Commission")
POLICE = Named("police", "the police [any force],\nor two")


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
    assert read(column, written(column, value)) == (plain(value) if column is not DAY else value)


def test_people_read_names_and_programs_codes():
    assert written(TEAM, CQC) == "Care Quality Commission [cqc]"
    assert written(FREQUENCY, "asked") == "When asked"
    assert (
        written(BODIES, (CQC, CQC))
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
    assert read(column, cell) == value


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
    with pytest.raises(NotReadable) as raised:
        read(column, cell)
    assert str(raised.value) == advice


def test_an_empty_cell_leaves_what_cannot_be_empty():
    assert [says_nothing(column, "") for column in (PUBLIC, FREQUENCY, ORDER)] == [True] * 3
    assert [says_nothing(column, None) for column in (END, TEXT, TEAM, DAY)] == [False] * 4
    assert not says_nothing(PUBLIC, "No")
