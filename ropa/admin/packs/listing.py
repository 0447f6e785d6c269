"""The page “Starter packs”: which there are, and for whom."""

from __future__ import annotations

from django.contrib.admin import site
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from ropa import permissions
from ropa.packs.reading import read_packs

from ..imports.access import require_view


def starter_packs(request: HttpRequest) -> HttpResponse:
    """Show the packs that come with the register."""
    require_view(request)
    context = {
        "title": "Starter packs",
        "packs": sorted(read_packs().packs.values(), key=lambda pack: pack.name),
        "may_import": permissions.may_import(request.user),
    }
    return TemplateResponse(
        request, "admin/packs/list.html", {**site.each_context(request), **context}
    )
