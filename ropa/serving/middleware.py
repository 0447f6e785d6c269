"""Refuses who asks too often for what is costly: a page that says when to come back, status 429."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string

from .addresses import client_address
from .rate_limits import RateLimit

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
PROBLEM_TYPE = "application/problem+json"
# By which scripts of any site may read what the API answers.
OPEN_TO_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Retry-After",
}
LISTS_FOR_PROGRAMS = "lists for programs"

_further_lists: set[str] = set()


class RateLimits:
    """Count requests by the client's address against the rates of `settings.RATES`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._limits = {name: RateLimit(rate) for name, rate in settings.RATES.items()}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Return the refusal, once it is known which view would answer; nothing if it may."""
        rate = rate_of(request) if settings.RATES_APPLY else None
        if rate is None:
            return None
        seconds = self._limits[rate].seconds_to_wait(client_address(request))
        return too_many(request, seconds) if seconds else None


def rate_of(request: HttpRequest) -> str | None:
    """Return the name of the rate that a request counts against, or nothing if there is none.

    A session's cookie may be made up, so who sends one is bounded as well, only less.
    """
    match = request.resolver_match
    if match is None:
        return None
    if request.method not in SAFE_METHODS:
        is_signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        is_sign_in = match.view_name in settings.SIGN_IN_VIEWS
        return "forms of staff" if is_signed_in and not is_sign_in else "forms of visitors"
    return rate_of_view(match.view_name)


def rate_of_view(name: str) -> str | None:
    """Return the name of the rate that reading a view counts against, if there is one."""
    if name in _further_lists:
        return LISTS_FOR_PROGRAMS
    found: str | None = settings.RATES_OF_VIEWS.get(name)
    return found


def limit_lists_for_programs(name: str) -> None:
    """Count a view of another application, by its name, like the lists of the API."""
    _further_lists.add(name)


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """Return the answer to who has asked too often: a page, or to a program RFC 9457's details."""
    status = HTTPStatus.TOO_MANY_REQUESTS
    match = request.resolver_match
    response: HttpResponse
    if match is not None and match.namespaces[:1] == ["api"]:
        detail = f"Too many requests came from your address. Ask again in {seconds} seconds."
        problem = {
            "type": "about:blank",
            "title": status.phrase,
            "status": status,
            "detail": detail,
        }
        response = JsonResponse(
            problem, status=status, content_type=PROBLEM_TYPE, headers=OPEN_TO_ALL
        )
    else:
        # Without the request: a page that is refused asks no database, not even for its menus.
        response = HttpResponse(render_to_string("429.html", {"seconds": seconds}), status=status)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response
