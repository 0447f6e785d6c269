"""Inspection regimes in the staff interface, and starting the entry that follows from one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html

from ropa import permissions
from ropa.actions.refusal import Refused
from ropa.admin.model_admin import StaffModelAdmin
from ropa.admin.shared.access import StaffForm
from ropa.admin.shared.chapters import FormChapter
from ropa.admin.shared.filters import ReachableTeam
from ropa.admin.shared.links import page_url
from ropa.admin.shared.parts import LongParts, ShortParts
from ropa.admin.shared.teams import OwnTeamsOnly
from ropa.models import Notice, ProcessingActivity

from .actions import start_entry
from .agreement import disagreements
from .models import InspectionRegime, RegimeParticipant, RegimePower, ServiceType


class ServiceTypes(ShortParts):
    model = ServiceType
    verbose_name = "service or place"
    verbose_name_plural = "services and places"


class Participants(LongParts):
    model = RegimeParticipant
    verbose_name = "inspectorate"
    verbose_name_plural = "inspectorates"


class Powers(LongParts):
    model = RegimePower
    verbose_name = "power"
    verbose_name_plural = "powers"
    fields = [("held_by", "power"), "applied_through", "is_inferred", "position"]


class NoticeChoice(forms.Form):
    """Which notice gets the section of a regime."""

    notice = forms.ModelChoiceField(queryset=Notice.objects.none(), label="In which notice?")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["notice"]
        field.queryset = permissions.rows(
            user, Notice.objects.filter(kind=Notice.Kind.PRIVACY_NOTICE)
        )


class RegimeForm(StaffForm):
    """A regime, whose law by the register’s reading is part of its law."""

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        law = set(given.get("law") or ())
        missing = [str(each) for each in given.get("inferred_law") or () if each not in law]
        if missing and "law" in given:
            names = "; ".join(missing)
            self.add_error("inferred_law", f"Choose it as law of these inspections too: {names}.")
        return given


CHAPTERS = (
    FormChapter(
        "These inspections",
        "What is inspected, and under which law.",
        fields=(
            "title",
            ("slug", "team"),
            "summary",
            "law",
            "inferred_law",
            ("lead", "commissioned_by"),
        ),
    ),
    FormChapter(
        "Kinds of service",
        "The kinds of service and place that are inspected.",
        parts=(ServiceTypes,),
    ),
    FormChapter(
        "Who takes part",
        "Every inspectorate with what it looks at and, if it answers for data, which.",
        parts=(Participants,),
    ),
    FormChapter(
        "Who answers for the data",
        "How the inspectorates share responsibility, and their arrangement.",
        fields=("controllership", "arrangement", "essence"),
    ),
    FormChapter("Powers", "Which power each inspectorate uses.", parts=(Powers,)),
    FormChapter(
        "In the register",
        "The entries these inspections give rise to, and where the public reads about them.",
        fields=("section", "activities", "internal_note"),
    ),
)


@admin.register(InspectionRegime)
class RegimeAdmin(OwnTeamsOnly, StaffModelAdmin):
    """The page of a regime."""

    form = RegimeForm
    chapters = CHAPTERS
    change_form_template = "admin/inspections/inspectionregime/change_form.html"
    list_display = ("title", "lead", "controllership", "in_notice")
    list_select_related = ("lead", "section__notice")
    list_filter = (ReachableTeam, "controllership")
    search_fields = ("title", "slug", "summary", "lead__name", "participants__organisation__name")
    autocomplete_fields = (
        "lead",
        "commissioned_by",
        "law",
        "inferred_law",
        "section",
        "activities",
    )
    prepopulated_fields = {"slug": ("title",)}

    @admin.display(description="section of a notice")
    def in_notice(self, regime: Any) -> str:
        return str(regime.section or "")

    def extra_context_of(self, request: HttpRequest, regime: Any) -> dict[str, Any]:
        may_start = (
            regime.section_id is None
            and self.has_change_permission(request, regime)
            and permissions.may(request.user, "add", ProcessingActivity)
            and permissions.may(request.user, "change", Notice)
        )
        return {
            "disagreements": disagreements(regime),
            "start_form": NoticeChoice(user=request.user) if may_start else None,
            "lacks_powers": may_start and not regime.powers.exists(),
        }

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "essence":
            kwargs["help_text"] = (
                f"Needed when there is more than one controller. {db_field.help_text}"
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_urls(self) -> list[Any]:
        return [self.row_path("start", self.post_only(self.start_view)), *super().get_urls()]

    def start_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Start the entry and the section of the regime, and open the entry."""
        regime = self.row_or_404(request, object_id)
        form = NoticeChoice(request.POST, user=request.user)
        if not form.is_valid():
            messages.error(request, "Choose the notice that gets the section.")
            return HttpResponseRedirect(page_url(regime))
        try:
            entry = start_entry(
                regime=regime,
                by=request.user,  # type: ignore[arg-type]
                notice=form.cleaned_data["notice"],
            )
        except Refused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(page_url(regime))
        messages.success(
            request,
            format_html(
                'Started {} and <a href="{}">its section</a> from <a href="{}">{}</a>. Controllers '
                "and powers are filled in. Say what it is for, and which data it needs.",
                entry,
                page_url(regime.section),
                page_url(regime),
                regime,
            ),
        )
        return HttpResponseRedirect(page_url(entry))
