"""The columns of every layout as one page for people, made from the columns themselves."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator

from .columns import COLUMNS, REFERENCE, TITLE, ReportColumn
from .processor_columns import PROCESSOR_COLUMNS
from .section_61 import SECTION_61

_OPENING = """\
# The columns of the record

What the regulator asks for stands in these columns, each made from the document of an entry.
Before them stand the reference and the title of the entry. Several values in one cell stand one a
line; further lines of a value are set in by two spaces.

A column required by law is never empty: it says “None recorded”, “Does not apply”, “Not said
yet”, or “We have not said this yet” and what is missing. A good-practice column is empty where the
question does not arise, and says “None recorded” where it does and nothing is. Public files hold
the public columns alone.

This page is made from `ropa/reports/columns.py`, `ropa/reports/section_61.py` and
`ropa/reports/processor_columns.py` by
`WRITE_DOCS=1 .venv/bin/python -m pytest tests/reports/test_columns.py`.
"""
_REGULATOR = """\
## The regulator’s 30 columns

Entries under the UK GDPR, in the layout of the Information Commissioner’s documentation template
for controllers. Above them in the workbook stands the header block: each controller with its
address, email address and telephone number, its data protection officer and its representative
(UK GDPR Article 30(1)(a)). Entries in which the body is a processor are left out: their layout is
the last one here.
"""
_PART_3 = """\
## Law enforcement

Entries under DPA 2018 Part 3, by the list of section 61(2) and by section 42.
"""
_PROCESSOR = """\
## As processor

Entries in which the body works on data for others, who decide about it: in the layout of the
template for processors, whether the UK GDPR governs them (Article 30(2)) or DPA 2018 Part 3
(section 61(4)).
"""


def columns_markdown() -> str:
    """Return the page that lists every column: its number, title and citation, whether the law
    requires it, whether it is public, and what the register puts there."""
    return "\n".join(
        (
            _OPENING,
            _REGULATOR,
            *_table((REFERENCE, TITLE, *COLUMNS)),
            _PART_3,
            *_table(SECTION_61),
            _PROCESSOR,
            *_table(PROCESSOR_COLUMNS),
        )
    )


def column_sentence(column: ReportColumn) -> str:
    """Return what the register puts into a column, in a sentence: what its cell says of itself."""
    return " ".join((inspect.getdoc(column.cell) or "").split())


def _table(columns: Iterable[ReportColumn]) -> Iterator[str]:
    yield "| number | title | the law | required by | who reads it | what the register puts there |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for column in columns:
        cells = (
            str(column.number or "–"),
            column.title,
            column.citation or "–",
            _required_by(column),
            "public" if column.is_public else "internal",
            column_sentence(column),
        )
        yield f"| {' | '.join(cells)} |"
    yield ""


def _required_by(column: ReportColumn) -> str:
    if not column.number:
        return "the register"
    return "law" if column.required else "good practice"
