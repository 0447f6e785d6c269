"""The rows of a sheet of a workbook, one after the other as they stand in the file."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cache
from typing import IO, NamedTuple

from ropa.digits import whole_number

from . import limits
from .archives import DAMAGED
from .cells import Cell, Merged, Row, Unreadable, column_name
from .xlsx_strings import SharedStrings, TextOf
from .xlsx_values import (
    Calendar,
    column_of,
    error,
    formula,
    iso_day,
    number,
    text,
    true_or_false,
)
from .xml_parts import Attributes, LocalNames, pieces

_LAST_ROW = 1_048_576
_MOST_MERGED = 10_000


class Book(NamedTuple):
    """What the sheets of a workbook share: texts, which styles show days, and how days count."""

    strings: SharedStrings
    day_styles: Container[str]
    calendar: Calendar


def sheet_rows(stream: IO[bytes], book: Book, merged: list[Merged]) -> Iterator[Row]:
    """Yield the rows that have anything in them; add the merged cells to `merged`.

    Raises `Unreadable`.
    """
    reader = _Reader(book, merged)
    try:
        for _ in pieces(stream, reader.start, reader.end, reader.data):
            yield from reader.rows
            reader.rows.clear()
    except Unreadable as problem:
        yield from reader.rows
        problem.row = problem.row or reader.number
        raise


class _Reader:
    """Takes what stands in the XML, and keeps the rows that are complete."""

    def __init__(self, book: Book, merged: list[Merged]) -> None:
        self.rows: list[Row] = []
        self.number = 0
        self._book = book
        self._merged = merged
        self._names = LocalNames()
        self._column_of = cache(column_of)
        self._count = 0
        self._cells: list[Cell] = []
        self._column = -1
        self._in_cell = self._taking = False
        self._beside = 0
        self._type, self._style = "n", ""
        self._text, self._formula = TextOf(), TextOf()
        self._has_formula = self._in_formula = False

    def start(self, name: str, attributes: Attributes) -> None:
        local = self._names[name]
        if local == "c":
            self._start_cell(attributes)
        elif local in {"v", "t"}:
            self._taking = self._in_cell and not self._beside
        elif local == "f":
            self._has_formula = self._in_formula = self._in_cell
        elif local == "rPh":
            self._beside += 1
        elif local == "row":
            self._start_row(attributes)
        elif local == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def data(self, part: str) -> None:
        if self._taking:
            self._text.add(part)
        elif self._in_formula:
            self._formula.add(part)

    def end(self, name: str) -> None:
        local = self._names[name]
        if local == "c":
            self._end_cell()
        elif local == "row":
            self._end_row()
        elif local == "rPh":
            self._beside -= 1
        self._taking = self._in_formula = False

    def _start_row(self, attributes: Attributes) -> None:
        written = attributes.get("r")
        before = self.number
        self.number = before + 1 if written is None else _whole(written)
        if not before < self.number <= _LAST_ROW:
            raise Unreadable(DAMAGED.format("its rows are not in order"), before)
        self._cells, self._column = [], -1

    def _start_cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        self._column = (
            self._column + 1
            if reference is None
            else self._column_of(reference.rstrip("0123456789"))
        )
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._in_cell, self._has_formula = True, False

    def _end_cell(self) -> None:
        self._in_cell = False
        cell = self._cell(self._text.take())
        if cell is None:
            return
        if self._column >= limits.COLUMNS:
            raise Unreadable(
                f"Column {column_name(self._column)} has something in it. At most "
                f"{limits.COLUMNS} columns are taken: delete those that are not needed."
            )
        missing = self._column - len(self._cells)
        if missing < 0:
            raise Unreadable(DAMAGED.format("its cells are not in order"))
        if missing:
            self._cells += [None] * missing
        self._cells.append(cell)

    def _cell(self, written: str) -> Cell:
        kind = self._type
        if self._has_formula:
            return formula(self._formula.take())
        if not written:
            return None
        if kind == "s":
            return self._book.strings[written]
        if kind == "n":
            is_day = self._style in self._book.day_styles
            return self._book.calendar.day(written) if is_day else number(written)
        return _OF_TYPE.get(kind, text)(written)

    def _end_row(self) -> None:
        if not self._cells:
            return
        self._count += 1
        if self._count > limits.ROWS:
            raise Unreadable(
                f"The sheet has more than {limits.ROWS:,} rows. Bring it in several files."
            )
        self.rows.append((self.number, tuple(self._cells)))

    def _merge(self, name: str) -> None:
        first, _, last = name.partition(":")
        if len(self._merged) < _MOST_MERGED:
            self._merged.append(Merged(_row_of(first), _row_of(last or first), name))


_OF_TYPE = {"b": true_or_false, "e": error, "d": iso_day}


def _row_of(reference: str) -> int:
    return _whole(reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _whole(written: str) -> int:
    number = whole_number(written)
    if number is None:
        raise Unreadable(DAMAGED.format("a row has no number"))
    return number
