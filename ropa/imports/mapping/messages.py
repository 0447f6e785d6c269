"""What is told of a spreadsheet while it is read: problems by cell, and notes for many rows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..problems import Problem, Remark, RemarkKind, shortened
from ..reading.cells import column_name
from ..reading.findings import Findings
from ..rows import RowPlace

# So many rows are named in one note.
ROWS_NAMED = 12


class Messages:
    """Problems in the order of the rows, and notes that are told once for all rows they are
    about."""

    def __init__(self, file: str, sheet: str) -> None:
        self._findings = Findings(file)
        self._notes: dict[tuple[str, str], list[int]] = {}
        self._found: list[tuple[int, RowPlace, str, str, Any]] = []
        self._wrong_cells: dict[tuple[str, int, str], str] = {}
        self._remarks: dict[Remark, None] = {}
        self._sheets = [sheet]
        # Those whose columns were taken for rows.
        self._turned: set[str] = set()

    @property
    def sheet(self) -> str:
        """The sheet that is being read."""
        return self._sheets[-1]

    def begin_sheet(self, title: str) -> None:
        """Tell what follows of another sheet."""
        if title != self.sheet:
            self._sheets.append(title)

    def turn_sheet(self) -> None:
        """Tell what follows of the columns of the sheet, which are taken for rows."""
        self._turned.add(self.sheet)

    def place(self, number: int = 0) -> RowPlace:
        """Return the place of a row, or of the sheet."""
        place = self._findings.place(self.sheet, number)
        if number and self.sheet in self._turned:
            return replace(place, row=f"column {column_name(number - 1)}")
        return place

    def row_in_words(self, place: RowPlace) -> str:
        """Return “row 4”, with its sheet if several are read."""
        return f"{place.sheet}, {place.row}" if len(self._sheets) > 1 else place.row

    def problem(self, place: RowPlace, column: str, value: Any, says: str) -> None:
        """Tell a problem of a row: `column` is the title of the column."""
        order = self._sheets.index(place.sheet) if place.sheet in self._sheets else 0
        self._found.append((order, place, column, says, value))
        self.refuse_cell(place, column, says)

    def refuse_cell(self, place: RowPlace, column: str, why: str) -> None:
        """Say that nothing can be made of a cell, of which a problem is told here or elsewhere."""
        self._wrong_cells.setdefault((place.sheet, place.number, column), why)

    def problem_of(self, place: RowPlace, column: str) -> str:
        """Return why nothing can be made of a cell; an empty text if something can."""
        return self._wrong_cells.get((place.sheet, place.number, column), "")

    def note(self, says: str, place: RowPlace | None = None) -> None:
        """Tell what should be known, of a row or of the whole sheet."""
        rows = self._notes.setdefault((place.sheet if place else self.sheet, says), [])
        if place and place.number and place.number not in rows[-1:]:
            rows.append(place.number)

    def remark(
        self, kind: RemarkKind, sheet: str, number: int, column: str, says: str, *, value: str
    ) -> None:
        """Say of a cell that it leaves a gap, or that what came of it is a guess; `value` is what
        stands there."""
        row = f"column {column_name(number - 1)}" if sheet in self._turned else f"{number}"
        self._remarks.setdefault(Remark(kind, sheet, number, column, says, shortened(value), row))

    @property
    def remarks(self) -> list[Remark]:
        return list(self._remarks)

    @property
    def problems(self) -> list[Problem]:
        for _, place, column, says, value in sorted(
            self._found, key=lambda found: (found[0], found[1].number)
        ):
            self._findings.problem(place, says, column=column, value=value)
        self._found = []
        return self._findings.problems

    @property
    def notes(self) -> list[str]:
        return [
            f"{self._of_sheet(sheet)}{says} {self._in_words(sheet, rows)}."
            if rows
            else f"{self._of_sheet(sheet)}{says}"
            for (sheet, says), rows in self._notes.items()
        ]

    def _in_words(self, sheet: str, rows: list[int]) -> str:
        if sheet in self._turned:
            return named_in_words("Column", [column_name(number - 1) for number in rows])
        return named_in_words("Row", [str(number) for number in rows])

    def _of_sheet(self, title: str) -> str:
        return f"{title}: " if len(self._sheets) > 1 else ""


def row_numbers_in_words(rows: list[int]) -> str:
    """Return the numbers of rows in words: “rows 3, 5 and 9”; of many, the first of them."""
    return named_in_words("row", [str(number) for number in rows])


def named_in_words(what: str, names: list[str]) -> str:
    """Return names after the word for what they are of: “rows 3, 5 and 9”; of many, the first."""
    shown = names[:ROWS_NAMED]
    if len(names) > ROWS_NAMED:
        shown.append(f"{len(names) - ROWS_NAMED:,} more")
    *first, last = shown
    written = f"{', '.join(first)} and {last}" if first else last
    return f"{what if len(names) == 1 else f'{what}s'} {written}"
