"""The public versions as PDF, each at an address of its own."""

from __future__ import annotations

import logging
from http import HTTPStatus
from threading import BoundedSemaphore

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ropa.public.caching import kept_as_file
from ropa.public.changes import Place
from ropa.public.ended import ended
from ropa.public.reading import Reading, activity_reading, notice_reading
from ropa.typesetting.libraries import can_make_pdfs

from .files import NotMade, NotYetMade, content_of, file_of, made
from .pages import page_of

logger = logging.getLogger(__name__)

# How long a reader waits for a PDF that nobody has asked for before, in seconds, and after how
# many to ask again.
PATIENCE = 30
RETRY_AFTER = 30
# Each reader who waits takes up a thread of the process: the others are for those who do not.
_places_to_wait = BoundedSemaphore(2)


@require_safe
@kept_as_file(notice_reading)
def notice(request: HttpRequest, reading: Reading) -> HttpResponse:
    return _pdf(request, reading, Place("notice", reading.key))


@require_safe
@kept_as_file(activity_reading)
def activity(request: HttpRequest, reading: Reading) -> HttpResponse:
    return _pdf(request, reading, Place("activity", reading.key))


def _pdf(request: HttpRequest, reading: Reading, place: Place) -> HttpResponse:
    version = reading.version
    if not version.is_in_force:
        return ended(request, reading)
    origin = settings.REGISTER_ADDRESS or request.build_absolute_uri("/")[:-1]
    path = file_of(version, origin)
    content = content_of(path)
    if content is None:
        if not can_make_pdfs():
            return _without(request, place, is_coming=False)
        if not _places_to_wait.acquire(blocking=False):
            return _without(request, place, is_coming=True)
        try:
            content = made(path, lambda: page_of(version, place, origin), PATIENCE)
        except NotYetMade:
            return _without(request, place, is_coming=True)
        except NotMade as problem:
            logger.error("There is no PDF of %s: %s", request.path, problem)
            return _without(request, place, is_coming=False)
        finally:
            _places_to_wait.release()
    name = f"{place.key}-version-{version.number}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _without(request: HttpRequest, place: Place, *, is_coming: bool) -> HttpResponse:
    """Say that there is no PDF, or not yet, and where the same is to be read."""
    context = {"place": place, "is_coming": is_coming}
    status = HTTPStatus.SERVICE_UNAVAILABLE
    response = render(request, "public/no-pdf.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    if is_coming:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response
