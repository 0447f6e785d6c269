"""A sheet of a workbook to print: one entry a page, each field with its answer."""

from __future__ import annotations

from collections.abc import Iterable

from ropa.documents.schema import ActivityDocument

from .books import A4, Book, pieces
from .record_sheets import RecordSheet, numbered

ENTRY_SHEET = "Entry by entry"
# Spreadsheets take no more than 1,023 page breaks in a sheet.
MOST_ENTRIES = 1_000
_FIELD, _ANSWER = 28, 84
# In per cent, so that both columns fit on the width of a page: "fit to width" would do away with
# the page breaks.
_PRINT_SCALE = 85


class EntryPages:
    """The sheet, an entry after the other. Of a large register it holds the first entries, and says
    how many others there are."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._sheet = book.add_blank(ENTRY_SHEET, (_FIELD, _ANSWER))
        self._entries = 0
        self._breaks: list[int] = []

    def add(self, document: ActivityDocument, records: Iterable[RecordSheet]) -> None:
        """Write an entry on a page of its own, in the columns of the record that keeps it."""
        self._entries += 1
        if self._entries > MOST_ENTRIES:
            return
        if self._sheet.next:
            self._breaks.append(self._sheet.next)
        title = f"{document.reference}: {document.title}"
        self._book.write_row(self._sheet, [title], "title")
        for record in records:
            if record.layout.keeps(document):
                self._write_fields(document, record)

    def finish(self) -> None:
        """Say what is not here, and how the sheet is printed."""
        worksheet = self._sheet.worksheet
        if more := max(self._entries - MOST_ENTRIES, 0):
            self._breaks.append(self._sheet.next)
            said = f"{more:,} more entries are in this file, on the sheets of the record alone."
            self._book.write_row(self._sheet, ["And the others", said], "head", "text")
        worksheet.set_portrait()
        worksheet.set_paper(A4)
        worksheet.set_margins(left=0.4, right=0.4)
        worksheet.set_print_scale(_PRINT_SCALE)
        worksheet.set_h_pagebreaks(self._breaks)

    def _write_fields(self, document: ActivityDocument, record: RecordSheet) -> None:
        for column in record.columns:
            # The reference and the title stand above already.
            if not column.number or not (answer := column.cell(document)):
                continue
            label = numbered(column)
            for number, piece in enumerate(pieces(answer, _ANSWER)):
                said = f"{label} (continued)" if number else label
                self._book.write_row(self._sheet, [said, piece], "head", "text")
