"""Privacy notices."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from ropa.documents.public_schema import public_model
from ropa.documents.schema import NoticeDocument
from ropa.public.outlines import NoticeOutline
from ropa.public.published_versions import ReadableVersion, notice_reading

from .catalogue import Catalogue, catalogue
from .parameters import Key, NoticeQuery, Number, Paging
from .references import organisation_reference
from .responses import (
    address,
    from_register,
    from_version,
    holds_words,
    page_address,
    page_of,
)
from .schemas import NoticeItem, NoticePage, NoticeVersion, VersionPage
from .versions import NOTICE

router = Router(tags=["Notices"])


@router.get(
    "",
    response=public_model(NoticePage),
    operation_id="listNotices",
    url_name="notices",
    summary="List privacy notices",
    description="The notices in force, as their newest versions have them, by title.",
)
def notices(request: HttpRequest, query: Query[NoticeQuery]) -> HttpResponse:
    def make() -> NoticePage:
        index, known = catalogue()
        found = [notice for notice in index.notices if _is_asked_for(notice, known, query)]
        return page_of(
            NoticePage, request, query, found, lambda notice: _item(request, notice, known)
        )

    return from_register(request, make, query)


@router.get(
    "/{slug:slug}",
    response=public_model(NoticeVersion),
    operation_id="getNotice",
    url_name="notice",
    summary="Get a privacy notice",
    description="The newest version of a notice, with all it says: its sections, what each group "
    "of readers is told, and the activities it is about.",
)
def notice(request: HttpRequest, slug: Path[Key]) -> HttpResponse:
    return _version(request, slug=slug)


@router.get(
    "/{slug:slug}/versions",
    response=public_model(VersionPage),
    operation_id="listNoticeVersions",
    url_name="notice-versions",
    summary="List the versions of a privacy notice",
    description="Every version, newest first; of a notice that was withdrawn as well.",
)
def notice_versions(request: HttpRequest, slug: Path[Key], query: Query[Paging]) -> HttpResponse:
    return from_register(request, lambda: NOTICE.page(request, notice_reading(slug), query), query)


@router.get(
    "/{slug:slug}/versions/{int:number}",
    response=public_model(NoticeVersion),
    operation_id="getNoticeVersion",
    url_name="notice-version",
    summary="Get a version of a privacy notice",
    description="What a notice said, for good: a version never changes.",
)
def notice_version(request: HttpRequest, slug: Path[Key], number: Path[Number]) -> HttpResponse:
    return _version(request, slug=slug, number=number)


def _version(request: HttpRequest, **named: str | int) -> HttpResponse:
    def make(reading: ReadableVersion) -> NoticeVersion | HttpResponse:
        if not reading.version.is_in_force:
            return NOTICE.gone(request, reading)
        return NoticeVersion(
            **NOTICE.frozen(request, reading),
            document=NoticeDocument.model_validate_json(reading.version.frozen_text),
        )

    return from_version(request, notice_reading, make, **named)


def _is_asked_for(notice: NoticeOutline, known: Catalogue, query: NoticeQuery) -> bool:
    listed = known.notices.get(notice.slug)
    return (
        listed is not None
        and query.organisation in {None, notice.organisation.code}
        and (query.changed_since is None or listed.published >= query.changed_since)
        and holds_words(listed.search_text, query.q)
    )


def _item(request: HttpRequest, notice: NoticeOutline, known: Catalogue) -> NoticeItem:
    listed = known.notices[notice.slug]
    return NoticeItem(
        slug=notice.slug,
        title=notice.title,
        summary=notice.summary,
        applies_to=notice.applies_to,
        organisation=organisation_reference(request, notice.organisation),
        activities=len(notice.activities),
        version=listed.number,
        digest=listed.digest,
        published=listed.published,
        change_note=listed.change_note,
        url=address(request, "notice", notice.slug),
        page=page_address(request, "public:notice", notice.slug),
    )
