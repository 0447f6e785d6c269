"""Files as people upload them, built from grids that are kept as text."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

from openpyxl import Workbook

SHEETS = Path(__file__).parent / "sheets"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

type Grid = list[list[str]]


@dataclass(frozen=True)
class SheetPlan:
    """A sheet of a workbook: its grid, and what was done to it by hand. Ranges and columns are
    named as in a spreadsheet: `A1:C1`, `K`."""

    title: str
    grid: str
    merged: Sequence[str] = ()
    hidden_columns: Sequence[str] = ()
    is_hidden: bool = False


@dataclass(frozen=True)
class TextPlan:
    """How a grid was saved as text: in which of Python's encodings, and what stands between two
    cells."""

    encoding: str
    delimiter: str
    quotes_all: bool = False


def read_grid(name: str) -> Grid:
    """The rows of `sheets/NAME.csv`."""
    with (SHEETS / f"{name}.csv").open(encoding="utf-8", newline="") as stored:
        return list(csv.reader(stored))


def built_text(name: str, plan: TextPlan) -> bytes:
    """A grid as a spreadsheet program saves it as text."""
    made = StringIO()
    csv.writer(
        made,
        delimiter=plan.delimiter,
        quoting=csv.QUOTE_ALL if plan.quotes_all else csv.QUOTE_MINIMAL,
    ).writerows(read_grid(name))
    return made.getvalue().encode(plan.encoding)


def built_workbook(plans: Sequence[SheetPlan]) -> bytes:
    """A workbook of grids. Days and whole numbers are kept as such, as when somebody types them."""
    book = Workbook()
    book.remove(book.active)
    for plan in plans:
        sheet = book.create_sheet(plan.title)
        for row in read_grid(plan.grid):
            sheet.append([_typed(cell) for cell in row])
        for merged in plan.merged:
            sheet.merge_cells(merged)
        for letter in plan.hidden_columns:
            sheet.column_dimensions[letter].hidden = True
        if plan.is_hidden:
            sheet.sheet_state = "hidden"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _typed(cell: str) -> str | int | date | None:
    if _DAY.fullmatch(cell):
        return date.fromisoformat(cell)
    if cell.isdecimal():
        return int(cell)
    return cell or None
