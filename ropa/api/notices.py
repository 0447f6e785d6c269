"""Privacy notices."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from ropa.documents.public_schema import public_model
from ropa.public.published_versions import notice_reading

from .notice_answers import NoticeAnswers
from .parameters import Key, NoticeQuery, Number, Paging
from .schemas import NoticePage, NoticeVersion, VersionPage
from .versions import NOTICE

router = Router(tags=["Notices"])
_answers = NoticeAnswers(NOTICE, notice_reading)


@router.get(
    "",
    response=public_model(NoticePage),
    operation_id="listNotices",
    url_name="notices",
    summary="List privacy notices",
    description="The notices in force, as their newest versions have them, by title.",
)
def notices(request: HttpRequest, query: Query[NoticeQuery]) -> HttpResponse:
    return _answers.listed(request, query)


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
    return _answers.version(request, slug=slug)


@router.get(
    "/{slug:slug}/versions",
    response=public_model(VersionPage),
    operation_id="listNoticeVersions",
    url_name="notice-versions",
    summary="List the versions of a privacy notice",
    description="Every version, newest first; of a notice that was withdrawn as well.",
)
def notice_versions(request: HttpRequest, slug: Path[Key], query: Query[Paging]) -> HttpResponse:
    return _answers.versions(request, slug, query)


@router.get(
    "/{slug:slug}/versions/{int:number}",
    response=public_model(NoticeVersion),
    operation_id="getNoticeVersion",
    url_name="notice-version",
    summary="Get a version of a privacy notice",
    description="What a notice said, for good: a version never changes.",
)
def notice_version(request: HttpRequest, slug: Path[Key], number: Path[Number]) -> HttpResponse:
    return _answers.version(request, slug=slug, number=number)
