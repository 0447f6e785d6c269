"""Workbooks as the register writes them: sheets and cells, for readers and for printers."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter
from django.conf import settings
from django.utils import timezone
from xlsxwriter.core import Core
from xlsxwriter.packager import Packager
from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from ropa.tables.cells import Cell
from ropa.tables.long_texts import COLUMNS as LONG_COLUMNS
from ropa.tables.long_texts import SHEET as LONG_SHEET
from ropa.tables.long_texts import LongTexts
from ropa.tables.workbook_texts import write_text

from .covers import Cover

TITLE_OF_FILE = "Record of processing activities"
LANGUAGE = "en-GB"
COVER_SHEET = "About"
# Sizes of paper, as spreadsheets number them.
A3, A4 = 8, 9
# Widths are in characters, heights in points: of a line, and the most that a row may have.
NARROW, USUAL, WIDE = 14, 28, 44
# The title of the sheet, and the number of the page.
_FOOTER = "&L&A&RPage &P of &N"
# So many characters are as wide as a page on its side, in letters of about 7 points.
_WIDTH_OF_A4, _WIDTH_OF_A3 = 200, 300
# Two of the highest fit on a page of A3, below the titles.
_LINE, _TITLE_LINE, _HIGHEST = 13.0, 20.0, 390.0
# Every office program has this, or one of the same widths: so pages are as wide as is worked out.
_FONT = {"font_name": "Arial", "font_size": 10}
# What a line leaves empty at its end, in characters, as the next word does not fit.
_LOST = 3
# Spreadsheets count days from the beginning of 1900, and are not sure of its first two months.
_FIRST_DAY = date(1900, 3, 1)
_NARROW_COLUMNS = {
    *("Approved", "Last reviewed on", "Review due on"),
    *("Version", "Belongs to", "Reference", "Public", "Order"),
}
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,1900}")
_MAIL_ADDRESS = re.compile(r"[^\s@<>\"]{1,200}@[^\s@<>\"]{1,200}\.[^\s@<>\".]{2,60}")
# A sheet takes some 65,000, and keeps them in memory.
_MOST_LINKS = 10_000
# Black on these is far above the 4.5 to 1 that WCAG 2.2 asks of text.
_STYLES: dict[str, dict[str, Any]] = {
    "text": {},
    "head": {"bold": True},
    # This stands alone in a row, and runs on over the cells beside it.
    "title": {"bold": True, "font_size": 14, "text_wrap": False},
    "required": {"bold": True, "bg_color": "#CFE4F7", "border": 1},
    "good practice": {"bold": True, "bg_color": "#EEEEEE", "border": 1},
    "link": {"font_color": "#1D4F91", "underline": 1},
    # On the right it would run into the text of the next column.
    "number": {"align": "left"},
    "day": {"text_wrap": False, "num_format": "yyyy-mm-dd"},
    "instant": {"text_wrap": False, "num_format": "yyyy-mm-dd hh:mm"},
}


_RUNNING_ON = {name for name, style in _STYLES.items() if style.get("text_wrap") is False}


@dataclass
class BookSheet:
    """A sheet that is being written: `next` is the row that comes next, `header` that of the titles
    of its columns, if it is a table."""

    worksheet: Worksheet
    widths: Sequence[int]
    next: int = 0
    header: int | None = None
    links: int = 0


class Book:
    """A workbook that is being written, a row at a time: rows are not kept in memory."""

    def __init__(self, target: Any, folder: str, made: datetime) -> None:
        options = {
            "constant_memory": True,
            "tmpdir": folder,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_date_format": "yyyy-mm-dd",
            "default_format_properties": _FONT,
        }
        self._book = _BookInEnglish(target, options)
        self._book.set_properties(
            {
                "title": TITLE_OF_FILE,
                "author": settings.REGISTER_NAME,
                "created": made.astimezone(UTC).replace(tzinfo=None),
            }
        )
        self._styles = {
            name: self._book.add_format({"text_wrap": True, "valign": "top", **style})
            for name, style in _STYLES.items()
        }
        self._texts = LongTexts()
        self._sheets: dict[str, BookSheet] = {}

    def add_blank(self, title: str, widths: Sequence[int]) -> BookSheet:
        """Add a sheet without any row yet, with columns that wide."""
        sheet = BookSheet(self._book.add_worksheet(title), widths)
        sheet.worksheet.set_footer(_FOOTER)
        self.set_widths(sheet, widths)
        self._sheets[title] = sheet
        return sheet

    def set_widths(self, sheet: BookSheet, widths: Sequence[int]) -> None:
        """Make columns that wide, before any row of the sheet is written."""
        sheet.widths = widths
        for place, width in enumerate(widths):
            sheet.worksheet.set_column(place, place, width)

    def add(self, title: str, columns: Iterable[str], wide: Container[str] = ()) -> None:
        """Add a table: a sheet with a header that stays in sight, and can be filtered by. Columns
        whose titles are in `wide` have room for long texts."""
        titles = list(columns)
        widths = [WIDE if name in wide else _width(name) for name in titles]
        sheet = self.add_blank(title, widths)
        paper, pages = paper_for(sum(widths))
        sheet.worksheet.set_landscape()
        sheet.worksheet.set_paper(paper)
        sheet.worksheet.fit_to_pages(pages, 0)
        sheet.worksheet.print_across()
        sheet.worksheet.repeat_rows(0)
        sheet.worksheet.repeat_columns(0)
        sheet.worksheet.freeze_panes(1, 1)
        self.write_header(sheet, titles, "head")

    def write_header(self, sheet: BookSheet, titles: Sequence[str], *styles: str) -> None:
        """Write the titles of the columns of a table as the next row of a sheet."""
        sheet.header = sheet.next
        self.write_row(sheet, titles, *styles)

    def add_row(self, title: str, cells: Iterable[Cell]) -> None:
        """Write the next row of a sheet that `add` made."""
        self.write_row(self._sheets[title], list(cells))

    def write_row(self, sheet: BookSheet, cells: Sequence[Cell], *styles: str) -> None:
        """Write the next row of a sheet in one style, or in one for each cell. A text that is too
        long for a cell stands on a sheet of its own, and the cell says where."""
        fitting = [self._texts.cell(cell) if isinstance(cell, str) else cell for cell in cells]
        self._write(sheet, fitting, styles or ("text",))

    def write_across(self, sheet: BookSheet, text: str, style: str, columns: int) -> None:
        """Write a text as the next row, over as many columns as one cell."""
        row, format_ = sheet.next, self._styles[style]
        self._write(sheet, (text,), (style,), (sum(sheet.widths[:columns]),))
        sheet.worksheet.merge_range(row, 0, row, columns - 1, "", format_)
        write_text(sheet.worksheet, row, 0, text, format_)

    def add_cover(self) -> Worksheet:
        """Add the sheet that is read first; it is written last."""
        sheet: Worksheet = self._book.add_worksheet(COVER_SHEET)
        sheet.set_column(0, 0, USUAL)
        sheet.set_column(1, 1, 2 * WIDE)
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(_FOOTER)
        return sheet

    def write_cover(self, sheet: Worksheet, lines: Cover) -> None:
        """Write the lines of the cover, each a label and a text."""
        front = BookSheet(sheet, (USUAL, 2 * WIDE))
        for label, text in lines:
            self.write_row(front, (label, text or None), "head", "text")

    def close(self) -> None:
        """Finish the file. Filters, and the names by which screen readers know the tables, reach as
        far as the rows do."""
        if self._texts.rows:
            rows = self._texts.rows
            self.add(LONG_SHEET, LONG_COLUMNS)
            for row in rows:
                self._write(self._sheets[LONG_SHEET], row, ("text",))
        for title, sheet in self._sheets.items():
            if sheet.header is not None:
                last = sheet.next - 1, len(sheet.widths) - 1
                sheet.worksheet.autofilter(sheet.header, 0, *last)
                self._name_table(title, sheet, *last)
        self._book.close()

    def _name_table(self, title: str, sheet: BookSheet, row: int, column: int) -> None:
        """Screen readers (JAWS, NVDA) know by such a name which cells are titles of a table."""
        first, last = xl_rowcol_to_cell(sheet.header, 0), xl_rowcol_to_cell(row, column)
        number = sheet.worksheet.index + 1
        where = xl_rowcol_to_cell(*xl_cell_to_rowcol(first), row_abs=True, col_abs=True)
        self._book.define_name(f"ColumnTitleRegion1.{first}.{last}.{number}", f"='{title}'!{where}")

    def _write(
        self,
        sheet: BookSheet,
        cells: Sequence[Cell],
        styles: Sequence[str],
        widths: Sequence[int] = (),
    ) -> None:
        # Some programs show the first line alone of a row that says nothing of its height.
        is_title = styles[0] in _RUNNING_ON
        height = _TITLE_LINE if is_title else _height(cells, widths or sheet.widths)
        sheet.worksheet.set_row(sheet.next, height)
        for place, cell in enumerate(cells):
            self._cell(sheet, place, cell, styles[min(place, len(styles) - 1)])
        sheet.next += 1

    def _cell(self, sheet: BookSheet, place: int, cell: Cell, style: str) -> None:
        row, worksheet = sheet.next, sheet.worksheet
        if isinstance(cell, datetime):
            local = timezone.localtime(cell).replace(tzinfo=None)
            worksheet.write_datetime(row, place, local, self._styles["instant"])
        elif isinstance(cell, date) and cell >= _FIRST_DAY:
            worksheet.write_datetime(row, place, cell, self._styles["day"])
        elif isinstance(cell, str | date):
            text = str(cell)
            if (address := _address(text)) and sheet.links < _MOST_LINKS:
                sheet.links += 1
                worksheet.write_url(row, place, address, self._styles["link"], text)
            else:
                # As text: what begins like a formula is none.
                write_text(worksheet, row, place, text, self._styles[style])
        elif cell is not None:
            worksheet.write_number(row, place, cell, self._styles["number"])


def paper_for(width: int) -> tuple[int, int]:
    """Return on which paper a table so many characters wide is printed on its side, and how many
    pages beside one another it takes, so that it can be read."""
    return (A4, 1) if width <= _WIDTH_OF_A4 else (A3, -(-width // _WIDTH_OF_A3))


def pieces(text: str, width: int, lines: int = 12) -> Iterator[str]:
    """Yield a text in pieces that are seen whole in one cell each: a row has no more than about 27
    lines, `width` characters wide."""
    piece: list[str] = []
    room = lines
    for line in text.split("\n"):
        for start in range(0, len(line) or 1, width * lines):
            part = line[start : start + width * lines]
            needed = -(-len(part) // width) or 1
            if piece and needed > room:
                yield "\n".join(piece)
                piece, room = [], lines
            piece.append(part)
            room -= needed
    yield "\n".join(piece)


def _address(text: str) -> str:
    """The address to which a cell leads that holds nothing else; empty for any other text."""
    if _WEB_ADDRESS.fullmatch(text):
        return text
    return f"mailto:{text}" if _MAIL_ADDRESS.fullmatch(text) else ""


def _width(name: str) -> int:
    return NARROW if name in _NARROW_COLUMNS else USUAL


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a cell that wide, in characters: lines end between words."""
    return sum(
        1 if len(line) <= width else -(-len(line) // (width - _LOST)) for line in text.split("\n")
    )


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """How high a row is, so that all its texts are seen as far as a row can be high, in points."""
    lines = max(
        (
            lines_of(cell, width)
            for cell, width in zip(cells, widths, strict=False)
            if isinstance(cell, str)
        ),
        default=1,
    )
    return min(_LINE * lines, _HIGHEST)


class _BookInEnglish(xlsxwriter.Workbook):
    """A workbook whose properties name its language, for which the library has no option."""

    def _get_packager(self) -> Packager:
        return _PackagerWithLanguage()


class _PackagerWithLanguage(Packager):
    def _write_core_file(self) -> None:
        core = _CoreWithLanguage()
        core._set_properties(self.workbook.doc_properties)
        core._set_xml_writer(self._filename("docProps/core.xml"))
        core._assemble_xml_file()


class _CoreWithLanguage(Core):
    def _write_cp_content_status(self) -> None:
        super()._write_cp_content_status()
        self._xml_data_element("dc:language", LANGUAGE)
