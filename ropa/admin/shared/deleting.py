"""Refusing to delete a row that is in use, with a list of its uses."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html

from .links import link
from .uses import Use, uses_of


class ProtectedDeletion(admin.ModelAdmin):
    """An admin that says in words what stands in the way of deleting a row."""

    delete_confirmation_template = "admin/deleting.html"

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        if uses := [use for row in objs for use in uses_of(row)]:
            # What cannot be deleted by anybody is no question of permissions.
            lacking, protected = set(), [_use_in_words(use) for use in uses]
        return deleted, counts, lacking, protected

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> Any:
        versions = getattr(context["object"], "versions", None)
        context["has_versions"] = versions is not None and versions.exists()
        return super().render_delete_form(request, context)


def _use_in_words(use: Use) -> Any:
    place_link = link(use.url, use.owner)
    times = f" ({use.times} times)" if use.times > 1 else ""
    return format_html("{}: {}{}", place_link, use.place, times)
