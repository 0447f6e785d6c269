"""Entries of the register."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ropa.actions.duplicating import duplicate_activity
from ropa.documents.build import activity_document, activity_documents
from ropa.documents.page_contexts import activity_context
from ropa.documents.remarks import remarks_on
from ropa.documents.status import Status, activity_statuses
from ropa.models import ProcessingActivity, SectionActivity, Version
from ropa.models.grounds import LegalRegime
from ropa.models.reviews import review_due, with_last_review

from ..shared.access import allowed
from ..shared.filters import ReachableTeam
from ..shared.links import page_url
from .chapters import ENTRY
from .decisions import ENTRY_DECISIONS
from .filters import (
    Basis,
    Controller,
    EverApproved,
    FoundProblems,
    Function,
    ReviewOverdue,
    StandsAs,
    StatedBy,
)
from .findings import findings_of_activity
from .pairs import PairsPage
from .records import RecordAdmin
from .searching import search_entries
from .together import ChangeTogetherPage


@admin.register(ProcessingActivity)
class ActivityAdmin(ChangeTogetherPage, PairsPage, RecordAdmin):
    """The page of an entry with all its parts, and what can be done with the entry."""

    chapters = ENTRY
    decision_pages = ENTRY_DECISIONS
    change_form_template = "admin/ropa/processingactivity/change_form.html"
    list_display = (
        "reference",
        "title",
        "team",
        "legal_regime_short",
        "controllers",
        "state",
        "checks",
        "review",
    )
    list_display_links = ("reference", "title")
    list_select_related = ("team", "standing")
    list_filter = (
        StandsAs,
        FoundProblems,
        ReachableTeam,
        Controller,
        Basis,
        Function,
        "legal_regime",
        "capacity",
        "is_public",
        StatedBy,
        EverApproved,
        ReviewOverdue,
    )
    search_fields = ("reference", "title", "summary")
    search_help_text = (
        "Searches references, titles and summaries, and the names of bodies, data, people, "
        "powers, purposes, agreements and systems in the entries."
    )
    ordering = ("reference",)
    autocomplete_fields = ("follows",)

    # The list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_last_review(super().get_queryset(request))

    def work_out(self, row: Any) -> None:
        # Every part read for the document stays on the row: nothing below asks for it again.
        documents = activity_documents([row])
        row.current_status = activity_statuses([row], documents)[row.pk]
        row.current_findings = findings_of_activity(row, documents[row.pk])

    @admin.display(description="law", ordering="legal_regime")
    def legal_regime_short(self, row: Any) -> str:
        # The whole name takes four lines; the filter beside the list spells it out.
        return "UK GDPR" if row.legal_regime == LegalRegime.UK_GDPR else "Part 3"

    @admin.display(description="controllers", ordering="standing__controllers")
    def controllers(self, row: Any) -> str:
        standing = getattr(row, "standing", None)
        return str(standing.controllers) if standing else ""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return search_entries(queryset, search_term), False

    # The form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {
            "reference": ProcessingActivity.objects.next_reference(),
            **super().get_changeform_initial_data(request),
        }

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        # It is the public address of the entry, and of every version of it.
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "reference") if obj else fields

    def extra_context_of(self, request: HttpRequest, entry: Any) -> dict[str, Any]:
        in_sections = SectionActivity.objects.filter(activity=entry)
        places = in_sections.select_related("section__notice").order_by(
            "section__notice__title", "section__position"
        )
        policies = [place for place in places if place.section.notice.is_policy_document]
        return {
            **super().extra_context_of(request, entry),
            "remarks": remarks_on(entry),
            "review_due": review_due(entry),
            "places": [place for place in places if place not in policies],
            "policies": policies,
            "has_public_page": entry.current_status.number
            and Version.objects.newest().public().filter(activity=entry).exists(),
            "may_duplicate": allowed(request, "add", entry),
        }

    def status_of(self, row: Any) -> Status:
        return activity_statuses([row])[row.pk]

    def saved_message(self, entry: Any) -> SafeString:
        return format_html(
            'Saved {}. <a href="{}">See what the public would read</a>.',
            entry,
            page_url(entry, "preview"),
        )

    # Pages beside the form

    def get_urls(self) -> list[Any]:
        return [
            self.row_path("duplicate", self.post_only(self.duplicate_view)),
            *super().get_urls(),
        ]

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the entry as the public would read it if it were approved as it stands."""
        entry = self.row_or_404(request, object_id)
        context = activity_context(activity_document(entry), None)
        return TemplateResponse(
            request, "public/activity.html", context | {"staff_url": page_url(entry)}
        )

    def duplicate_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Start a new draft from this entry and open it."""
        entry = self.row_or_404(request, object_id)
        copy = duplicate_activity(activity=entry, by=request.user)  # type: ignore[arg-type]
        messages.success(
            request,
            format_html(
                'This is {}, a copy of <a href="{}">{}</a> with all its parts. Give it its own '
                "title and change what differs.",
                copy.reference,
                page_url(entry),
                entry,
            ),
        )
        return HttpResponseRedirect(page_url(copy))
