"""Middleware of the register."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.defaults import page_not_found

logger = logging.getLogger(__name__)

# When to ask again, in seconds, while the database cannot be reached.
RETRY_AFTER = 120


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
        if settings.DEBUG and is_page and response.status_code == HTTPStatus.NOT_FOUND:
            return page_not_found(request, Http404())
        return response


class DatabaseAway:
    """Tell the public to come back when the database cannot be reached: a 503, not a fault."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page for it, on every page but those of staff."""
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        if request.resolver_match is None or "admin" in request.resolver_match.app_names:
            return None
        logger.error("The database did not answer for %s", request.path, exc_info=exception)
        response = render(request, "503.html", status=HTTPStatus.SERVICE_UNAVAILABLE)
        response.headers["Retry-After"] = str(RETRY_AFTER)
        response.headers["Cache-Control"] = "no-store"
        return response
