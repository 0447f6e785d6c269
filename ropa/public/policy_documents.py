"""The appropriate policy documents: their list, each on a page of its own, and as data."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ropa.documents.policy_documents import policy_document_context
from ropa.documents.schema import NoticeDocument

from .caching import cached_by_register, cached_by_version
from .changes import SubjectPages
from .gone_pages import gone_page
from .index import notice_links, register_index
from .outlines import by_organisation
from .published_lists import outlines, published_policy_documents, sound
from .published_versions import ReadableVersion, policy_document_reading
from .succession import page_followed
from .version_json import version_json

DOCUMENTS_ON_A_PAGE = 50


@require_safe
@cached_by_register
def policy_documents(request: HttpRequest) -> HttpResponse:
    """List every published policy document by organisation."""
    found = Paginator(published_policy_documents(), DOCUMENTS_ON_A_PAGE)
    page = found.get_page(request.GET.get("page"))
    context = {"publishers": by_organisation(outlines(sound(page.object_list))), "page": page}
    return render(request, "public/policy-documents.html", context)


@require_safe
@cached_by_version(policy_document_reading)
def policy_document(request: HttpRequest, reading: ReadableVersion) -> HttpResponse:
    """Show a version of a policy document; 410 if that version withdrew it."""
    if not reading.version.is_in_force:
        return gone_page(request, reading, SubjectPages("policy-document", reading.key))
    document = NoticeDocument.model_validate_json(reading.version.frozen_text)
    context = policy_document_context(document, reading.version) | {
        "reading": reading,
        "page_followed": page_followed(document.follows, "policy-document"),
        "links": notice_links(document) if reading.is_newest else None,
        "privacy_notices": register_index().notices_of(document.organisation.code),
    }
    return render(request, "public/policy-document.html", context)


@require_safe
@cached_by_version(policy_document_reading)
def policy_document_json(_request: HttpRequest, reading: ReadableVersion) -> HttpResponse:
    """Return the public part of a version of a policy document as JSON; 410 if that withdrew it."""
    return version_json(reading, NoticeDocument.model_validate_json(reading.version.frozen_text))
