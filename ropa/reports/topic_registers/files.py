"""Topic registers as files: one as a workbook, CSV, JSON, linked data or PDF, or all of them in one
workbook."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from ropa.tables.content_digest import ContentDigest

from ..books import Book
from ..contents import Report
from ..csv_files import BYTE_ORDER_MARK, line
from ..formats import Format, register_format
from ..linked import TopicDescription, topic_text
from ..linked_files import about, frozen_documents
from ..paper.pdf_process import check_machine, typeset
from ..report_summary import content_sentence, head_sentence, summary_data
from ..workbooks import made_at
from ..zip_files import file_chunks
from .contents import TopicContents, TopicRow, topic_contents
from .definitions import TopicRegister
from .pages import page_of
from .topics import readable_topics

_ENTRY_COLUMNS = ("Reference", "Entry", "Version")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _write_csv(topic: TopicRegister, report: Report) -> Iterator[bytes]:
    """Yield the rows as comma-separated text, the names of the columns first."""
    contents = topic_contents(topic, report)
    yield BYTE_ORDER_MARK + line(_titles(contents))
    for row in contents.rows():
        yield line(map(_text, _cells(row)))


def _write_json(topic: TopicRegister, report: Report) -> Iterator[bytes]:
    """Yield one JSON object: what the file is, the rows, and last which entries lack what."""
    contents = topic_contents(topic, report)
    register = {
        "name": topic.name,
        "title": topic.title,
        "summary": topic.summary,
        "citation": topic.citation,
    }
    yield f'{{"about":{_json(summary_data(report))},\n"register":{_json(register)}'.encode()
    yield b',\n"rows":['
    for number, row in enumerate(contents.rows()):
        yield (b",\n" if number else b"\n") + _json(_named_cells(contents, row)).encode()
    missing = [
        {"title": each.title, "entries": [entry.reference for entry in each.entries]}
        for each in contents.missing
    ]
    yield f'],\n"entries":{contents.entries},\n"missing":{_json(missing)}}}\n'.encode()


def _write_linked(topic: TopicRegister, report: Report) -> Iterator[bytes]:
    """Yield one JSON-LD document with what of each entry the register is about. What the public may
    not read of it is in no linked data."""
    if topic.linked is None:
        raise ValueError(f"“{topic.title}” has no linked data.")
    narrowed, properties = topic.linked.narrowed, topic.linked.properties
    entries = (
        (narrowed(document), frozen)
        for document, frozen in frozen_documents(report)
        if topic.concerns(document) and any(topic.parts(document))
    )
    described = TopicDescription(topic.name, topic.title, topic.summary, topic.citation, properties)
    for text in topic_text(about(report), described, entries):
        yield text.encode()


def _write_pdf(topic: TopicRegister, report: Report) -> Iterator[bytes]:
    """Return the PDF, as one piece. Raises `NotOnPaper` at once if it cannot be made."""
    check_machine()
    return iter([typeset(page_of(topic, report))])


def _write_workbook(topics: Sequence[TopicRegister], report: Report) -> Iterator[bytes]:
    """Yield a workbook with a cover and a sheet for each register, in one passage through the
    report."""
    with TemporaryFile() as made:
        with TemporaryDirectory() as folder:
            _fill(topics, report, Book(made, folder, made_at(report)))
        made.seek(0)
        yield from file_chunks(made)


def _fill(topics: Sequence[TopicRegister], report: Report, book: Book) -> None:
    front = book.add_cover()
    registers = [topic_contents(topic, report) for topic in topics]
    for contents in registers:
        book.add(contents.topic.title, _titles(contents))
    digest = ContentDigest()
    for entry in report.entries():
        digest.entry(*entry.digested)
        for contents in registers:
            for row in contents.rows_of(entry):
                book.add_row(contents.topic.title, [cell or None for cell in _cells(row)])
    book.write_cover(front, list(_cover(registers, report, digest)))
    book.close()


def _cover(
    registers: Sequence[TopicContents], report: Report, digest: ContentDigest
) -> Iterator[tuple[str, str]]:
    yield "Registers made from the record", report.name
    yield "What they hold", content_sentence(report)
    if report.selection.is_draft:
        yield "Take care", "Nobody has approved drafts. They are for work, not for evidence."
    for label, value in report.selection.filters():
        yield f"Only: {label}", value
    yield "Entries looked at", str(digest.entries)
    yield "Digest of the entries", f"SHA-256 {digest.hexdigest()}"
    yield "Chain of versions", head_sentence(report)
    for contents in registers:
        yield "", ""
        yield contents.topic.title, f"{contents.topic.summary} {contents.topic.citation}."
        for each in contents.missing:
            named = ", ".join(entry.reference for entry in each.entries)
            yield each.title, f"{len(each.entries)}: {named}" if named else "None"


def _titles(contents: TopicContents) -> tuple[str, ...]:
    return (*_ENTRY_COLUMNS, *(column.title for column in contents.columns))


def _cells(row: TopicRow) -> tuple[str | int | None, ...]:
    return row.entry.reference, row.entry.title, row.entry.version, *row.cells


def _named_cells(contents: TopicContents, row: TopicRow) -> dict[str, Any]:
    names = (column.name for column in contents.columns)
    return {
        "reference": row.entry.reference,
        "entry": row.entry.title,
        "version": row.entry.version,
        **dict(zip(names, row.cells, strict=True)),
    }


def _text(cell: str | int | None) -> str:
    return "" if cell is None else str(cell)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


type _TopicWriter = Callable[[TopicRegister, Report], Iterator[bytes]]

# By what a file's name ends with: its title, its media type, and how it is written.
_FORMS: dict[str, tuple[str, str, _TopicWriter]] = {
    "xlsx": ("Workbook (XLSX)", _XLSX, lambda topic, report: _write_workbook((topic,), report)),
    "csv": ("Table (CSV)", "text/csv; charset=utf-8", _write_csv),
    "json": ("Data (JSON)", "application/json", _write_json),
    "jsonld": ("Linked data (JSON-LD)", "application/ld+json", _write_linked),
    "pdf": ("To read (PDF)", "application/pdf", _write_pdf),
}


def topic_forms(topic: TopicRegister) -> dict[str, Format]:
    """Return each form in which one register can be had, by what a file’s name ends with, in the
    order in which they are offered."""
    return {
        suffix: Format(
            name=f"{topic.name}-{suffix}",
            title=title,
            description=topic.summary,
            suffix=f"{topic.name}.{suffix}",
            type=media_type,
            write=partial(writer, topic),
            public=topic.is_public,
        )
        for suffix, (title, media_type, writer) in _FORMS.items()
        if topic.linked or suffix != "jsonld"
    }


REGISTERS = register_format(
    Format(
        name="registers",
        title="Registers (XLSX)",
        description="A sheet for each register that follows from the record: how long data is "
        "kept, who gets it, processors and contracts, automated decisions, children’s data and, "
        "for staff, impact assessments, policy documents and systems.",
        suffix="registers.xlsx",
        type=_XLSX,
        write=lambda report: _write_workbook(
            readable_topics(by_public=report.selection.is_public), report
        ),
        public=True,
    )
)
