"""Sections of a notice: some entries, introduced in plain English."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Max, Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ropa import permissions
from ropa.models import AudienceStatement, Notice, NoticeSection, SectionActivity

from ..model_admin import StaffModelAdmin
from ..shared.access import allowed
from ..shared.chapters import FormChapter
from ..shared.links import page_url
from ..shared.parts import LongParts, ShortParts


class Entries(ShortParts):
    model = SectionActivity
    verbose_name = "entry"
    verbose_name_plural = "entries"
    fields = ["activity", "position"]


class Readers(LongParts):
    model = AudienceStatement
    verbose_name = "group of readers"
    verbose_name_plural = "groups of readers"
    fields = ["heading", ("slug", "people_category"), "text", "position"]


READERS = FormChapter(
    "Groups of readers",
    "What each group is told, in words made for them: “I am a parent of a child who …”.",
    parts=(Readers,),
)
CHAPTERS = (
    FormChapter(
        "This section",
        "What the public reads before the facts that come from the entries.",
        fields=("notice", ("title", "slug"), "covers", "why", "internal_note"),
    ),
    FormChapter(
        "Entries",
        "The entries whose facts this section tells, in order. Only their approved versions are "
        "published.",
        parts=(Entries,),
    ),
    READERS,
)


@admin.register(NoticeSection)
class SectionAdmin(StaffModelAdmin):
    """The page of a section. Who may change the notice may change its sections."""

    chapters = CHAPTERS
    change_form_template = "admin/ropa/noticesection/change_form.html"
    list_display = ("title", "notice", "slug")
    list_select_related = ("notice",)
    search_fields = ("title", "slug", "notice__title")
    prepopulated_fields = {"slug": ("title",)}

    def chapters_of(self, obj: Any) -> tuple[FormChapter, ...]:
        """Return the chapters of its form: a policy document speaks to nobody in particular."""
        speaks = obj is None or not obj.notice.is_policy_document
        return tuple(each for each in CHAPTERS if speaks or each is not READERS)

    def permission_subject(self, obj: Any) -> Model | type[Model]:
        return obj.notice if obj else Notice

    def has_add_permission(self, request: HttpRequest) -> bool:
        return allowed(request, "change", Notice)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return allowed(request, "change", self.permission_subject(obj))

    def has_module_permission(self, request: HttpRequest) -> bool:
        # Sections are reached from their notice.
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        notices = permissions.rows(request.user, Notice.objects.all())
        return super().get_queryset(request).filter(notice__in=notices).select_related("notice")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("notice",) if obj else ()

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "notice":
            field.widget = field.widget.widget
        return field

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            last = NoticeSection.objects.filter(notice=obj.notice).aggregate(Max("position"))
            obj.position = (last["position__max"] or 0) + 1
        super().save_model(request, obj, form, change)

    def extra_context_of(self, request: HttpRequest, section: Any) -> dict[str, Any]:
        return {"notice": section.notice}

    def saved_message(self, section: Any) -> SafeString:
        return format_html(
            'Saved “{}”. <a href="{}">Back to the {}</a>, or '
            '<a href="{}#{}">see what the public would read</a>.',
            section.title,
            page_url(section.notice),
            section.notice.noun,
            reverse("admin:ropa_notice_preview", args=[section.notice_id]),
            section.slug,
        )
