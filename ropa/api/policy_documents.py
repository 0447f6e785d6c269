"""Appropriate policy documents: in everything answered as privacy notices are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from ropa.documents.public_schema import public_model
from ropa.public.published_versions import policy_document_reading

from .notice_answers import NoticeAnswers
from .parameters import Key, NoticeQuery, Number, Paging
from .schemas import NoticePage, NoticeVersion, VersionPage
from .versions import POLICY_DOCUMENT

router = Router(tags=["Policy documents"])
_answers = NoticeAnswers(POLICY_DOCUMENT, policy_document_reading)


@router.get(
    "",
    response=public_model(NoticePage),
    operation_id="listPolicyDocuments",
    url_name="policy-documents",
    summary="List policy documents",
    description="The appropriate policy documents in force, as their newest versions have them, "
    "by title.",
)
def policy_documents(request: HttpRequest, query: Query[NoticeQuery]) -> HttpResponse:
    return _answers.listed(request, query)


@router.get(
    "/{slug:slug}",
    response=public_model(NoticeVersion),
    operation_id="getPolicyDocument",
    url_name="policy-document",
    summary="Get a policy document",
    description="The newest version of a policy document, with all it says: how each principle is "
    "kept, its sections, and the activities it is about.",
)
def policy_document(request: HttpRequest, slug: Path[Key]) -> HttpResponse:
    return _answers.version(request, slug=slug)


@router.get(
    "/{slug:slug}/versions",
    response=public_model(VersionPage),
    operation_id="listPolicyDocumentVersions",
    url_name="policy-document-versions",
    summary="List the versions of a policy document",
    description="Every version, newest first; of a document that was withdrawn as well.",
)
def policy_document_versions(
    request: HttpRequest, slug: Path[Key], query: Query[Paging]
) -> HttpResponse:
    return _answers.versions(request, slug, query)


@router.get(
    "/{slug:slug}/versions/{int:number}",
    response=public_model(NoticeVersion),
    operation_id="getPolicyDocumentVersion",
    url_name="policy-document-version",
    summary="Get a version of a policy document",
    description="What a policy document said, for good: a version never changes.",
)
def policy_document_version(
    request: HttpRequest, slug: Path[Key], number: Path[Number]
) -> HttpResponse:
    return _answers.version(request, slug=slug, number=number)
