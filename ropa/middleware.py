"""Middleware of the register."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseNotFound,
)
from django.views.defaults import page_not_found

# What a server may answer with a copy of the request, cookies and all, or as a tunnel (OWASP ASVS
# 5.0, 13.4.4).
REFUSED_METHODS = {"TRACE", "TRACK", "CONNECT"}
METHODS = ["GET", "HEAD", "POST", "OPTIONS"]


class SafeByDefault:
    """Give every answer the headers that keep it to itself, unless whoever made it chose others.

    No answer is kept by a browser or a proxy that does not say for how long it may be (OWASP ASVS
    5.0, 14.3.2): a page of staff, an error, a redirect. None is part of another site's page, except
    those that any site may read. None may use what the register has no use for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        refused = request.method in REFUSED_METHODS
        response = HttpResponseNotAllowed(METHODS) if refused else self.get_response(request)
        headers = response.headers
        headers.setdefault("Cache-Control", "no-store")
        is_open = headers.get("Access-Control-Allow-Origin") == "*"
        headers.setdefault(
            "Cross-Origin-Resource-Policy", "cross-origin" if is_open else "same-origin"
        )
        headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response


class StyledErrors:
    """Show people's “not found” page also when `DEBUG` is on; programs get their own answer.

    Django's technical page for developers has inline styles, which the Content Security Policy
    forbids, and the demonstration runs with `DEBUG` on.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        # A view that has more to say answers with a page of its own, which is no such response.
        if settings.DEBUG and is_page and isinstance(response, HttpResponseNotFound):
            return page_not_found(request, Http404())
        return response
