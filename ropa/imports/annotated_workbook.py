"""The file of an import as a workbook: the same cells at the same places, with what was found in
colour and in comments, to be corrected in a spreadsheet program and brought again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.worksheet import Worksheet

from ropa.models import ImportFile, RegisterImport
from ropa.tables.workbook_texts import write_text

from .cell_marks import PROBLEM, Mark, Marks, marks_of_sheet
from .problems import CannotLoad, RemarkKind, refusal_of_file
from .reading.cells import Cell, Layout, Merged, Row, Source, Unusable, column_name
from .reading.file_kinds import FileKind
from .reading.opening import OpenedFile
from .stored_outcome import cell_answers_of
from .uploads import MOST_COUNTED, reopen_upload

# More take longer than anybody waits for a page, and more yet the memory of a worker.
MOST_CELLS, MOST_CELLS_OF_WORKER = 50_000, 500_000
# What a cell of a workbook may hold, and the title of a sheet.
LONGEST_TEXT, _LONGEST_TITLE = 32_767, 31
_NO_TITLE = re.compile(r"[\[\]:*?/\\]|^'|'$")
# Spreadsheets are not sure of the days before.
_FIRST_DAY = date(1900, 3, 1)
# Black on these is far above the 4.5 to 1 that WCAG 2.2 asks of text.
_COLOURS = {PROBLEM: "#F8CBAD", RemarkKind.GAP.value: "#FFE699", RemarkKind.GUESS.value: "#BDD7EE"}
_WIDTH = 28
_LARGER_COMMENT = {"x_scale": 2.5, "y_scale": 2}

_NOT_CHECKED = "There is nothing to mark: this file is not checked just now, or no longer kept."
_NO_SHEETS = (
    "Only spreadsheets can be marked. Correct this file as the list of problems says, or bring the "
    "workbook of the same export."
)
_TOO_LARGE = (
    f"This file has more than {MOST_CELLS_OF_WORKER:,} cells, so it is not marked. Download the "
    "list of problems as CSV instead, or the ledger of its cells."
)


class TooLargeToMark(CannotLoad):
    """The file has more cells than were allowed for."""


def annotated_workbook(imported: RegisterImport, *, most_cells: int = MOST_CELLS) -> bytes:
    """Return the file of an import that was checked, with what was found marked in its cells.

    Values are those that the importer reads, so that the workbook says the same as the file.
    Raises `CannotLoad` with the reason if it is not checked or is no spreadsheet, and
    `TooLargeToMark` if it has more cells than that.
    """
    name = imported.file_name
    if imported.state != RegisterImport.State.CHECKED:
        raise refusal_of_file(name, _NOT_CHECKED)
    try:
        opened = reopen_upload(imported)
    except ImportFile.DoesNotExist:
        raise refusal_of_file(name, _NOT_CHECKED) from None
    is_own = imported.kind == RegisterImport.Kind.OWN
    if not opened.sheets or (is_own and opened.kind is not FileKind.WORKBOOK):
        raise refusal_of_file(name, _NO_SHEETS)
    return _written(name, list(_marked_sheets(imported, opened, most_cells)))


def has_many_rows(imported: RegisterImport) -> bool:
    """Whether it is known at once that marking a file takes longer than anybody waits."""
    return imported.rows > MOST_COUNTED


@dataclass(frozen=True)
class _MarkedSheet:
    """A sheet with its title as a workbook may have it, how far it goes, and its marks."""

    title: str
    rows: list[Row]
    layout: Layout
    is_hidden: bool
    marks: Marks

    @property
    def last_row(self) -> int:
        return max((number for number, _ in self.rows), default=1)

    @property
    def width(self) -> int:
        return max((len(cells) for _, cells in self.rows), default=1)

    def merged(self) -> Iterator[Merged]:
        """Yield what is merged of the table, no further than the table goes."""
        for each in self.layout.merged:
            last = min(each.last, self.last_row)
            right = min(each.right, self.width - 1)
            if (each.first, each.left) < (last, right) and each.left <= right:
                yield each._replace(last=last, right=right)


def _marked_sheets(
    imported: RegisterImport, opened: OpenedFile, most_cells: int
) -> Iterator[_MarkedSheet]:
    """Read the sheets, as far as they are not too large together. Raises `CannotLoad`."""
    left = most_cells
    answers = cell_answers_of(imported)
    for source, title in zip(opened.sheets, _titles(opened.sheets), strict=True):
        layout = Layout()
        rows: list[Row] = []
        for found in source.rows(layout):
            row = answers.applied(source.title, found)
            left -= len(row[1])
            if left < 0:
                raise _too_large(opened.name)
            _refuse_long_texts(opened.name, row)
            rows.append(row)
        marks = marks_of_sheet(imported, source)
        sheet = _MarkedSheet(title, rows, layout, source.is_hidden, marks)
        left -= sum(
            (each.last - each.first + 1) * (each.right - each.left + 1) for each in sheet.merged()
        )
        if left < 0:
            raise _too_large(opened.name)
        yield sheet


def _too_large(name: str) -> TooLargeToMark:
    return TooLargeToMark(refusal_of_file(name, _TOO_LARGE).problems)


def _refuse_long_texts(name: str, row: Row) -> None:
    number, cells = row
    for place, cell in enumerate(cells):
        if len(str(cell)) > LONGEST_TEXT:
            raise refusal_of_file(
                name,
                f"This file cannot be marked: the cell {column_name(place)}{number} has more than "
                f"{LONGEST_TEXT:,} characters, which no workbook takes. Download the list of "
                "problems as CSV instead.",
            )


def _titles(sources: Iterable[Source]) -> Iterator[str]:
    """The titles of the sheets, each once, as a workbook may have them."""
    used = {"history"}
    for number, source in enumerate(sources, start=1):
        title = _NO_TITLE.sub("_", source.title)[:_LONGEST_TITLE] or f"Sheet{number}"
        if title.casefold() in used:
            ends = f" ({number})"
            title = title[: _LONGEST_TITLE - len(ends)] + ends
        used.add(title.casefold())
        yield title


def _written(name: str, sheets: Iterable[_MarkedSheet]) -> bytes:
    made = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(made, options)
    book.set_properties({"title": name})
    styles = _Styles(book)
    is_first = True
    for sheet in sheets:
        worksheet = book.add_worksheet(sheet.title)
        if sheet.is_hidden:
            worksheet.hide()
        elif is_first:
            worksheet.activate()
            worksheet.set_first_sheet()
            is_first = False
        _write_layout(worksheet, sheet, styles)
        _write_cells(worksheet, sheet, styles)
    book.close()
    return made.getvalue()


class _Styles:
    """How cells look, by the kind of their worst mark and the format of their number."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str], Any] = {}

    def of(self, marks: Sequence[Mark], number_format: str = "General") -> Any:
        kind = marks[0].kind if marks else ""
        if (kind, number_format) not in self._made:
            look = {"text_wrap": True, "valign": "top", "num_format": number_format}
            if kind:
                look["bg_color"] = _COLOURS[kind]
            self._made[kind, number_format] = self._book.add_format(look)
        return self._made[kind, number_format]


def _write_layout(worksheet: Worksheet, sheet: _MarkedSheet, styles: _Styles) -> None:
    worksheet.set_column(0, sheet.width - 1, _WIDTH)
    for column in sheet.layout.hidden_columns:
        if column < sheet.width:
            worksheet.set_column(column, column, _WIDTH, None, {"hidden": True})
    for number in sheet.layout.hidden_rows:
        if number <= sheet.last_row:
            worksheet.set_row(number - 1, None, None, {"hidden": True})
    for each in sheet.merged():
        with suppress(OverlappingRange):
            worksheet.merge_range(
                each.first - 1, each.left, each.last - 1, each.right, "", styles.of(())
            )
    # Numbers are written as the text that is read of them.
    whole = f"A1:{column_name(sheet.width - 1)}{sheet.last_row}"
    worksheet.ignore_errors({"number_stored_as_text": whole})


def _write_cells(worksheet: Worksheet, sheet: _MarkedSheet, styles: _Styles) -> None:
    left = dict(sheet.marks)
    for number, cells in sheet.rows:
        for column, cell in enumerate(cells):
            marks = left.pop((number, column), [])
            _write_cell(worksheet, (number - 1, column), cell, marks, styles)
    # Gaps where nothing stands.
    for (number, column), marks in left.items():
        _write_cell(worksheet, (number - 1, column), None, marks, styles)


def _write_cell(
    worksheet: Worksheet,
    at: tuple[int, int],
    cell: Cell,
    marks: Sequence[Mark],
    styles: _Styles,
) -> None:
    if isinstance(cell, Unusable):
        # Until somebody writes something else, it is no value for whoever reads it.
        worksheet.write_formula(*at, "=NA()", styles.of(marks), "#N/A")
    elif isinstance(cell, datetime) and cell.date() >= _FIRST_DAY:
        worksheet.write_datetime(*at, cell, styles.of(marks, "yyyy-mm-dd hh:mm:ss"))
    elif isinstance(cell, date) and not isinstance(cell, datetime) and cell >= _FIRST_DAY:
        worksheet.write_datetime(*at, cell, styles.of(marks, "yyyy-mm-dd"))
    elif cell is not None:
        write_text(worksheet, *at, str(cell), styles.of(marks))
    elif marks:
        worksheet.write_blank(*at, None, styles.of(marks))
    if marks:
        worksheet.write_comment(*at, _comment(cell, marks), _LARGER_COMMENT)


def _comment(cell: Cell, marks: Sequence[Mark]) -> str:
    lines = [str(mark) for mark in marks]
    if isinstance(cell, Unusable):
        lines.append(f"Your file has “{cell.text}” here.")
    return "\n\n".join(lines)[:LONGEST_TEXT]
