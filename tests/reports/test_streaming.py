"""Files that can be written piece by piece begin before all entries have been read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from ropa.reports.contents import Report, ReportEntry
from ropa.reports.report_query import report
from ropa.reports.selection import Selection
from tests.reports.making import approved, kind_named

pytestmark = pytest.mark.django_db

MANY = 6


class Watched:
    """A report that notes how many of its entries have been asked for."""

    def __init__(self) -> None:
        found = report(Selection())
        self.read = 0
        self._entries = found.entries
        self.report: Report = replace(found, entries=self)

    def __call__(self) -> Iterator[ReportEntry]:
        for entry in self._entries():
            self.read += 1
            yield entry


@pytest.mark.parametrize("name", ["csv", "json", "jsonld"])
def test_each_entry_is_written_before_the_next_is_read(name, django_assert_num_queries):
    # given
    approved(MANY)
    watched = Watched()
    pieces = kind_named(name).write(watched.report)

    # when the first piece is asked for, no entry has been read, nor anything asked of the database
    with django_assert_num_queries(0):
        first = next(pieces)
    assert (watched.read, len(first) > 20) == (0, True)

    # then each entry is written on its own
    steps = {watched.read for _ in pieces}
    assert set(range(1, MANY + 1)) <= steps
    assert watched.read == MANY


@pytest.mark.parametrize("name", ["xlsx", "csv-sheets"])
def test_what_is_packed_takes_one_passage_through_the_entries(name):
    approved(MANY)
    watched = Watched()
    assert b"".join(kind_named(name).write(watched.report)).startswith(b"PK")
    assert watched.read == MANY
