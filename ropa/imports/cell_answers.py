"""What somebody answered on the page: texts that are taken in place of what stands in cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from .reading.cells import Cell, Row, column_name, text_cell

LONGEST_ANSWER = 5_000
_CELLS_NAMED = 12


class CellAnswer(NamedTuple):
    """What is taken for a cell: `row` counts from 1, `column` from 0. An empty text leaves the cell
    empty."""

    sheet: str
    row: int
    column: int
    text: str


class CellAnswers:
    """The answers of an import, by the cells that they are for."""

    def __init__(self, answers: Iterable[CellAnswer] = ()) -> None:
        self._by_row: dict[tuple[str, int], dict[int, str]] = defaultdict(dict)
        for sheet, row, column, text in answers:
            self._by_row[sheet, row][column] = text

    def of_row(self, sheet: str, row: int) -> Mapping[int, str]:
        """Return the answers for a row, by column."""
        return self._by_row.get((sheet, row), {})

    def applied(self, sheet: str, row: Row) -> Row:
        """Return a row with the answers in place of what stands there."""
        number, cells = row
        answers = self.of_row(sheet, number)
        if not answers:
            return row
        answered: list[Cell] = [*cells, *[None] * (max(answers) + 1 - len(cells))]
        for column, text in answers.items():
            answered[column] = text_cell(text)
        return number, tuple(answered)

    def notes(self) -> Iterator[str]:
        """Say which cells are not taken as the file has them."""
        names = [
            f"{column_name(column)}{row}{f' of “{sheet}”' if sheet else ''}"
            for (sheet, row), answers in self._by_row.items()
            for column in answers
        ]
        if names:
            more = len(names) - _CELLS_NAMED
            yield (
                f"Taken as somebody answered on the page: {', '.join(names[:_CELLS_NAMED])}"
                f"{f' and {more:,} more' if more > 0 else ''}."
            )


NO_ANSWERS = CellAnswers()


def taken_as(text: str) -> str:
    """Return what the ledger says of a cell for which something else is taken."""
    if not text:
        return "Left empty, as somebody answered on the page."
    return f"Taken as “{text}”, as somebody answered on the page."
