"""The columns of a sheet and the targets somebody has mapped them to."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from ropa.names import without_unseen
from ropa.tables.formula_escaping import escaped, unescaped

from ..ledger import CellLedger, Fate
from ..reading.cells import Cell, Row, Unusable, column_name, says_something
from ..rows import RowPlace
from .cells.numbered_articles import with_article_of_heading
from .messages import Messages
from .normalising import normalised
from .targets import BY_NAME, INTERNAL_NOTE, LEAVE_OUT

# Characters of a cell whose words are read: a list, an answer, a ground. Other texts are as long as
# they are.
LONGEST = 8_000
NAMES_ENTRY = "It says which entry the row is about."
_DITTO = {
    "ditto",
    "idem",
    "as above",
    "same as above",
    "see above",
    "dito",
    "wie oben",
    '"',
    "''",
} | {
    "siehe oben",
    "zie boven",
    "voir ci-dessus",
}
_TEXTS = {"summary", "location", INTERNAL_NOTE}
# Gaps in a text that are there for the eye; two of each say the same.
_GAPS = re.compile(r"\n{3,}|[^\S\n]{3,}")


@dataclass(frozen=True)
class MappedColumn:
    """A column: its place (from 0), its title, and the name of its target."""

    index: int
    title: str
    target: str


class ReadCell(NamedTuple):
    """What stands in a mapped column: the title of the column, the text, the number of the row
    (from 1), the place of the column (from 0), and the title of the sheet."""

    title: str
    text: str
    row: int
    column: int
    sheet: str

    def place(self, of_entry: RowPlace) -> RowPlace:
        """Return the place of its row, beside that of the entry."""
        if (self.sheet, self.row) == (of_entry.sheet, of_entry.number):
            return of_entry
        return replace(of_entry, sheet=self.sheet, number=self.row, row=f"row {self.row}")


class MappedColumns:
    """The mapped columns, and those nobody has said anything about: what stands in these would be
    lost, and is told. What becomes of cells that no entry gets is said in the ledger."""

    def __init__(
        self,
        titles: Sequence[str],
        mapping: Mapping[str, str],
        header: RowPlace,
        messages: Messages,
        ledger: CellLedger,
        *,
        elsewhere: Collection[str] = (),
        names_entry: str = "",
    ) -> None:
        """`elsewhere` are the columns of other tables that are read together with this one,
        `names_entry` is the column that says which entry of these a row is about."""
        self.all_titles = titles
        self._messages = messages
        self._ledger = ledger
        self.mapped: list[MappedColumn] = []
        # Why a column is passed over, by its place.
        self._passed_over: dict[int, str] = {}
        self._unmapped: dict[int, tuple[RowPlace, Cell]] = {}
        # What the row above says, by column.
        self._above: dict[int, str] = {}
        targets = {" ".join(title.split()): target for title, target in mapping.items()}
        for title in targets.keys() - set(titles) - set(elsewhere):
            if targets[title] != LEAVE_OUT:
                says = "The sheet has no such column. Map the columns that it has."
                messages.problem(header, title, "", says)
        for index, title in enumerate(titles):
            if title == names_entry:
                self._passed_over[index] = NAMES_ENTRY
            else:
                self._add(MappedColumn(index, title, targets.get(title, "")), header)
        # The title of the first column of each target.
        self.titles: dict[str, str] = {}
        for column in self.mapped:
            self.titles.setdefault(column.target, column.title)

    def _add(self, column: MappedColumn, header: RowPlace) -> None:
        if column.target == LEAVE_OUT:
            self._passed_over[column.index] = "You left this column out."
        elif not column.target:
            return
        elif column.target not in BY_NAME:
            says = f"“{column.target}” is nothing that a column can be mapped to. Choose again."
            self._refuse(column, header, says)
        else:
            first = next((each for each in self.mapped if each.target == column.target), None)
            if first and not BY_NAME[column.target].many:
                self._refuse(
                    column,
                    header,
                    f"“{first.title}” is mapped to “{BY_NAME[column.target].title}” as well, which "
                    "takes one column. Map one of the two to something else.",
                )
            else:
                self.mapped.append(column)

    def _refuse(self, column: MappedColumn, header: RowPlace, says: str) -> None:
        self._messages.problem(header, column.title, "", says)
        self._passed_over[column.index] = says

    def texts(self, place: RowPlace, cells: Sequence[Cell]) -> dict[str, list[ReadCell]]:
        """Return what stands in a row by target, and tell of cells that cannot be taken."""
        found: dict[str, list[ReadCell]] = {}
        mapped = {column.index for column in self.mapped}
        for index, cell in enumerate(cells):
            if index not in mapped and says_something(cell):
                self._pass_over(place, index, cell)
        for column in self.mapped:
            cell = cells[column.index] if column.index < len(cells) else None
            if isinstance(cell, Unusable):
                self._messages.problem(place, column.title, cell, f"The cell {cell.says}")
                self._leave(place, column.index, f"The cell {cell.says}")
                continue
            text = _text(cell)
            if column.target not in _TEXTS:
                text = "\n".join(map(without_unseen, text.split("\n"))).strip()
            if normalised(text) in _DITTO and self._above.get(column.index):
                text = self._above[column.index]
                self._messages.note(
                    "“Ditto”, “as above” and the like were taken for what the row above says.",
                    place,
                )
            self._above[column.index] = text
            text = with_article_of_heading(column.target, column.title, text)
            target = column.target
            if len(text) > LONGEST and target not in _TEXTS:
                says = (
                    f"“{column.title}” leaves a gap. A text of more than {LONGEST:,} characters is "
                    "not taken apart: it stands in the internal note."
                )
                self._messages.note(says, place)
                target = INTERNAL_NOTE
            if text:
                read = ReadCell(column.title, text, place.number, column.index, place.sheet)
                found.setdefault(target, []).append(read)
            else:
                self._leave(place, column.index, "It holds nothing that anybody sees.")
        return found

    def read_header(self, sheet: str, header: Sequence[Row]) -> None:
        """Account for the titles of the columns."""
        for number, cells in header:
            for index in range(len(cells)):
                self._ledger.settle(
                    sheet,
                    number,
                    index,
                    Fate.UNDERSTOOD,
                    self._use_of(index),
                    title=self._title(index),
                )

    def _use_of(self, index: int) -> str:
        column = next((each for each in self.mapped if each.index == index), None)
        if self._passed_over.get(index) == NAMES_ENTRY:
            return "The title of a column: which entry a row is about."
        if column is None:
            return "The title of a column that is not used."
        return f"The title of a column: {BY_NAME[column.target].title}."

    def _pass_over(self, place: RowPlace, index: int, cell: Cell) -> None:
        if index not in self._passed_over:
            self._unmapped.setdefault(index, (place, cell))
        self._leave(place, index, self._passed_over.get(index, "Nobody has said what it is."))

    def _leave(self, place: RowPlace, index: int, why: str) -> None:
        self._ledger.settle(
            place.sheet, place.number, index, Fate.NOT_USED, why, title=self._title(index)
        )

    def _title(self, index: int) -> str:
        return self.all_titles[index] if index < len(self.all_titles) else ""

    def report_unmapped(self) -> None:
        """Tell of the columns that are neither mapped nor left out."""
        for index, (place, cell) in sorted(self._unmapped.items()):
            self._messages.problem(
                place,
                self._title(index) or f"column {column_name(index)}",
                cell,
                "Nobody has said what this column is. Map it, to the internal note if it has no "
                "other place, or choose to leave it out.",
            )
        known = {column.index for column in self.mapped} | self._passed_over.keys()
        for index, title in enumerate(self.all_titles):
            if index not in known and index not in self._unmapped:
                self._messages.note(f"“{title}” is not mapped, and has nothing in it.")


def _text(cell: Cell) -> str:
    """A cell as text, its lines ended alike and its gaps narrow. Where a spreadsheet was kept from
    taking it for a formula, the mark that does it is no part of the text."""
    if isinstance(cell, date):
        return cell.isoformat()
    text = "" if cell is None else str(cell)
    bare = unescaped(text)
    messages = bare if bare != text and escaped(bare) == text else text
    lined = messages.replace("\r\n", "\n").replace("\r", "\n").strip()
    return _GAPS.sub(lambda gap: gap[0][:2], lined)
