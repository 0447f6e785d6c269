"""What the API answers of privacy notices and of policy documents alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from ropa.documents.schema import NoticeDocument
from ropa.models import PublishedDocument
from ropa.public.outlines import NoticeOutline
from ropa.public.published_versions import ReadableVersion

from .filters import chosen_notices
from .parameters import NoticeQuery, Paging
from .references import organisation_reference
from .responses import (
    address,
    from_register,
    from_version,
    page_address,
    page_of,
)
from .schemas import NoticeItem, NoticePage, NoticeVersion
from .versions import Subject


@dataclass(frozen=True)
class NoticeAnswers:
    """The answers about one kind of notice: `reading` finds a version of one by its slug."""

    subject: Subject
    reading: Callable[..., ReadableVersion]

    def listed(self, request: HttpRequest, query: NoticeQuery) -> HttpResponse:
        """Answer with part of the list, by title."""

        def make() -> NoticePage:
            found = chosen_notices(self.subject.name, query)
            return page_of(
                NoticePage, request, query, found, lambda each: self._item(request, each)
            )

        return from_register(request, make, query)

    def versions(self, request: HttpRequest, slug: str, query: Paging) -> HttpResponse:
        """Answer with part of the list of versions of one, newest first."""
        return from_register(
            request, lambda: self.subject.page(request, self.reading(slug), query), query
        )

    def version(self, request: HttpRequest, **named: str | int) -> HttpResponse:
        """Answer with the newest version of one, or with that of a number; say so if it is gone."""

        def make(reading: ReadableVersion) -> NoticeVersion | HttpResponse:
            if not reading.version.is_in_force:
                return self.subject.gone(request, reading)
            return NoticeVersion(
                **self.subject.frozen(request, reading),
                document=NoticeDocument.model_validate_json(reading.version.frozen_text),
            )

        return from_version(request, self.reading, make, **named)

    def _item(self, request: HttpRequest, listed: PublishedDocument) -> NoticeItem:
        notice, name = NoticeOutline.model_validate(listed.outline), self.subject.name
        return NoticeItem(
            slug=notice.slug,
            title=notice.title,
            summary=notice.summary,
            applies_to=notice.applies_to,
            organisation=organisation_reference(request, notice.organisation),
            activities=len(notice.activities),
            version=listed.number,
            digest=listed.digest,
            published=listed.published_at,
            change_note=listed.change_note,
            url=address(request, name, notice.slug),
            page=page_address(request, f"public:{name}", notice.slug),
        )
