"""Middleware of the register."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.defaults import page_not_found


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
