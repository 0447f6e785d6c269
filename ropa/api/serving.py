"""Serve every address of the API: read only, from any origin."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from ropa.serving.middleware import OPEN_TO_ALL

from .problems import damaged, not_allowed, not_found, unavailable, wrong_parameters
from .responses import UnusableParameters

type View = Callable[..., HttpResponseBase]


def served(view: View) -> View:
    """Return a view that is asked with GET and HEAD alone, by pages of any other site as well.

    What is answered is public and nobody is known by a cookie, so whoever asks may read it.
    """

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponseBase:
        return _open_to_all(_answered(view, request, named))

    return answer


def unavailable_answer(request: HttpRequest, retry_after: int) -> HttpResponse:
    """Return that the register cannot be read now, for pages of any site; `retry_after` is in
    seconds."""
    return _open_to_all(unavailable(request, retry_after))


def damaged_answer(request: HttpRequest) -> HttpResponse:
    """Return that what is stored is not what was published, for pages of any site."""
    return _open_to_all(damaged(request))


def nothing_here(request: HttpRequest, **_named: str) -> HttpResponseBase:
    """Say that nothing is at this address."""
    return not_found(request)


def _open_to_all[Response: HttpResponseBase](response: Response) -> Response:
    for name, value in OPEN_TO_ALL.items():
        response.headers[name] = value
    return response


def _answered(view: View, request: HttpRequest, named: dict[str, Any]) -> HttpResponseBase:
    asked_with = request.method
    if asked_with not in {"GET", "HEAD"}:
        return not_allowed(request)
    # Operations are declared for GET alone: HEAD is the same answer without its content.
    request.method = "GET"
    try:
        return view(request, **named)
    except UnusableParameters as error:
        return wrong_parameters(request, error.errors)
    finally:
        request.method = asked_with
