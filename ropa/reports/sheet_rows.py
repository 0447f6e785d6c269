"""A report as sheets: what the register's own workbook and its comma-separated twin hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ropa.documents.description import PUBLIC, field_description
from ropa.tables.cells import Cell, to_cell
from ropa.tables.content_digest import ContentDigest
from ropa.tables.entries import activity_row, notice_row, section_rows
from ropa.tables.rows import Row
from ropa.tables.sheets import OWNER, Column, Sheet, sheets

from .contents import Report, ReportEntry, ReportNotice

# The tables of what is approved.
_FROM_DOCUMENTS = ("activities", "notices", "sections")
# Columns that no field of a document stands behind, and that are public all the same: where a row
# belongs, and in which order.
_STRUCTURE = {
    ("sections", "position"),
    ("sections", "notice"),
    ("sections.section_activities", "activity"),
}
# Dates of review are no part of a document.
_REVIEW = ("last_reviewed_on", "review_due_on")


@dataclass(frozen=True)
class ReadColumn:
    """A column beside those of a table, for people to read: nobody imports it."""

    title: str
    cell: Callable[[ReportEntry | ReportNotice], Cell]


# Entries and notices have the same: a notice is approved when it is published.
VERSION_COLUMNS = (
    ReadColumn("Version", lambda item: item.version.number if item.version else None),
    ReadColumn("Approved", lambda item: item.version.created_at if item.version else None),
    ReadColumn("Approved by", lambda item: item.version.created_by_name if item.version else None),
    ReadColumn("Digest", lambda item: item.digest),
)
_FROZEN = ("activities", "notices")


@dataclass(frozen=True)
class SheetLayout:
    """A sheet of a report: its columns, and those that are there to be read alone."""

    sheet: Sheet
    columns: tuple[Column, ...]
    beside: tuple[ReadColumn, ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        return (*(column.title for column in self.columns), *(each.title for each in self.beside))


def sheet_layouts(report: Report) -> tuple[SheetLayout, ...]:
    """Return the sheets of a report. Drafts have every table; what was approved has entries and
    notices, and of them what the readers of the report may see."""
    return tuple(
        SheetLayout(sheet, columns, _version_columns(sheet, report))
        for sheet in sheets()
        if sheet.table in _tables(report)
        for columns in [tuple(each for each in sheet.columns if is_shown(sheet, each, report))]
        if {column.name for column in columns} - {OWNER}
    )


def _tables(report: Report) -> set[str]:
    if report.selection.is_draft:
        everything = {sheet.table for sheet in sheets()}
        return everything if report.selection.has_tables else {"activities"}
    return set(_FROM_DOCUMENTS)


def _version_columns(sheet: Sheet, report: Report) -> tuple[ReadColumn, ...]:
    if sheet.name not in _FROZEN or report.selection.is_draft:
        return ()
    hidden = {"Approved by"} if report.selection.is_public else set()
    return tuple(column for column in VERSION_COLUMNS if column.title not in hidden)


def is_shown(sheet: Sheet, column: Column, report: Report) -> bool:
    """Whether a column stands in a report: of what was approved, dates of review do not, and of
    what is public, nothing internal does."""
    if sheet.name == "activities" and column.name in _REVIEW:
        return report.selection.is_draft
    return not report.selection.is_public or is_public(sheet, column)


def is_public(sheet: Sheet, column: Column) -> bool:
    """Whether the public may read a column of entries or notices."""
    if column.name == OWNER or (sheet.name, column.name) in _STRUCTURE:
        return True
    if sheet.table not in _FROM_DOCUMENTS:
        return False
    found = field_description(sheet.shape.model, column.name)
    return found is not None and found.visibility is PUBLIC


class Cells:
    """The cells of a report, row by row: one row of the report gives a row of its own sheet, and
    rows of the sheets of its parts."""

    def __init__(self, layouts: Iterable[SheetLayout]) -> None:
        self._by_table: dict[str, list[SheetLayout]] = {}
        for each in layouts:
            self._by_table.setdefault(each.sheet.table, []).append(each)

    def of_entry(self, entry: ReportEntry) -> Iterator[tuple[str, list[Cell]]]:
        """Yield the rows of an entry, each with the name of its sheet."""
        row = activity_row(entry.document)
        row |= {name: getattr(entry, name) for name in _REVIEW}
        yield from self.of_row("activities", row, entry.document.reference, entry)

    def of_notice(self, notice: ReportNotice) -> Iterator[tuple[str, list[Cell]]]:
        """Yield the rows of a notice and of its sections."""
        document = notice.document
        yield from self.of_row("notices", notice_row(document), document.slug, notice)
        for row in section_rows(document):
            yield from self.of_row("sections", row, f"{document.slug}/{row['slug']}")

    def of_row(
        self, table: str, row: Row, key: str, item: ReportEntry | ReportNotice | None = None
    ) -> Iterator[tuple[str, list[Cell]]]:
        """Yield a row of a table and its parts. `key` is what other rows name it by, `item` what
        it was made from."""
        for layout in self._by_table.get(table, ()):
            if not layout.sheet.part:
                beside = [column.cell(item) for column in layout.beside if item is not None]
                yield layout.sheet.name, [*_cells(layout, row, key), *beside]
            else:
                for part in row.get(layout.sheet.part, ()):
                    yield layout.sheet.name, _cells(layout, part, key)


def key_of(table: str, row: Row) -> str:
    """Return what other rows name a row of a table by."""
    if table == "sections":
        return f"{row['notice'].code}/{row['slug']}"
    return str(row[_key_fields()[table]])


def every_row(
    report: Report, layouts: Iterable[SheetLayout], digest: ContentDigest
) -> Iterator[tuple[str, list[Cell], ReportEntry | None]]:
    """Go through a report once, entries first, and yield each row with the name of its sheet, and
    with its entry where a new one begins."""
    cells = Cells(layouts)
    for entry in report.entries():
        digest.entry(*entry.digested)
        for name, row in cells.of_entry(entry):
            yield name, row, entry if name == "activities" else None
    for notice in report.notices():
        digest.notice(
            notice.document.slug,
            notice.digest,
            is_policy_document=notice.document.is_policy_document,
        )
        for name, row in cells.of_notice(notice):
            yield name, row, None
    for table, rows in report.tables().items():
        for each in rows:
            digest.row(table, each)
            for name, row in cells.of_row(table, each, key_of(table, each)):
                yield name, row, None


def _key_fields() -> dict[str, str]:
    return {sheet.table: sheet.shape.model.key_field for sheet in sheets() if not sheet.part}


def _cells(layout: SheetLayout, row: Row, key: str) -> list[Cell]:
    return [
        key if column.name == OWNER else to_cell(column, _value(row, column))
        for column in layout.columns
    ]


def _value(row: Row, column: Column) -> Any:
    return row.get(column.name)
