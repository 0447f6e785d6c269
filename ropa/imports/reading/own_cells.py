"""Read the rows of a sheet in the register's own files: values by field, or what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ropa.tables.cells import UnreadableCell, from_cell, is_blank_cell
from ropa.tables.formula_escaping import unescaped
from ropa.tables.long_texts import with_long_texts
from ropa.tables.sheets import OWNER, Column, ColumnKind, Sheet, sheets_of

from ..ledger import CellLedger, Fate
from ..rows import RowPlace
from .cells import Cell, SheetOfCells, Unusable, column_name
from .findings import Findings
from .own_columns import Columns

_IS_A_TITLE = "The title of a column."


@dataclass
class CellRow:
    """A row: its values by field, and the fields of which a problem has been told."""

    values: dict[str, Any]
    place: RowPlace
    wrong: set[str] = field(default_factory=set)


class CellReader:
    """Reads the rows of sheets.

    `texts` are the long texts of a workbook by their number. In a `guarded` file there are none:
    there, text that could be taken for a formula stands after an apostrophe. What becomes of each
    cell is said in the ledger.
    """

    def __init__(
        self, findings: Findings, texts: Mapping[int, str], ledger: CellLedger, *, guarded: bool
    ) -> None:
        self._findings = findings
        self._texts = texts
        self._ledger = ledger
        self._guarded = guarded

    def rows(self, sheet: Sheet, opened: SheetOfCells, columns: Columns) -> Iterator[CellRow]:
        """Yield the rows below the header, and tell what is wrong. Raises `CannotLoad`."""
        titles = columns.titles(opened.header)
        if not sheet.part:
            titles |= {each.part: each.title for each in sheets_of(sheet.table) if each.part}
        strangers: dict[int, tuple[int, Cell]] = {}
        for index, title in enumerate(opened.header):
            fate, how = _use_of_column(columns, index, _IS_A_TITLE)
            self._ledger.settle(opened.title, opened.header_row, index, fate, how, title=title)
        for number, cells in opened.rows:
            place = RowPlace(self._findings.file, f"row {number}", opened.title, number, titles)
            row = CellRow({}, place)
            for index, cell in enumerate(cells):
                if cell is not None and index not in columns.known:
                    strangers.setdefault(index, (number, cell))
            for index, column in columns.known.items():
                self._take(row, column, cells[index] if index < len(cells) else None)
            self._account_for(row, sheet, columns, len(cells))
            yield row
        self._add_unknown_columns(opened.title, columns, strangers)
        for merged in opened.merged:
            self._findings.problem(
                self._findings.place(opened.title, merged.first),
                f"The cells {merged.name} are merged, so that only the first of them says "
                "anything. Unmerge them, and write in each what it should say.",
            )

    def _account_for(self, row: CellRow, sheet: Sheet, columns: Columns, width: int) -> None:
        place = row.place
        for index in range(width):
            column = columns.known.get(index)
            title = column.title if column else columns.unknown.get(index, "")
            fate, how = _use_of_column(columns, index, f"{sheet.title}: {title}.")
            if column and column.name in row.wrong:
                fate, how = Fate.NOT_USED, "It cannot be read: a problem says why."
            self._ledger.settle(place.sheet, place.number, index, fate, how, title=title)
        self._ledger.write_up_to(place.sheet, place.number)

    def _take(self, row: CellRow, column: Column, cell: Cell) -> None:
        if isinstance(cell, Unusable):
            self._add_problem(row, column, cell, f"The cell {cell.says}")
            return
        try:
            if isinstance(cell, str):
                cell = self._text(cell)
            if is_blank_cell(column, cell):
                return
            if column.kind is ColumnKind.DATE and isinstance(cell, datetime):
                raise UnreadableCell(
                    "Write the date without a time of day, for example 2026-03-31."
                )
            value = from_cell(column, cell)
        except UnreadableCell as error:
            self._add_problem(row, column, cell, str(error))
            return
        row.values[column.name] = value.strip() if column.name == OWNER else value

    def _text(self, cell: str) -> str:
        if self._guarded:
            return unescaped(cell)
        try:
            return with_long_texts(cell, self._texts)
        except LookupError:
            raise UnreadableCell(
                "This text stands on the sheet “Long texts”, which does not have it. Write it "
                "here, or export the file again."
            ) from None

    def _add_problem(self, row: CellRow, column: Column, cell: Cell, says: str) -> None:
        row.wrong.add(column.name)
        self._findings.problem(row.place, says, column=column.name, value=cell)

    def _add_unknown_columns(
        self, title: str, columns: Columns, strangers: Mapping[int, tuple[int, Cell]]
    ) -> None:
        """Tell of columns that nobody knows: what stands in them would be lost."""
        for index, (number, cell) in sorted(strangers.items()):
            if index in columns.passed_over:
                continue
            name = columns.unknown.get(index, f"column {column_name(index)}")
            self._findings.problem(
                self._findings.place(title, number),
                "The sheet has no such column in the register. Correct its title to that of the "
                "column in an export, or take it out.",
                column=name,
                value=cell,
            )
        for index in sorted(columns.unknown.keys() - strangers.keys()):
            says = f"“{columns.unknown[index]}” is not known, and has nothing in it."
            self._findings.note(says, title)


def _use_of_column(columns: Columns, index: int, used: str) -> tuple[Fate, str]:
    """What becomes of a cell of a column, if nothing is wrong with it."""
    if index in columns.known:
        return Fate.UNDERSTOOD, used
    if index in columns.passed_over:
        return Fate.NOT_USED, "This column is for reading only."
    return Fate.NOT_USED, "The register has no such column."
