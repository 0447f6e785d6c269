"""The page that explains the API, made from its OpenAPI document."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ropa.public.caching import cached_by_menus

from .openapi import openapi_document
from .operation_docs import groups, schemas
from .parameters import FARTHEST, MOST_ITEMS, USUAL
from .problem_examples import PROBLEMS


@require_safe
@cached_by_menus
def documentation(request: HttpRequest) -> HttpResponse:
    """Explain how to ask, every operation, and every schema."""
    document = openapi_document()
    context = {
        "document": document,
        "groups": groups(document),
        "schemas": schemas(document),
        "problems": PROBLEMS,
        "site": request.build_absolute_uri("/").rstrip("/"),
        "start": request.build_absolute_uri(reverse("api:v1:root")),
        "usual": USUAL,
        "most": MOST_ITEMS,
        "farthest": f"{FARTHEST:,}",
    }
    return render(request, "api/documentation.html", context)
