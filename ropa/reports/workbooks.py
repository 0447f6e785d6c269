"""The register as a workbook: a cover, the regulator's columns, and a sheet a table and part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

import xlsxwriter
from django.conf import settings
from django.utils import timezone
from xlsxwriter.worksheet import Worksheet

from ropa.documents.schema import ActivityDocument
from ropa.tables.cells import Cell
from ropa.tables.content_digest import ContentDigest
from ropa.tables.long_texts import COLUMNS as LONG_COLUMNS
from ropa.tables.long_texts import SHEET as LONG_SHEET
from ropa.tables.long_texts import LongTexts

from .columns import ReportColumn
from .contents import Report
from .covers import Cover, cover
from .csv_files import readable_columns
from .formats import Format, register_format
from .layouts import LAYOUTS, Layout
from .parties import Parties
from .reference_data import REFERENCE_SHEET, Reference
from .sheet_rows import every_row, sheet_layouts
from .zip_files import file_chunks

TITLE_OF_FILE = "Record of processing activities"
COVER_SHEET = "About"
ANNEX_SHEET = "Annexes"
_A4 = 9  # as spreadsheets number the sizes of paper
_RECORD_SHEETS = {layout.sheet for layout in LAYOUTS}
# Widths are in characters, heights in points: of a line, and the most that a row may have.
_NARROW, _USUAL, _WIDE = 14, 28, 44
_LINE, _HIGHEST = 15.0, 409.0
# Spreadsheets count days from the beginning of 1900, and are not sure of its first two months.
_FIRST_DAY = date(1900, 3, 1)
_DATES = {"Approved", "Last reviewed on", "Review due on"}


class Book:
    """A workbook that is being written, a row at a time: rows are not kept in memory."""

    def __init__(self, target: Any, folder: str, made: datetime) -> None:
        options = {
            "constant_memory": True,
            "tmpdir": folder,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_date_format": "yyyy-mm-dd",
        }
        self._book = xlsxwriter.Workbook(target, options)
        self._book.set_properties(
            {
                "title": TITLE_OF_FILE,
                "author": settings.REGISTER_NAME,
                "created": made.astimezone(UTC).replace(tzinfo=None),
            }
        )
        self._head = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._wrapped = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._dated = self._book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self._timed = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top"})
        self._texts = LongTexts()
        self._sheets: dict[str, tuple[Worksheet, list[int]]] = {}
        self._rows: dict[str, int] = {}

    def add(self, title: str, columns: Iterable[str]) -> None:
        """Add a sheet with a header that stays in sight, and can be filtered by."""
        sheet = self._book.add_worksheet(title)
        titles = list(columns)
        widths = [_width(name, title) for name in titles]
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 2 if title in _RECORD_SHEETS else 1)
        sheet.set_row(0, _height(titles, widths))
        for place, name in enumerate(titles):
            sheet.write_string(0, place, name, self._head)
        self._sheets[title], self._rows[title] = (sheet, widths), 0

    def add_row(self, title: str, cells: Iterable[Cell]) -> None:
        """Write the next row of a sheet."""
        sheet, widths = self._sheets[title]
        self._rows[title] += 1
        self._write(sheet, self._rows[title], [self._fitting(cell) for cell in cells], widths)

    def add_cover(self) -> Worksheet:
        """Add the sheet that is read first; it is written last."""
        sheet: Worksheet = self._book.add_worksheet(COVER_SHEET)
        sheet.set_column(0, 0, _USUAL)
        sheet.set_column(1, 1, 2 * _WIDE)
        return sheet

    def write_cover(self, sheet: Worksheet, lines: Cover) -> None:
        """Write the lines of the cover, each a label and a text."""
        for place, (label, text) in enumerate(lines):
            sheet.set_row(place, _height((label, text), (_USUAL, 2 * _WIDE)))
            sheet.write_string(place, 0, label, self._head)
            if text:
                sheet.write_string(place, 1, self._texts.cell(text), self._wrapped)

    def close(self) -> None:
        """Finish the file. Filters reach as far as the rows do."""
        if self._texts.rows:
            rows = self._texts.rows
            self.add(LONG_SHEET, LONG_COLUMNS)
            for row in rows:
                sheet, widths = self._sheets[LONG_SHEET]
                self._rows[LONG_SHEET] += 1
                self._write(sheet, self._rows[LONG_SHEET], row, widths)
        for title, (sheet, widths) in self._sheets.items():
            sheet.autofilter(0, 0, self._rows[title], len(widths) - 1)
        self._book.close()

    def _write(
        self, sheet: Worksheet, row: int, cells: Sequence[Cell], widths: Sequence[int]
    ) -> None:
        # Some programs show the first line alone of a row that says nothing of its height.
        sheet.set_row(row, _height(cells, widths))
        for place, cell in enumerate(cells):
            self._cell(sheet, row, place, cell)

    def _fitting(self, cell: Cell) -> Cell:
        return self._texts.cell(cell) if isinstance(cell, str) else cell

    def _cell(self, sheet: Worksheet, row: int, place: int, cell: Cell) -> None:
        if isinstance(cell, str):
            # As text: what begins like a formula is none.
            sheet.write_string(row, place, cell, self._wrapped)
        elif isinstance(cell, datetime):
            local = timezone.localtime(cell).replace(tzinfo=None)
            sheet.write_datetime(row, place, local, self._timed)
        elif isinstance(cell, date):
            if cell < _FIRST_DAY:
                sheet.write_string(row, place, cell.isoformat(), self._wrapped)
            else:
                sheet.write_datetime(row, place, cell, self._dated)
        elif cell is not None:
            sheet.write_number(row, place, cell)


def write(report: Report) -> Iterator[bytes]:
    """Yield the workbook, made in one passage through the report."""
    with TemporaryFile() as made:
        with TemporaryDirectory() as folder:
            _fill(report, Book(made, folder, made_at(report)))
        made.seek(0)
        yield from file_chunks(made)


def _fill(report: Report, book: Book) -> None:
    front = book.add_cover()
    records = [_Record(layout, readable_columns(layout.columns, report)) for layout in LAYOUTS]
    for record in records:
        book.add(record.layout.sheet, map(_numbered, record.columns))
    layouts = sheet_layouts(report)
    titles = {each.sheet.name: each.sheet.title for each in layouts}
    for each in layouts:
        book.add(each.sheet.title, each.titles)
    digest, parties, reference = ContentDigest(), Parties(), Reference()
    for name, cells, entry in every_row(report, layouts, digest):
        book.add_row(titles[name], cells)
        if entry is not None:
            parties.add(entry.document, entry.version.created_at if entry.version else None)
            reference.add(entry.document)
            for record in records:
                record.write(book, entry.document)
    if not report.selection.is_draft:
        _add_reference(report, book, reference)
    book.write_cover(front, cover(report, digest, parties))
    book.close()


def _add_reference(report: Report, book: Book, reference: Reference) -> None:
    """Add what the documents name; drafts have the tables themselves."""
    book.add(REFERENCE_SHEET, reference.titles)
    for row in reference.rows():
        book.add_row(REFERENCE_SHEET, row)
    book.add(ANNEX_SHEET, reference.annex_titles)
    for notice in report.notices():
        for row in reference.annex_rows(notice.document):
            book.add_row(ANNEX_SHEET, row)


@dataclass(frozen=True)
class _Record:
    """A sheet of one row an entry, in those columns of a layout that its readers may see."""

    layout: Layout
    columns: tuple[ReportColumn, ...]

    def write(self, book: Book, document: ActivityDocument) -> None:
        if self.layout.keeps(document):
            book.add_row(self.layout.sheet, [each.cell(document) or None for each in self.columns])


def _numbered(column: ReportColumn) -> str:
    return f"{column.number}. {column.title}" if column.number else column.title


def _width(name: str, title: str) -> int:
    if name in _DATES or name in {"Version", "Belongs to", "Reference", "Public", "Order"}:
        return _NARROW
    return _WIDE if title in _RECORD_SHEETS else _USUAL


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """How high a row is, so that all its texts are seen as far as a row can be high, in points."""
    lines = max(
        (
            sum(-(-len(line) // width) or 1 for line in cell.split("\n"))
            for cell, width in zip(cells, widths, strict=False)
            if isinstance(cell, str)
        ),
        default=1,
    )
    return min(_LINE * lines, _HIGHEST)


def made_at(report: Report) -> datetime:
    """The instant that the file says it was made: that of its content, so that the same content is
    the same file."""
    if report.taken_at:
        return report.taken_at
    if report.selection.at:
        return report.selection.at
    return report.head.created_at if report.head else datetime(1980, 1, 1, tzinfo=UTC)


XLSX = register_format(
    Format(
        name="xlsx",
        title="Workbook (XLSX)",
        description="The regulator’s template filled in, and a sheet for every part of the record. "
        "Of drafts, such a file can be read into another register without loss.",
        suffix="xlsx",
        type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        write=write,
        public=True,
    )
)
