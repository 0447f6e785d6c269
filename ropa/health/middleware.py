"""Answers `/health/live/` and `/health/ready/` before anything else looks at the request.

So they answer whatever name the register is asked by, over plain HTTP, and without a session: the
container asks itself, as 127.0.0.1.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, JsonResponse

from .readiness import Examiner

LIVE, READY = "/health/live/", "/health/ready/"
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class HealthChecks:
    """`live`: the process answers. `ready`: what it needs is there, as ropa.health.checks says."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.examiner = Examiner()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info not in {LIVE, READY}:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"], headers=HEADERS)
        if request.path_info == LIVE:
            return JsonResponse({"status": "ok"}, headers=HEADERS)
        found = self.examiner.readiness()
        answer = {
            "status": found.word,
            "checks": {name: "failed" if body else "ok" for name, body in found.problems.items()},
        }
        status = HTTPStatus.OK if found.is_ready else HTTPStatus.SERVICE_UNAVAILABLE
        return JsonResponse(answer, status=status, headers=HEADERS)
