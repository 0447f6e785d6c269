"""One line of the log for each request, and one more for each that was refused."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from http import HTTPStatus

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from . import context, events, figures

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
NUMBER = re.compile(r"[0-9]{1,19}")
# Names that the register gives to what it publishes. What else stands in an address may let
# somebody in: the link that sets a new password, the one that accepts an invitation.
PUBLIC_NAMES = {"slug", "reference", "section", "legislation"}
LONGEST_UNKNOWN = 80

_requests = structlog.get_logger("ropa.requests")


class RequestLog:
    """Give each request an id, tell every line of the log about it, and say how it ended.

    The answer carries the id in `X-Request-ID`, so that who reports a fault can name it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        context.enter(request)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = context.request_id_of(request)
            self._log(request, response.status_code, time.perf_counter() - started)
        finally:
            context.leave()
        return response

    def _log(self, request: HttpRequest, status: int, seconds: float) -> None:
        if status < HTTPStatus.BAD_REQUEST and _is_routine(request):
            return
        figures.count_request(view_of(request), status, seconds)
        if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
            events.record("access.refused", outcome="refused", view=view_of(request))
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            events.record("access.limited", outcome="refused", view=view_of(request))
        failed = status >= HTTPStatus.INTERNAL_SERVER_ERROR
        _requests.log(
            logging.ERROR if failed else logging.INFO,
            "request",
            outcome="failed" if failed else "refused" if status >= HTTPStatus.BAD_REQUEST else "ok",
            method=request.method if request.method in METHODS else "other",
            path=shown_path(request),
            view=view_of(request),
            status=status,
            milliseconds=round(seconds * 1000, 1),
        )


def _is_routine(request: HttpRequest) -> bool:
    """Say whether a request is told of only when it fails: a static file, a health check."""
    return request.path_info.startswith((settings.STATIC_URL, "/health/"))


def view_of(request: HttpRequest) -> str:
    """Return the name of the view that answered, or nothing if none was found."""
    return request.resolver_match.view_name if request.resolver_match else ""


def shown_path(request: HttpRequest) -> str:
    """Return the path of a request as the log may say it: without what may be a secret or a name.

    Never the query: people search for names.
    """
    found = request.resolver_match
    if found is None:
        path = request.path_info
        return path if len(path) <= LONGEST_UNKNOWN else path[:LONGEST_UNKNOWN] + "…"

    def shown(match: re.Match[str]) -> str:
        name = match[1] or match[2]
        value = str(found.kwargs.get(name, ""))
        open_to_all = name in PUBLIC_NAMES or NUMBER.fullmatch(value)
        return value if open_to_all else f"<{name}>"

    return "/" + PARAMETER.sub(shown, found.route).replace("^", "").replace("$", "")
