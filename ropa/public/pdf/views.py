"""Views that serve public versions as PDF."""

from __future__ import annotations

import logging
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ropa.background.files import find_file, pieces_of
from ropa.background.requested_files import RETRY_AFTER, CannotBeMade, requested_file
from ropa.public.caching import conditional_file
from ropa.public.canonical import by_reference
from ropa.public.changes import SubjectPages
from ropa.public.gone_pages import gone_page
from ropa.public.published_versions import (
    ReadableVersion,
    activity_reading,
    notice_reading,
    policy_document_reading,
)
from ropa.typesetting.libraries import can_make_pdfs

from .files import pdf_name
from .tasks import make_wanted_pdf

logger = logging.getLogger(__name__)


@require_safe
@conditional_file(notice_reading)
def notice(request: HttpRequest, reading: ReadableVersion) -> HttpResponse:
    """Return the PDF of a version of a notice, or a page that says when it will be there."""
    return _pdf(request, reading, SubjectPages("notice", reading.key))


@require_safe
@conditional_file(policy_document_reading)
def policy_document(request: HttpRequest, reading: ReadableVersion) -> HttpResponse:
    """Return the PDF of a version of a policy document, or a page that says when it will be
    there."""
    return _pdf(request, reading, SubjectPages("policy-document", reading.key))


@require_safe
@by_reference
@conditional_file(activity_reading)
def activity(request: HttpRequest, reading: ReadableVersion) -> HttpResponse:
    """Return the PDF of a version of an entry, or a page that says when it will be there."""
    return _pdf(request, reading, SubjectPages("activity", reading.key))


def _pdf(request: HttpRequest, reading: ReadableVersion, place: SubjectPages) -> HttpResponse:
    version = reading.version
    if not version.is_in_force:
        return gone_page(request, reading, place)
    wanted = pdf_name(version)
    if not can_make_pdfs() and find_file(wanted) is None:
        return _without(request, place, is_coming=False)
    about = f"{place.key}, version {version.number}"
    try:
        file = requested_file(wanted, make_wanted_pdf, version.pk, about=about)
    except CannotBeMade as problem:
        logger.error("There is no PDF of %s: %s", request.path, problem)
        return _without(request, place, is_coming=False)
    if file is None:
        return _without(request, place, is_coming=True)
    content = b"".join(pieces_of(file))
    name = f"{place.key}-version-{version.number}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _without(request: HttpRequest, place: SubjectPages, *, is_coming: bool) -> HttpResponse:
    """Say that there is no PDF, or not yet, and where the same is to be read."""
    context = {"place": place, "is_coming": is_coming, "retry_after": RETRY_AFTER}
    status = HTTPStatus.SERVICE_UNAVAILABLE
    response = render(request, "public/no-pdf.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    if is_coming:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response
