"""The JSON Schemas of the register as JSON, at lasting addresses."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from ropa.reports.json_schema import schema

from .caching import cached_by_release

_TYPE = "application/schema+json"


@require_safe
@cached_by_release
def public_register(_request: HttpRequest) -> HttpResponse:
    """Return the JSON Schema of the public record as a file."""
    return _schema(public=True)


@require_safe
@cached_by_release
def whole_register(_request: HttpRequest) -> HttpResponse:
    """Return the schema of what staff and auditors get; it says nothing of what stands there."""
    return _schema(public=False)


def _schema(*, public: bool) -> HttpResponse:
    form = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(schema(public=public), content_type=_TYPE, json_dumps_params=form)
