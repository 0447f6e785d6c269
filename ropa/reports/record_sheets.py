"""The sheets of a workbook with one row an entry, in the regulator's layouts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile

from ropa.documents.schema import ActivityDocument
from ropa.tables.cells import Cell

from .books import A3, Book, lines_of
from .columns import ReportColumn
from .contents import Report
from .csv_files import readable_columns
from .layouts import Layout
from .parties import Contact, Parties

_CONTACT_TITLES = ("Who", "Name", "Address", "Email", "Telephone", "Website", "Still to be said")
_REQUIRED, _GOOD_PRACTICE = "required", "good practice"
_HOW_TO_READ = (
    "Blue columns are required by law, grey ones are good practice. The row above their titles "
    "says under which law. What a row is too small to show stands on the sheet “Entry by entry”."
)
# The reference and the title of an entry are on every page.
_REPEATED = (16, 28)
# Widths of columns, in characters, by how much stands in them. So wide that all of the contacts are
# on the first page, whatever stands below them.
_NARROW, _USUAL, _WIDEST = 20, 32, 40
_SOME_LINES = 8
# In per cent: 10 points come out as 8.
_PRINT_SCALE = 80
# The width of A3 within the margins (inches on each side), in points as they are on the screen.
_MARGIN = 0.4
_PAGE_WIDTH = (1190.5 - 2 * 72 * _MARGIN) / _PRINT_SCALE * 100
# What stands above the titles stays in sight with them, unless it takes this many rows or more.
_MOST_IN_SIGHT = 8


class RecordSheet:
    """A sheet whose entries come first, and the contacts above them last.

    So rows wait in a file until `finish`: a report is gone through once.
    """

    def __init__(self, layout: Layout, report: Report, book: Book) -> None:
        self.layout = layout
        self.columns = readable_columns(layout.columns, report)
        self._name = report.name
        self._book = book
        self._sheet = book.add_blank(layout.sheet, _REPEATED)
        self._longest = [0] * len(self.columns)
        self._waiting = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 -- closed by finish

    def add(self, document: ActivityDocument) -> None:
        """Take in an entry, if it belongs here."""
        if self.layout.keeps(document):
            cells = [column.cell(document) or None for column in self.columns]
            self._waiting.write(f"{json.dumps(cells)}\n")
            lines = (lines_of(cell or "", _WIDEST) for cell in cells)
            self._longest = list(map(max, self._longest, lines))

    def finish(self, parties: Parties) -> None:
        """Write who is responsible, how to read the columns, their titles, and the entries."""
        book, sheet = self._book, self._sheet
        book.set_widths(sheet, [*_REPEATED, *map(fitting_width, self._longest[len(_REPEATED) :])])
        title = f"{self.layout.sheet}: {self._name}"
        book.write_across(sheet, title, "head", len(_REPEATED))
        book.write_across(sheet, _HOW_TO_READ, "text", len(_REPEATED))
        for cells in _contact_rows(parties):
            book.write_row(sheet, cells, "head" if cells == _CONTACT_TITLES else "text")
        sheet.next += 1
        marks = sheet.next
        styles = [_style(column) for column in self.columns]
        book.write_row(sheet, [required_by(column) for column in self.columns], *styles)
        book.write_header(sheet, [numbered(column) for column in self.columns], *styles)
        with self._waiting as waiting:
            waiting.seek(0)
            for line in waiting:
                book.write_row(sheet, json.loads(line))
        self._print_on_paper(marks)

    def _print_on_paper(self, marks: int) -> None:
        worksheet = self._sheet.worksheet
        worksheet.set_landscape()
        worksheet.set_paper(A3)
        worksheet.set_margins(left=_MARGIN, right=_MARGIN, top=0.4, bottom=0.6)
        worksheet.set_print_scale(_PRINT_SCALE)
        worksheet.set_v_pagebreaks(page_breaks(self._sheet.widths))
        # All pages of some entries before those of the next, each with its reference and title.
        worksheet.print_across()
        worksheet.repeat_rows(marks, marks + 1)
        worksheet.repeat_columns(0, 1)
        worksheet.freeze_panes(marks + 2 if marks < _MOST_IN_SIGHT else 0, 2)


def fitting_width(lines: int) -> int:
    """How wide a column is, in characters, if its longest text is so many lines of the widest."""
    if lines <= 1:
        return _NARROW
    return _USUAL if lines <= _SOME_LINES else _WIDEST


def page_breaks(widths: Sequence[int]) -> list[int]:
    """The columns, by their place, with which a page begins, so that each page is as full as can be
    and no column goes over its edge."""
    begun = len(_REPEATED)
    room = _PAGE_WIDTH - sum(map(_points, widths[:begun]))
    breaks: list[int] = []
    left = room
    for place, width in enumerate(widths[begun:], start=begun):
        if _points(width) > left:
            breaks.append(place)
            left = room
        left -= _points(width)
    return breaks


def _points(width: int) -> float:
    """A column as spreadsheets draw it: seven pixels a character, or somewhat more, and five."""
    return (7.5 * width + 5) * 0.75


def numbered(column: ReportColumn) -> str:
    """Return the title of a column with the number it has in the layout."""
    return f"{column.number}. {column.title}" if column.number else column.title


def required_by(column: ReportColumn) -> str:
    """Return in words whether the law asks for a column, and which law it is about."""
    if not column.number:
        return "The register’s own"
    words = "Required by law" if column.required else "Good practice"
    return f"{words}: {column.citation}" if column.citation else words


def _style(column: ReportColumn) -> str:
    if not column.number:
        return "head"
    return _REQUIRED if column.required else _GOOD_PRACTICE


def _contact_rows(parties: Parties) -> Iterator[tuple[Cell, ...]]:
    """The header block of the regulator's template: a line each for the controller, its data
    protection officer and its representative."""
    found = parties.found()
    if found:
        yield _CONTACT_TITLES
    for party in found:
        roles = ", ".join(role.lower() for role in party.roles)
        yield _contact_row(f"Controller ({roles})", party.controller)
        yield _contact_row("Data protection officer", party.officer)
        if party.representative is not None:
            yield _contact_row("Representative", party.representative)


def _contact_row(who: str, contact: Contact | None) -> tuple[Cell, ...]:
    if contact is None:
        return who, "None recorded"
    texts = (contact.name, contact.address, contact.email, contact.telephone, contact.url)
    return who, *(text or None for text in (*texts, contact.missing))
