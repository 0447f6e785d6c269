"""Entries of the register."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ropa import permissions
from ropa.actions.approving import approve_activity
from ropa.actions.duplicating import duplicate_activity
from ropa.documents.build import activity_document
from ropa.documents.pages import activity_page
from ropa.documents.status import State, activity_statuses
from ropa.models import ControllerRole, ProcessingActivity, SectionActivity, Version
from ropa.models.grounds import LegalRegime

from .access import ByRole, allowed
from .chapters import InChapters
from .decisions import Decides
from .deleting import RefusesDeletion
from .entry_chapters import ENTRY
from .filters import EverApproved, ForConfirmation, HasGaps, ReachableTeam, ReviewOverdue
from .history import WithHistory
from .links import page_url
from .lists import ListedTogether
from .saving import StaysOnPage
from .searching import search_entries
from .tags import state_tag, tag
from .teams import OwnTeams
from .waiting import waiting_of_activities


@admin.register(ProcessingActivity)
class ActivityAdmin(
    OwnTeams,
    StaysOnPage,
    WithHistory,
    RefusesDeletion,
    ListedTogether,
    Decides,
    InChapters,
    ByRole,
):
    """The page of an entry with all its parts, and what can be done with the entry."""

    chapters = ENTRY
    change_form_template = "admin/ropa/processingactivity/change_form.html"
    list_display = (
        "reference",
        "title",
        "team",
        "legal_regime_short",
        "controllers",
        "state",
        "gaps",
        "review",
    )
    list_display_links = ("reference", "title")
    list_select_related = ("team",)
    list_filter = (
        ReachableTeam,
        "legal_regime",
        "is_public",
        HasGaps,
        ForConfirmation,
        EverApproved,
        ReviewOverdue,
    )
    search_fields = ("reference", "title", "summary")
    search_help_text = (
        "Searches references, titles and summaries, and the names of bodies, data, people, "
        "powers and purposes in the entries."
    )
    ordering = ("reference",)

    # The list

    def look_at(self, rows: list[Any]) -> None:
        statuses, waiting = activity_statuses(rows), waiting_of_activities(rows)
        names: dict[int, list[str]] = {row.pk: [] for row in rows}
        roles = ControllerRole.objects.filter(
            activity__in=rows, role__in=ControllerRole.CONTROLLERS
        )
        for role in roles.select_related("organisation"):
            body = role.organisation
            names[role.activity_id].append(body.short_name or body.name)
        for row in rows:
            row.listed = (statuses[row.pk], waiting[row.pk], names[row.pk])

    @admin.display(description="law", ordering="legal_regime")
    def legal_regime_short(self, row: Any) -> str:
        # The whole name takes four lines; the filter beside the list spells it out.
        return "UK GDPR" if row.legal_regime == LegalRegime.UK_GDPR else "Part 3"

    @admin.display(description="controllers")
    def controllers(self, row: Any) -> str:
        return ", ".join(row.listed[2])

    @admin.display(description="state")
    def state(self, row: Any) -> SafeString:
        return state_tag(row.listed[0])

    @admin.display(description="to be supplied")
    def gaps(self, row: Any) -> str | SafeString:
        count = len(row.listed[1].gaps)
        return tag(str(count), "red") if count else ""

    @admin.display(description="review", ordering="review_due_on")
    def review(self, row: Any) -> str:
        return f"{row.review_due_on:%-d %b %Y}" if row.review_due_on else ""

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

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        entry = super().get_object(request, object_id, from_field)
        if entry is not None and request.method == "GET":
            # To know whether the entry has changed its document is built, and every part read
            # for that stays on the row: the form needs no queries of its own.
            self.look_at([entry])
        return entry

    def extra_context_of(self, request: HttpRequest, entry: Any) -> dict[str, Any]:
        status, waiting, _ = entry.listed
        places = SectionActivity.objects.filter(activity=entry).select_related("section__notice")
        return {
            "status": status,
            "waiting": waiting,
            "places": places.order_by("section__notice__title", "section__position"),
            "has_public_page": status.number
            and Version.objects.newest().public().filter(activity=entry).exists(),
            "may_approve": status.state in {State.DRAFT, State.CHANGED}
            and allowed(request, "approve", entry),
            "may_duplicate": allowed(request, "add", entry),
        }

    def saved_message(self, entry: Any) -> SafeString:
        return format_html(
            'Saved {}. <a href="{}">See what the public would read</a>.',
            entry,
            page_url(entry, "preview"),
        )

    # Pages beside the form

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view
        name = "ropa_processingactivity"
        return [
            path("<object_id>/preview/", page(self.preview_view), name=f"{name}_preview"),
            path("<object_id>/approve/", page(self.approve_view), name=f"{name}_approve"),
            path(
                "<object_id>/duplicate/",
                page(self.posted(self.duplicate_view)),
                name=f"{name}_duplicate",
            ),
            *super().get_urls(),
        ]

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the entry as the public would read it if it were approved as it stands."""
        entry = self.row_or_404(request, object_id)
        return TemplateResponse(
            request, "public/activity.html", activity_page(activity_document(entry), None)
        )

    def approve_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what the entry still waits for, and approve it."""
        entry = self.row_or_404(request, object_id)
        permissions.require(request.user, "approve", entry)
        return self.decide(
            request,
            entry,
            title="Approve this entry",
            template="admin/decisions/approve.html",
            act=partial(approve_activity, activity=entry),
            done=f"Approved {entry} as version {{number}}.",
            status=activity_statuses([entry])[entry.pk],
            waiting=waiting_of_activities([entry])[entry.pk],
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
