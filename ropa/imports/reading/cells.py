"""Sheets of cells, whatever file they stand in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Unusable(NamedTuple):
    """A cell whose content cannot be taken: what stands there, and what to do about it, as the end
    of a sentence that begins with the cell (“holds a formula: …”)."""

    text: str
    says: str

    def __str__(self) -> str:
        return self.text


# A date is a `datetime` if it has a time of day. Numbers are text, as a spreadsheet shows them.
type Cell = str | date | Unusable | None
type Row = tuple[int, tuple[Cell, ...]]

# What no database can keep in a text.
_NOT_TEXT = re.compile("[\0\ud800-\udfff]")


class Unreadable(Exception):
    """A file cannot be read. The message says why and what to do, `row` where, if it is known."""

    def __init__(self, says: str, row: int = 0) -> None:
        super().__init__(says)
        self.row = row


class Merged(NamedTuple):
    """Cells that were made one: the numbers of the first and the last row, what the spreadsheet
    calls them (“A2:B3”), and the first and the last column, from 0."""

    first: int
    last: int
    name: str
    left: int = 0
    right: int = 0


@dataclass
class SheetOfCells:
    """A sheet: its title, its header, and the rows below.

    The header is the first row that has anything in it. `rows` can be gone through once. Each
    comes with its number as people see it, from 1; those with nothing in them do not come. Going
    through them raises `CannotLoad` if the file turns out to be damaged or beyond a limit.
    `merged` are cells that were made one; `hidden_rows` (by number) and `hidden_columns` (from 0)
    are those that a spreadsheet program does not show. Where columns were taken for rows,
    `turned_rows` are the numbers of the rows of the file that became columns.
    """

    title: str
    header: tuple[str, ...]
    header_row: int
    rows: Iterator[Row]
    merged: list[Merged] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    turned_rows: tuple[int, ...] = ()


@dataclass
class Layout:
    """What a sheet has beside its rows, as `SheetOfCells` has it."""

    merged: list[Merged] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Source:
    """A sheet of a file that has been opened: its title, how to go through its rows, and whether a
    spreadsheet program hides it. One of several tables on a sheet has a title of its own, and the
    title of the sheet beside it.

    `rows` starts anew each time it is called; with the first row, the layout is filled in.
    """

    title: str
    rows: Callable[[Layout], Iterator[Row]]
    is_hidden: bool = False
    on_sheet: str | None = None

    @property
    def sheet(self) -> str:
        """The title of the sheet on which it stands."""
        return self.title if self.on_sheet is None else self.on_sheet

    def open(self) -> SheetOfCells:
        """Return the sheet from its beginning. Raises `CannotLoad`."""
        layout = Layout()
        rows = self.rows(layout)
        number, cells = next(rows, (1, ()))
        header = tuple("" if cell is None else str(cell) for cell in cells)
        return SheetOfCells(self.sheet, header, number, rows, **vars(layout))


def says_something(cell: Cell) -> bool:
    """Whether a cell is more than empty or blank."""
    return cell is not None and bool(str(cell).strip())


def text_cell(text: str) -> Cell:
    """Return a cell with that text; text that nobody can keep is unusable."""
    unfit = _NOT_TEXT.search(text)
    if unfit is None:
        return text or None
    says = f"holds the character U+{ord(unfit[0]):04X}, which no text can hold. Delete it."
    return Unusable(_NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", text), says)


def column_name(index: int) -> str:
    """Return what a spreadsheet calls a column (from 0): A, B, …, Z, AA."""
    name, number = "", index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_number(name: str) -> int:
    """Return the place (from 0) of the column that a spreadsheet calls so: `A` is 0."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
