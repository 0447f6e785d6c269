"""The register as JSON: the documents themselves, a line each, written as they come."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ropa.documents.canonical import canonical_json
from ropa.documents.classification import public_part
from ropa.models import Version
from ropa.tables.content_digest import ContentDigest
from ropa.tables.rows import plain_values

from .contents import Report, ReportEntry, ReportNotice
from .formats import Format, register_format
from .report_summary import summary_data


def write(report: Report) -> Iterator[bytes]:
    """Yield one JSON object: what the file is, entries, notices, other tables, and last how many
    there are and the digest of them all, which is known only then."""
    digest = ContentDigest()
    yield f'{{"about":{canonical_json(summary_data(report))}'.encode()
    yield b',\n"entries":['
    yield from _items(_entry(entry, digest, report) for entry in report.entries())
    yield b'],\n"notices":['
    yield from _items(_notice(notice, digest, report) for notice in report.notices())
    yield b'],\n"tables":{'
    first = True
    for name, rows in report.tables().items():
        yield (b"\n" if first else b",\n") + f"{json.dumps(name)}:[".encode()
        first = False
        for number, row in enumerate(rows):
            digest.row(name, row)
            yield (b",\n" if number else b"\n") + canonical_json(plain_values(row)).encode()
        yield b"]"
    counts = canonical_json(digest.counts)
    yield f'}},\n"counts":{counts},\n"digest":"{digest.hexdigest()}"}}\n'.encode()


def _items(texts: Iterator[str]) -> Iterator[bytes]:
    for number, text in enumerate(texts):
        yield (b",\n" if number else b"\n") + text.encode()


def _entry(entry: ReportEntry, digest: ContentDigest, report: Report) -> str:
    digest.entry(*entry.digested)
    if entry.version is not None:
        return _frozen(entry.version, _text(entry, report), report)
    dates = {
        "last_reviewed_on": entry.last_reviewed_on and entry.last_reviewed_on.isoformat(),
        "review_due_on": entry.review_due_on and entry.review_due_on.isoformat(),
    }
    return f'{{"document":{canonical_json(entry.document)},"review":{canonical_json(dates)}}}'


def _notice(notice: ReportNotice, digest: ContentDigest, report: Report) -> str:
    digest.notice(
        notice.document.slug,
        notice.digest,
        is_policy_document=notice.document.is_policy_document,
    )
    return _frozen(notice.version, _text(notice, report), report)


def _text(item: ReportEntry | ReportNotice, report: Report) -> str:
    if report.selection.is_public:
        return canonical_json(public_part(item.document))
    # The very text that was frozen, of which the digest is.
    return item.version.frozen_text if item.version else canonical_json(item.document)


def _frozen(version: Version, document: str, report: Report) -> str:
    item: dict[str, Any] = {
        "number": version.number,
        "schema_version": version.schema_version,
        "digest": version.digest,
        "frozen_at": version.created_at.isoformat(),
        "change_note": version.change_note,
    }
    if not report.selection.is_public:
        item |= {
            "sequence": version.sequence,
            "row_hash": version.row_hash,
            "frozen_by": version.created_by_name,
            "reason": version.reason,
            "is_public": version.is_public,
            "is_own_work": version.is_own_work,
        }
    return f'{{"document":{document},"version":{canonical_json(item)}}}'


JSON = register_format(
    Format(
        name="json",
        title="Data (JSON)",
        description="Every document in full, for programs. Of drafts, also every other table: such "
        "a file can be read into another register without loss.",
        suffix="json",
        type="application/json",
        write=write,
        public=True,
    )
)
