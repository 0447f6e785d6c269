"""The contents of a report: entries and notices, streamed one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ropa.documents.canonical import canonical_json, digest
from ropa.documents.damage import undamaged
from ropa.documents.heads import Head
from ropa.documents.public_copy import public_copy
from ropa.documents.schema import ActivityDocument, NoticeDocument
from ropa.models import Version
from ropa.tables.rows import Row

from .selection import Selection


@dataclass(frozen=True)
class ReportEntry:
    """An entry: its document and, if it was approved, the version that froze it.

    `digest` is the SHA-256 of the whole document's canonical text, also where only the public part
    of it is told. Dates of review are known of drafts alone: they are no part of the document.
    """

    document: ActivityDocument
    digest: str
    version: Version | None = None
    last_reviewed_on: date | None = None
    review_due_on: date | None = None

    @property
    def digested(self) -> tuple[Any, ...]:
        """What enters the digest of the content."""
        return self.document.reference, self.digest, self.last_reviewed_on, self.review_due_on


@dataclass(frozen=True)
class ReportNotice:
    """A notice as it was published, and the version that froze it."""

    document: NoticeDocument
    digest: str
    version: Version


@dataclass(frozen=True)
class Report:
    """What a file is written from. `entries` and `notices` can be gone through again and again.

    `head` is the end of the chain of versions at that instant, `address` that of the site, if it is
    known, and `tables` the rows of every other table as they stand, which only drafts have.
    `policies` are the policy documents in force, whatever of the register is selected: an entry
    is covered by one also where somebody else keeps that. `taken_at` is when a draft was taken;
    what was approved does not say, so that it is the same file whenever it is taken.
    """

    name: str
    address: str
    selection: Selection
    head: Head | None
    entries: Callable[[], Iterable[ReportEntry]]
    notices: Callable[[], Iterable[ReportNotice]]
    tables: Callable[[], Mapping[str, list[Row]]]
    policies: Callable[[], Iterable[NoticeDocument]] = tuple
    taken_at: datetime | None = None


def frozen_entries(versions: Iterable[Version], selection: Selection) -> Iterator[ReportEntry]:
    """Yield the entries that versions froze, in the same order, as far as they are selected.

    What is damaged is left out of public files; for staff and auditors it raises `DamagedDocument`.
    """
    for version in undamaged(versions) if selection.is_public else versions:
        document = ActivityDocument.model_validate_json(version.frozen_text)
        if selection.includes(document):
            visible = public_copy(document) if selection.is_public else document
            yield ReportEntry(visible, version.digest, version)


def frozen_notices(versions: Iterable[Version], selection: Selection) -> Iterator[ReportNotice]:
    """Yield the notices that versions froze, as `frozen_entries` does."""
    for version in undamaged(versions) if selection.is_public else versions:
        document = NoticeDocument.model_validate_json(version.frozen_text)
        if selection.includes_notice(document):
            visible = public_copy(document) if selection.is_public else document
            yield ReportNotice(visible, version.digest, version)


def draft_entry(
    document: ActivityDocument, *, last_reviewed_on: date | None, review_due_on: date | None
) -> ReportEntry:
    """Return an entry that nobody has approved as it stands."""
    return ReportEntry(
        document,
        digest(canonical_json(document)),
        last_reviewed_on=last_reviewed_on,
        review_due_on=review_due_on,
    )
