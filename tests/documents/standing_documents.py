"""Documents in force at an instant, read from their versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ropa.documents.as_at import versions_as_at
from ropa.documents.classification import Document
from ropa.documents.schema import ActivityDocument, NoticeDocument
from ropa.models import Version
from ropa.models.versions import VersionQuerySet


@dataclass(frozen=True)
class Standing[D: Document]:
    """A document that was in force, and the version that says since when, by whom and why."""

    document: D
    version: Version


def register_as_at(instant: datetime) -> tuple[Standing[ActivityDocument], ...]:
    """Return every entry in force at an instant, public or internal, by reference."""
    found = _standing_documents(versions_as_at(instant).of_activities(), ActivityDocument)
    return tuple(sorted(found, key=lambda standing: standing.document.reference))


def notices_as_at(instant: datetime) -> tuple[Standing[NoticeDocument], ...]:
    """Return every notice in force at an instant, by title."""
    found = _standing_documents(versions_as_at(instant).of_notices(), NoticeDocument)
    return tuple(sorted(found, key=lambda standing: standing.document.title))


def entry_as_at(reference: str, instant: datetime) -> Standing[ActivityDocument] | None:
    """Return an entry as it stood at an instant, or `None` if it was not in force."""
    versions = versions_as_at(instant).filter(activity__reference=reference)
    return _only(_standing_documents(versions, ActivityDocument))


def notice_as_at(slug: str, instant: datetime) -> Standing[NoticeDocument] | None:
    """Return a notice as the public read it at an instant, or `None` if there was none."""
    versions = versions_as_at(instant).filter(notice__slug=slug)
    return _only(_standing_documents(versions, NoticeDocument))


def _standing_documents[D: Document](versions: VersionQuerySet, kind: type[D]) -> list[Standing[D]]:
    return [
        Standing(kind.model_validate_json(version.frozen_text), version) for version in versions
    ]


def _only[D: Document](found: list[Standing[D]]) -> Standing[D] | None:
    return found[0] if found else None
