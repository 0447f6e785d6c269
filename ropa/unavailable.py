"""What people and programs get while the database cannot be used: a 503 made without it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from http import HTTPStatus
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.signals import got_request_exception
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.template.loader import render_to_string
from django.urls import resolve

from ropa.database.failures import Failure, failure_of, reason_of
from ropa.monitoring import events

logger = logging.getLogger(__name__)

_READS = {"GET", "HEAD", "OPTIONS"}


class DatabaseUnavailable:
    """Answer 503, whatever part of the program met the database that cannot be used.

    It stands outside whatever may ask the database. Django turns an error of a middleware into a
    500 before anything further out can see it, and sends a signal meanwhile: by that it is noticed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        got_request_exception.connect(_note_failure, dispatch_uid="ropa.unavailable")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if (noticed := request.__dict__.get("_database_error")) is not None:
            return _answer(request, noticed)
        # What is made piece by piece begins only now. The first piece decides what is answered.
        if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
            try:
                _begin(response)
            except Exception as error:
                if failure_of(error) is None:
                    raise
                return _answer(request, error)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the answer if a view met a database that cannot be used."""
        return _answer(request, exception) if failure_of(exception) else None


def _note_failure(request: HttpRequest | None = None, **_signal: Any) -> None:
    error = sys.exception()
    if request is not None and error is not None and failure_of(error):
        request.__dict__["_database_error"] = error


def _begin(response: StreamingHttpResponse) -> None:
    pieces: Iterator[bytes] = iter(response)
    first = _next_piece(pieces)
    response.streaming_content = chain(first, _watched(pieces))


def _next_piece(pieces: Iterator[bytes]) -> tuple[bytes, ...]:
    """Return the next piece, or none if there is no more."""
    for piece in pieces:
        return (piece,)
    return ()


def _watched(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the pieces. What fails in the middle cannot be answered any more: the connection ends
    too early, by which whoever reads knows that it is not whole."""
    try:
        yield from pieces
    except Exception as error:
        if (failure := failure_of(error)) is not None:
            _log(failure, error)
        raise


def _answer(request: HttpRequest, error: BaseException) -> HttpResponse:
    """Return the 503 in the form that suits who asks. It asks no database and no session."""
    failure = failure_of(error) or Failure.UNREACHABLE
    _log(failure, error)
    namespace = _namespace(request)
    if namespace == "api":
        from ropa.api.serving import unavailable_answer

        return unavailable_answer(request, failure.retry_after)
    is_public = namespace is None or namespace in settings.PUBLIC_NAMESPACES
    context = {
        "failure": failure.name,
        "was_sent": request.method not in _READS,
        "site_header": settings.REGISTER_NAME,
        "site_title": settings.REGISTER_NAME,
        "title": "The register cannot be used at the moment",
    }
    template = "503.html" if is_public else "admin/unavailable.html"
    response = HttpResponse(
        render_to_string(template, context), status=HTTPStatus.SERVICE_UNAVAILABLE
    )
    response.headers["Retry-After"] = str(failure.retry_after)
    response.headers["Cache-Control"] = "no-store"
    return response


def _namespace(request: HttpRequest) -> str | None:
    """Return the outermost namespace of the address; `None` if it leads nowhere."""
    try:
        match = request.resolver_match or resolve(request.path_info)
    except Http404:
        return None
    return match.namespaces[0] if match.namespaces else ""


def _log(failure: Failure, error: BaseException) -> None:
    events.record(
        "database.unavailable",
        outcome="failed",
        failure=failure.name.lower(),
        error=type(error).__name__,
    )
    # Where in the program it was helps only if it may be the program's fault after all.
    is_doubtful = failure in {Failure.NOT_MIGRATED, Failure.DAMAGED}
    logger.error(
        "The database cannot be used: %s (%s)",
        failure.value,
        reason_of(error),
        exc_info=error if is_doubtful else None,
    )
