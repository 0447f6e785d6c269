"""Write values as cells and read them back, in one notation for every file that has cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from .rows import NamedReference
from .sheets import Column, ColumnKind

YES, NO = "Yes", "No"
_CODE = re.compile(r"\[([^\[\]]+)\]\s*\Z")

type Cell = str | int | date | None


class UnreadableCell(ValueError):
    """A cell does not hold what its column takes. The message says what to write."""


def to_cell(column: Column, value: Any) -> Cell:
    """Return what stands in a cell for a value of a row; `None` for an empty cell.

    What it names in another sheet stands as its name with its code in square brackets, and of
    several each on a line of its own.
    """
    if column.kind is ColumnKind.ROW:
        return _reference(value) if value is not None else None
    if column.kind is ColumnKind.ROWS:
        return "\n".join(map(_reference, value)) or None
    if column.kind is ColumnKind.YES_NO:
        return YES if value else NO
    if column.kind is ColumnKind.CHOICE:
        return (column.choices or {}).get(value, value) or None
    return None if value == "" else value


def from_cell(column: Column, cell: Cell) -> Any:
    """Return what a cell says: the value of a field, or the code or list of codes of what it names.

    An empty cell says nothing: an empty text, `None`, or an empty list. Raises `UnreadableCell`.
    """
    if column.kind is ColumnKind.DATE:
        return _date(cell)
    text = cell if isinstance(cell, str) else "" if cell is None else str(cell)
    return _READERS[column.kind](column, text)


def is_blank_cell(column: Column, cell: Cell) -> bool:
    """Whether a cell is empty in a column whose field cannot be: it leaves that as it is."""
    return (cell is None or cell == "") and (
        column.kind is ColumnKind.YES_NO
        or (column.kind in {ColumnKind.NUMBER, ColumnKind.CHOICE} and not column.blank)
    )


def _reference(value: NamedReference) -> str:
    return f"{' '.join(value.name.split())} [{value.code}]"


def _code(text: str) -> str:
    """The code in square brackets at the end, or else the whole text."""
    found = _CODE.search(text)
    return found[1].strip() if found else text.strip()


def _choice(column: Column, text: str) -> str:
    if not text:
        return ""
    for code, label in (column.choices or {}).items():
        if text.casefold() in {code.casefold(), label.casefold()}:
            return code
    raise UnreadableCell(f"Write one of: {'; '.join(_labels(column))}.")


def _labels(column: Column) -> Iterator[str]:
    return (label for code, label in (column.choices or {}).items() if code)


def _yes_or_no(text: str) -> bool:
    if text.casefold() in {"yes", "true", "y", "1"}:
        return True
    if text.casefold() in {"no", "false", "n", "0"}:
        return False
    raise UnreadableCell("Write Yes or No.")


def _date(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if cell is None or isinstance(cell, date):
        return cell
    text = str(cell).strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UnreadableCell(
            "Write the date as year, month and day, for example 2026-03-31."
        ) from None


def _number(text: str) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise UnreadableCell("Write a whole number.")
    return int(text)


_READERS: Mapping[ColumnKind, Callable[[Column, str], Any]] = {
    ColumnKind.TEXT: lambda _column, text: text,
    ColumnKind.ROW: lambda _column, text: _code(text) or None,
    ColumnKind.ROWS: lambda _column, text: [
        _code(line) for line in text.splitlines() if line.strip()
    ],
    ColumnKind.CHOICE: lambda column, text: _choice(column, text.strip()),
    ColumnKind.YES_NO: lambda _column, text: _yes_or_no(text.strip()),
    ColumnKind.NUMBER: lambda _column, text: _number(text.strip()),
}
