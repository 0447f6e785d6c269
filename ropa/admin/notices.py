"""Notices: their own words, their sections, and publishing them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ropa import permissions
from ropa.actions.publishing import entries_to_approve, publish_notice
from ropa.documents.notices import draft_notice_document
from ropa.documents.pages import notice_page
from ropa.documents.status import State, notice_statuses
from ropa.models import Notice, NoticeSection, ProcessingActivity, SectionActivity

from .access import ByRole, allowed
from .chapters import Chapter, InChapters
from .decisions import ApprovingForm, Decides, DecisionForm
from .deleting import RefusesDeletion
from .filters import ReachableTeam
from .history import WithHistory
from .links import link, page_url
from .lists import ListedTogether
from .parts import ShortParts
from .saving import StaysOnPage
from .tags import state_tag, tag
from .teams import OwnTeams
from .waiting import waiting_of_notices


class Sections(ShortParts):
    """The sections in their order. Each has a page of its own."""

    model = NoticeSection
    verbose_name = "section"
    verbose_name_plural = "sections"
    fields = ["opens", "entries", "readers", "position"]
    readonly_fields = ["opens", "entries", "readers"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        entries = SectionActivity.objects.select_related("activity")
        sections: QuerySet[Any] = self.model._default_manager.all()
        return sections.prefetch_related(Prefetch("section_activities", entries), "audiences")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="section")
    def opens(self, section: Any) -> SafeString:
        return link(page_url(section), section.title)

    @admin.display(description="entries")
    def entries(self, section: Any) -> str:
        places = section.section_activities.all()
        return ", ".join(place.activity.reference for place in places)

    @admin.display(description="groups of readers")
    def readers(self, section: Any) -> int:
        return len(section.audiences.all())


CHAPTERS = (
    Chapter(
        "This notice",
        "Its own words. What is done with data, who gets it and how long it is kept come from the "
        "entries in its sections.",
        fields=(
            "title",
            "slug",
            ("organisation", "team"),
            "applies_to",
            "summary",
            "introduction",
            "internal_note",
        ),
    ),
    Chapter(
        "Sections", "The parts of the notice, in the order the public reads them.", (), (Sections,)
    ),
)


@admin.register(Notice)
class NoticeAdmin(
    OwnTeams,
    StaysOnPage,
    WithHistory,
    RefusesDeletion,
    ListedTogether,
    Decides,
    InChapters,
    ByRole,
):
    """The page of a notice, and publishing it."""

    chapters = CHAPTERS
    change_form_template = "admin/ropa/notice/change_form.html"
    list_display = ("title", "organisation", "team", "state", "gaps")
    list_select_related = ("organisation", "team")
    list_filter = (ReachableTeam,)
    search_fields = ("title", "slug", "organisation__name")
    autocomplete_fields = ("organisation",)
    prepopulated_fields = {"slug": ("title",)}

    def look_at(self, rows: list[Any]) -> None:
        statuses, waiting = notice_statuses(rows), waiting_of_notices(rows)
        for row in rows:
            row.listed = (statuses[row.pk], waiting[row.pk])

    @admin.display(description="state")
    def state(self, row: Any) -> SafeString:
        return state_tag(row.listed[0])

    @admin.display(description="to be supplied")
    def gaps(self, row: Any) -> str | SafeString:
        count = len(row.listed[1].gaps)
        return tag(str(count), "red") if count else ""

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        notice = super().get_object(request, object_id, from_field)
        if notice is not None and request.method == "GET":
            self.look_at([notice])
        return notice

    def extra_context_of(self, request: HttpRequest, notice: Any) -> dict[str, Any]:
        status, waiting = notice.listed
        return {
            "status": status,
            "waiting": waiting,
            "has_public_page": status.number > 0,
            "may_publish": allowed(request, "publish", notice)
            and (status.state is not State.PUBLISHED or bool(entries_to_approve(notice))),
            "add_section_url": f"{reverse('admin:ropa_noticesection_add')}?notice={notice.pk}"
            if self.has_change_permission(request, notice)
            else "",
        }

    def saved_message(self, notice: Any) -> SafeString:
        return format_html(
            'Saved “{}”. <a href="{}">See what the public would read</a>.',
            notice,
            page_url(notice, "preview"),
        )

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view
        return [
            path("<object_id>/preview/", page(self.preview_view), name="ropa_notice_preview"),
            path("<object_id>/publish/", page(self.publish_view), name="ropa_notice_publish"),
            *super().get_urls(),
        ]

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the notice as it would read if all its entries were approved as they stand."""
        notice = self.row_or_404(request, object_id)
        return TemplateResponse(
            request, "public/notice.html", notice_page(draft_notice_document(notice), None)
        )

    def publish_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what stands in the way and what is still missing, and publish the notice."""
        notice = self.row_or_404(request, object_id)
        permissions.require(request.user, "publish", notice)
        unapproved = entries_to_approve(notice)
        drafts = [entry for entry, state in unapproved.items() if state is State.DRAFT]
        reachable = set(
            permissions.rows(
                request.user, ProcessingActivity.objects.filter(notice_sections__notice=notice)
            )
        )
        may_approve = allowed(request, "approve", ProcessingActivity)
        offered = bool(unapproved) and may_approve and reachable.issuperset(unapproved)
        return self.decide(
            request,
            notice,
            title="Publish this notice",
            template="admin/decisions/publish.html",
            act=partial(publish_notice, notice=notice),
            done=f"Published “{notice}” as version {{number}}.",
            status=notice_statuses([notice])[notice.pk],
            waiting=waiting_of_notices([notice])[notice.pk],
            form_class=ApprovingForm if offered else DecisionForm,
            initial={"approve_changed": not drafts},
            drafts=drafts,
            changed=[entry for entry in unapproved if entry not in drafts],
            reachable=reachable,
            offered=offered,
            blocked=bool(drafts) and not offered,
        )
