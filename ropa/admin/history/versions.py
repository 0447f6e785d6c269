"""Frozen versions: to read, never to change."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ropa import permissions
from ropa.dates import minute_in_words
from ropa.documents.wording import upper_first
from ropa.models import Notice, ProcessingActivity, Version

from ..shared.access import RoleModelAdmin
from .comparing import CannotCompare, comparison, other_versions, version_before

COMPARE = "admin/ropa/version/compare.html"


@admin.register(Version)
class VersionAdmin(RoleModelAdmin):
    """What was approved and published, by whom and why, and what changed from one to another."""

    list_display = ("subject", "kind", "number", "when", "who", "reason")
    list_select_related = ("activity", "notice")
    list_filter = ("is_public", "created_at")
    search_fields = ("activity__reference", "activity__title", "notice__title", "reason")
    fields = (
        "subject",
        "number",
        ("when", "who"),
        "why",
        "for_the_public",
        ("is_public", "is_in_force", "is_own_work"),
        "digest",
        ("sequence", "schema_version"),
        "row_hash",
        "previous_hash",
        "shown_document",
    )
    readonly_fields = ("subject", "when", "who", "why", "for_the_public", "shown_document")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        versions = super().get_queryset(request).select_related("activity", "notice")
        if request.user.has_perm(permissions.KEEP_WHOLE_REGISTER):
            return versions
        return versions.filter(
            Q(activity__in=permissions.rows(request.user, ProcessingActivity.objects.all()))
            | Q(notice__in=permissions.rows(request.user, Notice.objects.all()))
        )

    @admin.display(description="when", ordering="created_at")
    def when(self, version: Any) -> str:
        return minute_in_words(version.created_at)

    @admin.display(description="who", ordering="created_by_name")
    def who(self, version: Any) -> str:
        return str(version.created_by_name)

    @admin.display(description="why")
    def why(self, version: Any) -> str:
        return str(version.reason)

    @admin.display(description="what has changed, for the public")
    def for_the_public(self, version: Any) -> str:
        return str(version.change_note)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        return [self.row_path("compare", self.compare_view), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        version = context["original"]
        context |= self.choices(version, other_versions(version))
        return super().render_change_form(request, context, *args, **kwargs)

    def compare_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what differs between this version and another one, or what stands now.

        Without `with` in the address, the other one is the version before.
        """
        version = self.row_or_404(request, object_id)
        others = other_versions(version)
        before = version_before(version, others)
        wanted = request.GET.get("with", str(before.pk) if before else "")
        context = {**self.choices(version, others), "wanted": wanted}
        try:
            compared = comparison(version, others, wanted)
        except CannotCompare as refusal:
            context["refusal"] = refusal
            return self.render_page(request, COMPARE, version, "Compare this version", **context)
        return self.render_page(
            request, COMPARE, version, compared.title, **context, compared=compared
        )

    def choices(self, version: Version, others: list[Version]) -> dict[str, Any]:
        """Return what a page needs to offer comparisons."""
        return {"others": others, "before": version_before(version, others)}

    @admin.display(description="of what")
    def subject(self, version: Any) -> str:
        return str(version.subject)

    @admin.display(description="kind")
    def kind(self, version: Any) -> str:
        return "Entry" if version.activity_id else upper_first(version.notice.noun)

    @admin.display(description="document")
    def shown_document(self, version: Any) -> SafeString:
        text = json.dumps(json.loads(version.document), indent=2, ensure_ascii=False)
        return format_html(
            "<details><summary>Show the whole document</summary>"
            '<pre class="document" tabindex="0">{}</pre></details>',
            text,
        )
