"""The register as comma-separated text: the regulator's columns, section 61's list, or the layout
of a processor's record."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import StringIO

from ropa.documents.schema import ActivityDocument
from ropa.tables.formula_escaping import escaped

from .columns import COLUMNS, REFERENCE, TITLE, ReportColumn
from .contents import Report
from .formats import Format, register_format
from .layouts import LAW_ENFORCEMENT, PROCESSOR

# What tells spreadsheets that the text is UTF-8.
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()


def readable_columns(columns: Iterable[ReportColumn], report: Report) -> tuple[ReportColumn, ...]:
    """Return the reference, the title and the columns which the readers of a report may see."""
    every = (REFERENCE, TITLE, *columns)
    return tuple(each for each in every if each.is_public or not report.selection.is_public)


def _writer(
    columns: Sequence[ReportColumn], keeps: Callable[[ActivityDocument], bool]
) -> Callable[[Report], Iterator[bytes]]:
    def write(report: Report) -> Iterator[bytes]:
        """Yield the file a row at a time, the names of the columns first."""
        chosen = readable_columns(columns, report)
        yield BYTE_ORDER_MARK + line(each.title for each in chosen)
        for entry in report.entries():
            if keeps(entry.document):
                yield line(each.cell(entry.document) for each in chosen)

    return write


def line(cells: Iterable[str]) -> bytes:
    """Return a row of cells as a line of comma-separated text (RFC 4180), safe to open."""
    written = StringIO(newline="")
    csv.writer(written).writerow([escaped(cell) for cell in cells])
    return written.getvalue().encode()


CSV = register_format(
    Format(
        name="csv",
        title="One table (CSV)",
        description="One row an entry in the thirty columns of the regulator’s template. What is "
        "done for others, as a processor, has a layout of its own.",
        suffix="csv",
        type="text/csv; charset=utf-8",
        write=_writer(COLUMNS, lambda entry: not entry.is_processor),
        public=True,
    )
)
LAW_ENFORCEMENT_CSV = register_format(
    Format(
        name="csv-law-enforcement",
        title="Law enforcement (CSV)",
        description="One row for each law enforcement entry, with what section 61 of the Data "
        "Protection Act 2018 asks for.",
        suffix="section-61.csv",
        type="text/csv; charset=utf-8",
        write=_writer(LAW_ENFORCEMENT.columns, LAW_ENFORCEMENT.keeps),
    )
)
PROCESSOR_CSV = register_format(
    Format(
        name="csv-processor",
        title="As processor (CSV)",
        description="One row for each entry of what is done for others, with what Article 30(2) of "
        "the UK GDPR and section 61(4) of the Data Protection Act 2018 ask for.",
        suffix="processor.csv",
        type="text/csv; charset=utf-8",
        write=_writer(PROCESSOR.columns, PROCESSOR.keeps),
    )
)
