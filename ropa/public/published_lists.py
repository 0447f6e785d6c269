"""Lists of what is published now, from the projection of published documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from ropa.documents.damage import undamaged
from ropa.models import Mention, PublishedDocument, Version
from ropa.models.read_model import Projected

from .index.mentions import ENTRY
from .outlines import NoticeOutline, by_organisation


def published_notices() -> QuerySet[PublishedDocument]:
    """Return every published privacy notice, by the name of its publisher and its title."""
    return _by_publisher("notice")


def published_policy_documents() -> QuerySet[PublishedDocument]:
    """Return every published policy document, by the name of its publisher and its title."""
    return _by_publisher("policy-document")


def sound[Row: Projected](rows: Iterable[Row]) -> list[Row]:
    """Return rows of a page of a list with their versions, in one query more. Those whose documents
    were damaged since are reported and left out, so keep pages of whole documents short."""
    listed: list[Any] = list(rows)
    versions = Version.objects.filter(pk__in=[row.version_id for row in listed])
    found = {version.pk: version for version in undamaged(versions)}
    for row in listed:
        if row.version_id in found:
            row.version = found[row.version_id]
    return [row for row in listed if row.version_id in found]


def outlines(rows: Iterable[PublishedDocument]) -> tuple[NoticeOutline, ...]:
    """Return the outlines of some notices and policy documents."""
    return tuple(NoticeOutline.model_validate(row.outline) for row in rows)


def published_with(reference: str) -> tuple[NoticeOutline, ...]:
    """Return the published notices and policy documents that an entry is part of, by title."""
    containing = Mention.objects.filter(kind=ENTRY, code=reference).values("document")
    found = PublishedDocument.objects.filter(subject__in=containing).order_by("title", "code")
    return tuple(map(NoticeOutline.model_validate, found.values_list("outline", flat=True)))


def publishers(most: int) -> dict[str, Any]:
    """Return the organisations that publish privacy notices with those, as pages name them: of many
    the first, and how many there are."""
    found = published_notices()
    return {"publishers": by_organisation(outlines(found[:most])), "notices": found.count()}


def _by_publisher(kind: str) -> QuerySet[PublishedDocument]:
    found = PublishedDocument.objects.filter(kind=kind)
    return found.order_by("publisher_name", "publisher", "title", "code")
