"""The register as a workbook: a cover, the regulator's columns, and a sheet a table and part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from tempfile import TemporaryDirectory, TemporaryFile

from ropa.tables.content_digest import ContentDigest
from ropa.tables.sheets import OWNER

from .books import Book
from .contents import Report
from .covers import cover
from .entry_pages import EntryPages
from .formats import Format, register_format
from .layouts import LAYOUTS
from .parties import Parties
from .record_sheets import RecordSheet
from .reference_data import REFERENCE_SHEET, Reference
from .sheet_rows import SheetLayout, every_row, sheet_layouts
from .zip_files import file_chunks

ANNEX_SHEET = "Annexes"


def write(report: Report) -> Iterator[bytes]:
    """Yield the workbook, made in one passage through the report."""
    with TemporaryFile() as made:
        with TemporaryDirectory() as folder:
            _fill(report, Book(made, folder, made_at(report)))
        made.seek(0)
        yield from file_chunks(made)


def _fill(report: Report, book: Book) -> None:
    front = book.add_cover()
    records = [RecordSheet(layout, report, book) for layout in LAYOUTS]
    pages = EntryPages(book)
    layouts = sheet_layouts(report)
    titles = {each.sheet.name: each.sheet.title for each in layouts}
    for each in layouts:
        book.add(each.sheet.title, each.titles, _wide(each))
    digest, parties, reference = ContentDigest(), Parties(), Reference()
    for name, cells, entry in every_row(report, layouts, digest):
        book.add_row(titles[name], cells)
        if entry is not None:
            parties.add(entry.document, entry.version.created_at if entry.version else None)
            reference.add(entry.document)
            pages.add(entry.document, records)
            for record in records:
                record.add(entry.document)
    if not report.selection.is_draft:
        _add_reference(report, book, reference)
    for record in records:
        record.finish(parties)
    pages.finish()
    book.write_cover(front, cover(report, digest, parties))
    book.close()


def _wide(layout: SheetLayout) -> set[str]:
    """What parts of a section belong to is named by its notice and itself: that is long."""
    is_part_of_section = layout.sheet.table == "sections" and layout.sheet.part
    owners = {column.title for column in layout.columns if column.name == OWNER}
    return owners if is_part_of_section else set()


def _add_reference(report: Report, book: Book, reference: Reference) -> None:
    """Add what the documents name; drafts have the tables themselves."""
    book.add(REFERENCE_SHEET, reference.titles)
    for row in reference.rows():
        book.add_row(REFERENCE_SHEET, row)
    book.add(ANNEX_SHEET, reference.annex_titles, {"Section", "Content"})
    for notice in report.notices():
        for row in reference.annex_rows(notice.document):
            book.add_row(ANNEX_SHEET, row)


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
