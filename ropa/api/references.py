"""Links from one resource to another."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from ropa.documents.merged.entries import EntryReference
from ropa.documents.schema import ActivityDocument, OrganisationDocument
from ropa.public.outlines import ActivityIdentity, NoticeOutline, OrganisationOutline

from .responses import address
from .schemas import ActivityReference, NoticeReference, OrganisationReference


def activity_references(
    request: HttpRequest, entries: Iterable[EntryReference | ActivityDocument | ActivityIdentity]
) -> tuple[ActivityReference, ...]:
    """Return references to activities."""
    return tuple(
        ActivityReference(
            reference=entry.reference,
            title=entry.title,
            url=address(request, "activity", entry.reference),
        )
        for entry in entries
    )


def notice_references(
    request: HttpRequest, notices: Iterable[NoticeOutline]
) -> tuple[NoticeReference, ...]:
    """Return references to notices."""
    return tuple(
        NoticeReference(
            slug=notice.slug, title=notice.title, url=address(request, "notice", notice.slug)
        )
        for notice in notices
    )


def organisation_reference(
    request: HttpRequest, body: OrganisationDocument | OrganisationOutline
) -> OrganisationReference:
    """Return a reference to an organisation."""
    return OrganisationReference(
        code=body.code, name=body.name, url=address(request, "organisation", body.code)
    )
