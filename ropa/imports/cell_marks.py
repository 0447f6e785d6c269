"""What a check found wrong, lacking or guessed, by the cell where it stands in the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from ropa.models import RegisterImport

from .choosing import header_of
from .mapping.further_tables import tables_of_sheet
from .mapping.header import column_titles
from .problems import RemarkKind
from .reading.cells import Source

PROBLEM = "problem"
# From what must be mended to what is only to be looked at.
_KINDS = (PROBLEM, RemarkKind.GAP.value, RemarkKind.GUESS.value)


class Mark(NamedTuple):
    """What is said of a cell: of what kind it is, and what to do."""

    kind: str
    says: str

    def __str__(self) -> str:
        return f"{self.kind.capitalize()}: {self.says}"


# By the number of the row (from 1) and the place of the column (from 0).
type Marks = dict[tuple[int, int], list[Mark]]


class SheetTitles(NamedTuple):
    """Where a sheet has its titles, and what they are. Where columns were taken for rows,
    `turned_rows` are the rows of the file that became columns. `below` has the titles of further
    tables on the sheet."""

    header_row: int
    titles: tuple[str, ...]
    turned_rows: tuple[int, ...] = ()
    below: tuple[SheetTitles, ...] = ()

    def cell(self, number: int, column: str) -> tuple[int, int]:
        """Where a cell stands; what is said of a whole row stands in its first cell, and what is
        said of a whole sheet in that of the header."""
        if table := self._table_below(number):
            return table.cell(number, column)
        title = " ".join(column.split())
        at = self.titles.index(title) if title in self.titles else 0
        row = number or self.header_row
        return (self.turned_rows[at], row - 1) if self.turned_rows else (row, at)

    def has_cell(self, number: int, column: str) -> bool:
        """Whether that is a cell below the titles, and not a whole row or sheet."""
        if table := self._table_below(number):
            return table.has_cell(number, column)
        return number > self.header_row and " ".join(column.split()) in self.titles

    def _table_below(self, number: int) -> SheetTitles | None:
        return next((each for each in reversed(self.below) if each.header_row <= number), None)


def marks_of_sheet(imported: RegisterImport, source: Source) -> Marks:
    """Return what was found in a sheet of the file of an import, the worst of each cell first.
    Raises `CannotLoad`."""
    found = [
        (each.get("number", 0), each["column"], Mark(each.get("kind", PROBLEM), each["says"]))
        for each in [*imported.problems, *imported.remarks]
        if each["sheet"] == source.title and not each.get("needs_approver")
    ]
    return _by_cell(titles_of_sheet(imported, source), found) if found else {}


def _by_cell(titles: SheetTitles, found: Iterable[tuple[int, str, Mark]]) -> Marks:
    marks: Marks = defaultdict(list)
    for number, column, mark in sorted(found, key=lambda each: _KINDS.index(each[2].kind)):
        marks[titles.cell(number, column)].append(mark)
    return marks


def titles_of_sheet(imported: RegisterImport, source: Source) -> SheetTitles:
    """Return the titles by which problems name the columns of a sheet. Raises `CannotLoad`."""
    if imported.kind == RegisterImport.Kind.OWN:
        sheet = source.open()
        return SheetTitles(sheet.header_row, column_titles(sheet.header))
    known = {" ".join(each.split()) for each in imported.mapping}
    first, *below = (_titles_of_table(each, known) for each in tables_of_sheet(source))
    return first._replace(below=tuple(below))


def _titles_of_table(table: Source, known: Collection[str]) -> SheetTitles:
    found = header_of(table, known)
    return SheetTitles(found.sheet.header_row, found.titles, found.sheet.turned_rows)
