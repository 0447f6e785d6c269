"""Notices: their own words, their sections, and publishing them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ropa.actions.publishing import entries_to_approve
from ropa.documents.notices import draft_notice_document, draft_notice_documents
from ropa.documents.page_contexts import notice_context
from ropa.documents.policy_documents import policy_document_context, policy_followed
from ropa.documents.status import State, Status, notice_statuses
from ropa.models import Notice, NoticeSection, PrincipleStatement, SectionActivity
from ropa.models.reviews import with_last_review

from ..decisions.pages import DecisionPage
from ..entries.filters import FoundProblems, StandsAs
from ..entries.findings import findings_of_notices, with_open_links
from ..entries.records import RecordAdmin
from ..shared.access import allowed
from ..shared.chapters import FormChapter
from ..shared.filters import ReachableTeam
from ..shared.links import link, page_url
from ..shared.parts import LongParts, ShortParts
from .decisions import NOTICE_DECISIONS
from .filters import PolicyReviewOverdue


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


class Principles(LongParts):
    model = PrincipleStatement
    verbose_name = "principle"
    verbose_name_plural = "principles"
    fields = ["principle", "text", "to_be_supplied", "position"]


SECTIONS = FormChapter(
    "Sections", "Its parts, in the order the public reads them.", (), (Sections,)
)
CHAPTERS = (
    FormChapter(
        "This notice",
        "Its own words. What is done with data, who gets it and how long it is kept come from the "
        "entries in its sections.",
        fields=(
            "kind",
            "title",
            "slug",
            ("organisation", "team"),
            "applies_to",
            "summary",
            "introduction",
            "follows",
            "internal_note",
        ),
    ),
    SECTIONS,
)
POLICY_CHAPTERS = (
    replace(CHAPTERS[0], title="This document"),
    FormChapter(
        "Principles",
        "What you do so that each principle is kept (Schedule 1 paragraph 39). The conditions, the "
        "lawful bases and the periods come from the entries.",
        parts=(Principles,),
    ),
    SECTIONS,
)


@admin.register(Notice)
class NoticeAdmin(RecordAdmin):
    """The page of a notice, and publishing it."""

    chapters = CHAPTERS
    decision_pages = NOTICE_DECISIONS
    change_form_template = "admin/ropa/notice/change_form.html"
    list_display = ("title", "kind", "organisation", "team", "state", "checks", "review")
    list_select_related = ("organisation", "team", "standing")
    list_filter = (StandsAs, FoundProblems, "kind", ReachableTeam, PolicyReviewOverdue)
    search_fields = ("title", "slug", "organisation__name")
    autocomplete_fields = ("organisation", "follows")
    prepopulated_fields = {"slug": ("title",)}

    def chapters_of(self, obj: Any) -> tuple[FormChapter, ...]:
        return POLICY_CHAPTERS if obj and obj.is_policy_document else CHAPTERS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_last_review(super().get_queryset(request))

    def work_out(self, row: Any) -> None:
        row.current_status = notice_statuses([row])[row.pk]
        row.current_findings = findings_of_notices([row], draft_notice_documents([row]))[row.pk]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        # What it is was said when it was made; its address may have been noted down since.
        fixed = ("kind", "slug") if _was_published(obj) else ("kind",)
        return (*fields, *fixed) if obj else fields

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def extra_context_of(self, request: HttpRequest, notice: Any) -> dict[str, Any]:
        verb = "Change" if self.has_change_permission(request, notice) else "View"
        context = super().extra_context_of(request, notice)
        found = with_open_links({notice: context["findings"]}, request.user)
        return {
            **context,
            "findings": found[notice],
            "title": f"{verb} {notice.noun}",
            "has_public_page": notice.current_status.number > 0,
            "add_section_url": f"{reverse('admin:ropa_noticesection_add')}?notice={notice.pk}"
            if self.has_change_permission(request, notice)
            else "",
        }

    def decisions_offered(
        self, request: HttpRequest, row: Any, status: Status
    ) -> Iterable[DecisionPage]:
        """Return the decisions there are; publishing also while entries wait for approval, which
        it can take with it."""
        offered = [*super().decisions_offered(request, row, status)]
        if (
            status.state is State.PUBLISHED
            and allowed(request, "publish", row)
            and entries_to_approve(row)
        ):
            offered += [page for page in self.decision_pages if page.verb == "publish"]
        return offered

    def status_of(self, row: Any) -> Status:
        return notice_statuses([row])[row.pk]

    def saved_message(self, notice: Any) -> SafeString:
        return format_html(
            'Saved “{}”. <a href="{}">See what the public would read</a>.',
            notice,
            page_url(notice, "preview"),
        )

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show it as it would read if all its entries were approved as they stand; of a policy
        document, staff also read whether it is followed."""
        notice = self.row_or_404(request, object_id)
        document, back = draft_notice_document(notice), {"staff_url": page_url(notice)}
        if document.is_policy_document:
            followed = policy_followed([item.document for item in document.activities])
            context = policy_document_context(document, None) | back | {"followed": followed}
            return TemplateResponse(request, "public/policy-document.html", context)
        return TemplateResponse(
            request, "public/notice.html", notice_context(document, None) | back
        )


def _was_published(notice: Any) -> bool:
    """Say whether people may have noted the address down. Asked again, it costs nothing."""
    if notice is None:
        return False
    was_published: bool | None = notice.__dict__.get("_was_published")
    if was_published is None:
        was_published = notice.__dict__["_was_published"] = notice.versions.exists()
    return was_published
