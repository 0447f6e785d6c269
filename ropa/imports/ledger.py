"""The ledger of a file: what became of each of its cells that says something."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from io import BytesIO
from typing import NamedTuple

from .cell_answers import NO_ANSWERS, CellAnswers, taken_as
from .problems import CannotLoad, shortened, without_nul
from .reading.cells import Cell, Row, SheetOfCells, column_name, says_something

# Has zlib write what `gzip` reads.
_GZIP = 31
_ENCODER = json.JSONEncoder(ensure_ascii=False)
NOBODY_ASKED = "Nothing of an entry is made of it."


class Fate(StrEnum):
    """What became of a cell: it is understood, its words are kept, or it is not used."""

    UNDERSTOOD = "understood"
    KEPT = "kept"
    NOT_USED = "not-used"


class LedgerLine(NamedTuple):
    """A cell: where it stands (`column` is its letter, `title` what the file calls it), what it
    says, shortened, and what became of it. `how` says what it is now, where its words are kept, or
    why it is not used."""

    sheet: str
    row: int
    column: str
    title: str
    value: str
    fate: Fate
    how: str


class CellLedger:
    """Accounts for every cell of the sheets that it watches.

    A cell comes in as its sheet is read, and is settled where somebody makes something of it. What
    nobody has settled is not used: so each cell stands in the ledger, and none stands twice. Lines
    are packed as rows are done, in the order of the file: a large one has millions.

    It has what the file says; who reads a watched sheet gets what somebody answered in its place.
    """

    def __init__(self, answers: CellAnswers = NO_ANSWERS) -> None:
        self._answers = answers
        self.counts = dict.fromkeys(Fate, 0)
        # By sheet and row, and then by column: what a cell says until it is settled.
        self._open: dict[tuple[str, int], dict[int, str | LedgerLine]] = {}
        # By sheet whose columns were taken for rows: the numbers of its rows.
        self._turned: dict[str, tuple[int, ...]] = {}
        self._packed: list[bytes] = []
        self._compressor = zlib.compressobj(wbits=_GZIP)

    def watch(self, sheet: SheetOfCells) -> SheetOfCells:
        """Return the sheet, whose cells come in as it is read, with the answers for it."""
        self._come_in(sheet.title, (sheet.header_row, sheet.header))
        return replace(sheet, rows=self._watched(sheet))

    def turn(self, sheet: SheetOfCells) -> None:
        """Take what is said of the rows and columns of a sheet for what it is in the file, where
        columns were taken for rows."""
        if sheet.turned_rows:
            self._turned[sheet.title] = sheet.turned_rows

    def settle(
        self, sheet: str, row: int, column: int, fate: Fate, how: str, *, title: str = ""
    ) -> None:
        """Say what became of a cell; `column` counts from 0. Nothing is said of a cell that is
        empty, of one that repeats what stands in merged cells, or a second time."""
        if sheet in self._turned:
            row, column = self._turned[sheet][column], row - 1
        cells = self._open.get((sheet, row), {})
        value = cells.get(column)
        if isinstance(value, str):
            answer = self._answers.of_row(sheet, row).get(column)
            how = how if answer is None else f"{how} {taken_as(shortened(answer))}"
            cells[column] = LedgerLine(sheet, row, column_name(column), title, value, fate, how)

    def settle_row(
        self, sheet: str, row: Row, fate: Fate, how: str, *, titles: Sequence[str] = ()
    ) -> None:
        """Say the same of all cells of a row that nothing was said of yet; `titles` are those of
        their columns."""
        number, cells = row
        for column in range(len(cells)):
            title = titles[column] if column < len(titles) else ""
            self.settle(sheet, number, column, fate, how, title=title)

    def settle_sheet(self, sheet: SheetOfCells, fate: Fate, how: str) -> bool:
        """Say the same of all cells of a sheet; return whether it could be read to its end."""
        watched = self.watch(sheet)
        self.settle_row(sheet.title, (sheet.header_row, sheet.header), fate, how)
        try:
            for row in watched.rows:
                self.settle_row(sheet.title, row, fate, how)
                self.write_up_to(sheet.title, row[0])
        except CannotLoad:
            return False
        return True

    def write_up_to(self, sheet: str, row: int) -> None:
        """Pack what came in until the end of a row: all of it is settled."""
        if sheet in self._turned or (sheet, row) not in self._open:
            return
        while (begins := next(iter(self._open))) != (sheet, row):
            self._write(*begins)
        self._write(sheet, row)

    def packed(self) -> bytes:
        """Return all lines as `ledger_lines` reads them. What is not settled by now is not used."""
        for sheet, row in list(self._open):
            self._write(sheet, row)
        return b"".join([*self._packed, self._compressor.copy().flush()])

    def _watched(self, sheet: SheetOfCells) -> Iterator[Row]:
        for row in sheet.rows:
            self._come_in(sheet.title, row)
            yield self._answers.applied(sheet.title, row)

    def _come_in(self, sheet: str, row: Row) -> None:
        number, cells = row
        said = _texts(cells)
        for column, answer in self._answers.of_row(sheet, number).items():
            if not answer and column in said:
                how = taken_as("")
                said[column] = LedgerLine(
                    sheet, number, column_name(column), "", str(said[column]), Fate.NOT_USED, how
                )
        if said:
            self._open[sheet, number] = said

    def _write(self, sheet: str, row: int) -> None:
        lines: list[str] = []
        for column, cell in self._open.pop((sheet, row)).items():
            line = (
                LedgerLine(sheet, row, column_name(column), "", cell, Fate.NOT_USED, NOBODY_ASKED)
                if isinstance(cell, str)
                else cell
            )
            self.counts[line.fate] += 1
            lines.append(_ENCODER.encode(line))
        if packed := self._compressor.compress("".join(f"{each}\n" for each in lines).encode()):
            self._packed.append(packed)


def ledger_lines(packed: bytes) -> Iterator[LedgerLine]:
    """Yield the lines that a ledger has packed, in the order of the file."""
    with gzip.open(BytesIO(packed), "rt", encoding="utf-8") as written:
        for line in written:
            sheet, row, column, title, value, fate, how = json.loads(line)
            yield LedgerLine(sheet, row, column, title, value, Fate(fate), how)


def _texts(cells: Sequence[Cell]) -> dict[int, str | LedgerLine]:
    return {
        column: without_nul(shortened(cell))
        for column, cell in enumerate(cells)
        if says_something(cell)
    }
