"""The sheet of an uploaded file whose columns people match to fields."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ropa.digits import whole_number
from ropa.imports.choosing import ChosenColumn, JoinedTable, chosen_tables, tables_of
from ropa.imports.mapping.header import SheetBelowHeader, column_titles
from ropa.imports.mapping.messages import row_numbers_in_words
from ropa.imports.mapping.report_layout import MADE_FOR_READING, is_made_for_reading
from ropa.imports.reading.cells import Source
from ropa.imports.reading.opening import ALL_ALIKE, OpenedFile
from ropa.models import RegisterImport

# The row of titles is looked for among so many.
_TOP = 20
_LAST_ROW = 99_999
# The fields of the form that ask whether hidden rows and sheets are read.
HIDDEN_ASKED, WITH_HIDDEN = "hidden-asked", "with-hidden"


@dataclass(frozen=True)
class ChosenSheet:
    """The sheet that was chosen of those that there are, below the row with its titles, with its
    columns. `together` are the titles of those that belong together, of which `joined` say more of
    entries of others; `left` are the titles of those that are not read. `title` may stand for all
    that belong together (`ALL_ALIKE`). `warning` says why another file is better; mostly empty. Of
    what the file hides there are the titles of sheets, and the rows of this one in words;
    `with_hidden` says whether hidden rows and sheets are read, `is_turned` whether each entry goes
    down a column."""

    title: str
    others: tuple[str, ...]
    columns: tuple[ChosenColumn, ...]
    header_row: int
    together: tuple[str, ...] = ()
    joined: tuple[JoinedTable, ...] = ()
    left: tuple[str, ...] = ()
    warning: str = ""
    hidden_sheets: tuple[str, ...] = ()
    hidden_rows: str = ""
    with_hidden: bool = False
    is_turned: bool = False

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of its columns."""
        return tuple(each.title for each in self.columns)

    @property
    def is_all_alike(self) -> bool:
        """Whether it stands for all sheets that belong together."""
        return self.title == ALL_ALIKE


def chosen_sheet(opened: OpenedFile, imported: RegisterImport, answers: Any) -> ChosenSheet:
    """Return the sheet that `answers` names, with the titles in the row that it names; what is not
    asked for is as it was chosen before, or as it is found: all sheets that belong together, if
    several do. Raises `CannotLoad`."""
    with_hidden = imported.with_hidden
    if HIDDEN_ASKED in answers:
        with_hidden = WITH_HIDDEN in answers
    together = chosen_tables(opened, ALL_ALIKE, with_hidden=with_hidden)
    are_several = len(together.sources) > 1
    asked = answers.get("sheet", imported.sheet) or (ALL_ALIKE if are_several else "")
    chosen = together if asked == ALL_ALIKE else chosen_tables(opened, asked)
    source = chosen.entries[0]
    row = whole_number(answers.get("row", ""), _LAST_ROW)
    known: Collection[str] = imported.mapping.keys()
    if row is not None:
        known = _titles_in(source, row)
    found = next(chosen.below_headers(known))
    return ChosenSheet(
        title=ALL_ALIKE if asked == ALL_ALIKE else source.title,
        others=tuple(each.title for each in tables_of(opened)),
        columns=tuple(chosen.columns(known, with_hidden=with_hidden)),
        header_row=found.sheet.header_row,
        together=tuple(each.title for each in together.sources),
        joined=together.joined,
        left=tuple(each.title for each in chosen.left),
        warning=MADE_FOR_READING if is_made_for_reading(found.titles) else "",
        hidden_sheets=tuple(each.title for each in opened.sheets if each.is_hidden),
        hidden_rows=_rows_in_words(found),
        with_hidden=with_hidden,
        is_turned=bool(found.sheet.turned_rows),
    )


def _titles_in(source: Source, row: int) -> tuple[str, ...]:
    sheet = source.open()
    top = [(sheet.header_row, sheet.header), *islice(sheet.rows, _TOP - 1)]
    cells = next((cells for number, cells in top if number == row), ())
    return column_titles("" if cell is None else str(cell) for cell in cells)


def _rows_in_words(found: SheetBelowHeader) -> str:
    below = sorted(row for row in found.sheet.hidden_rows if row > found.sheet.header_row)
    return row_numbers_in_words(below) if below else ""
