"""Frozen versions: to read, never to change."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ropa import permissions
from ropa.models import Notice, ProcessingActivity, Version

from .access import ByRole


@admin.register(Version)
class VersionAdmin(ByRole):
    """What was approved and published, by whom and why."""

    list_display = ("subject", "kind", "number", "created_at", "created_by_name", "reason")
    list_select_related = ("activity", "notice")
    list_filter = ("is_public", "created_at")
    search_fields = ("activity__reference", "activity__title", "notice__title", "reason")
    fields = (
        "subject",
        "number",
        ("created_at", "created_by_name"),
        "reason",
        "change_note",
        "is_public",
        "digest",
        ("sequence", "schema_version"),
        "row_hash",
        "previous_hash",
        "shown_document",
    )
    readonly_fields = ("subject", "shown_document")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        versions = super().get_queryset(request)
        if request.user.has_perm(permissions.KEEP_WHOLE_REGISTER):
            return versions
        return versions.filter(
            Q(activity__in=permissions.rows(request.user, ProcessingActivity.objects.all()))
            | Q(notice__in=permissions.rows(request.user, Notice.objects.all()))
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="of")
    def subject(self, version: Any) -> str:
        return str(version.subject)

    @admin.display(description="kind")
    def kind(self, version: Any) -> str:
        return "Entry" if version.activity_id else "Notice"

    @admin.display(description="document")
    def shown_document(self, version: Any) -> SafeString:
        text = json.dumps(json.loads(version.document), indent=2, ensure_ascii=False)
        return format_html(
            "<details><summary>Show the whole document</summary>"
            '<pre class="document" tabindex="0">{}</pre></details>',
            text,
        )
