"""Pages of one row beside its form: their addresses, finding the row, and one look for all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from .links import page_url


class RowPages(admin.ModelAdmin):
    """An admin that can have pages of its own beside the form of a row."""

    def row_path(self, page: str, view: Callable[..., HttpResponse]) -> URLPattern:
        """Return the route of a page of one row, for people who are signed in as staff.

        `page` ends the address, and is the name by which `page_url(row, page)` finds it. `view`
        takes the request and `object_id`.
        """
        name = f"{self.opts.app_label}_{self.opts.model_name}_{page}"
        return path(f"<object_id>/{page}/", self.admin_site.admin_view(view), name=name)

    def row_or_404(self, request: HttpRequest, object_id: str) -> Any:
        """Return the row with this key.

        Raises `Http404` if there is none, and `PermissionDenied` if the person may not see it.
        """
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        return row

    def post_only(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """Return `view` for those who press its button, and for others the way to that button.

        Somebody who signs in again comes back by the address alone: a GET leads to the row.
        """

        def post_or_redirect(request: HttpRequest, object_id: str) -> HttpResponse:
            if request.method == "POST":
                return view(request, object_id)
            return HttpResponseRedirect(page_url(self.row_or_404(request, object_id)))

        return post_or_redirect

    def render_page(
        self, request: HttpRequest, template: str, row: Any, title: str, **context: Any
    ) -> TemplateResponse:
        """Return a page about `row` inside the staff interface.

        Its template extends `admin/page.html`, and gets `context` beside the title and the row.
        """
        return TemplateResponse(
            request,
            template,
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "original": row,
                "title": title,
                "subtitle": str(row),
                **context,
            },
        )
