"""What people and programs get where a document is not the one that was frozen."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

from ropa.documents.damage import report_damage
from ropa.models.versions import DamagedDocument


class DamagedDocuments:
    """Show a page that says so in place of one made from a damaged document, and report it.

    It costs nothing where no document is read: whoever makes a page from one looks at its digest.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the answer if a view met a damaged document."""
        if not isinstance(error, DamagedDocument):
            return None
        report_damage(error)
        namespaces = request.resolver_match.namespaces if request.resolver_match else []
        if namespaces[:1] == ["api"]:
            from ropa.api.serving import damaged_answer

            return damaged_answer(request)
        is_public = bool(namespaces) and namespaces[0] in settings.PUBLIC_NAMESPACES
        context = {
            "sequence": error.sequence,
            "site_header": settings.REGISTER_NAME,
            "site_title": settings.REGISTER_NAME,
            "title": "This document is not the one that was frozen",
        }
        template = "damaged.html" if is_public else "admin/damaged.html"
        page = render_to_string(template, context)
        response = HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
        response.headers["Cache-Control"] = "no-store"
        return response
