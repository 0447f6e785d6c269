"""How every address of the API is served: to be read from anywhere, and for nothing else."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from .answering import Unusable
from .problems import not_allowed, not_found, wrong_parameters

type View = Callable[..., HttpResponseBase]


def served(view: View) -> View:
    """Return a view that is asked with GET and HEAD alone, by pages of any other site as well.

    What is answered is public and nobody is known by a cookie, so whoever asks may read it.
    """

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponseBase:
        response = _answered(view, request, named)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Retry-After"
        return response

    return answer


def missing(request: HttpRequest, **_named: str) -> HttpResponseBase:
    """Say that nothing is at this address."""
    return not_found(request)


def _answered(view: View, request: HttpRequest, named: dict[str, Any]) -> HttpResponseBase:
    asked_with = request.method
    if asked_with not in {"GET", "HEAD"}:
        return not_allowed(request)
    # Operations are declared for GET alone: HEAD is the same answer without its content.
    request.method = "GET"
    try:
        return view(request, **named)
    except Unusable as error:
        return wrong_parameters(request, error.errors)
    finally:
        request.method = asked_with
