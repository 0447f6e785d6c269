"""Sheets whose titles stand below one another, as in a form: each record goes down a column."""

from __future__ import annotations

from collections.abc import Sequence

from ..reading.cells import Row, SheetOfCells, says_something

# Longer sheets are tables.
LONGEST_FORM = 300
# Titles may stand to the right of a number or of the name of a part.
COLUMNS_SEARCHED = 3


def columns_of(rows: Sequence[Row]) -> list[list[str]]:
    """Return the texts of the first columns, in which the titles of a form may stand."""
    return [
        [str(cells[at] or "") if at < len(cells) else "" for _, cells in rows]
        for at in range(COLUMNS_SEARCHED)
    ]


def turned(sheet: SheetOfCells, rows: Sequence[Row], titles_at: int) -> SheetOfCells:
    """Return a sheet with columns for rows: the one with the titles, from 0, becomes the header,
    and each to the right of it a row that has the number of the column, from 1."""
    numbers = tuple(number for number, _ in rows)
    width = max(len(cells) for _, cells in rows)
    columns = (
        (at + 1, tuple(cells[at] if at < len(cells) else None for _, cells in rows))
        for at in range(titles_at, width)
    )
    (header_row, header), *below = [
        (number, cells) for number, cells in columns if any(map(says_something, cells))
    ]
    return SheetOfCells(
        sheet.title,
        tuple("" if cell is None else str(cell) for cell in header),
        header_row,
        iter(below),
        hidden_rows={at + 1 for at in sheet.hidden_columns},
        hidden_columns={at for at, number in enumerate(numbers) if number in sheet.hidden_rows},
        turned_rows=numbers,
    )
