"""Change several entries at once, from their list: choose, look at the preview, change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from ropa import permissions
from ropa.actions.changing import EntryChange, change_entries
from ropa.actions.refusal import Refused
from ropa.dates import day_in_words
from ropa.digits import whole_number
from ropa.models import ProcessingActivity, Team
from ropa.models.combined_queries import IdIn
from ropa.models.days import refuse_not_meant
from ropa.monitoring import events

from ..shared.access import allowed
from ..shared.days import Day
from ..shared.row_pages import RowPages
from ..shared.texts import Prose

MOST = 1000
TITLES = {"team": "Team", "review_due_on": "Review due on", "business_function": "Function"}


class ChangeForm(forms.Form):
    """What several entries get, and why. What is left empty stays as it is."""

    team: Any = forms.ModelChoiceField(
        Team.objects.none(), label=TITLES["team"], required=False, empty_label="As it is"
    )
    review_due_on = Day(
        label=TITLES["review_due_on"], required=False, help_text="For example 1 April 2027."
    )
    business_function = forms.CharField(
        label=TITLES["business_function"],
        required=False,
        max_length=ProcessingActivity._meta.get_field("business_function").max_length,
    )
    reason = Prose(
        label="Why",
        help_text="Staff and auditors read this in the history of every entry.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=100,
        error_messages={"required": "Say why: auditors will ask."},
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        field: Any = self.fields["team"]
        field.queryset = permissions.reachable_teams(user)

    def clean_review_due_on(self) -> date | None:
        """Refuse a day of a year too long ago, as the form of an entry does."""
        day: date | None = self.cleaned_data["review_due_on"]
        refuse_not_meant("review_due_on", day)
        return day

    def clean(self) -> None:
        super().clean()
        if not self.errors and not self.change.values():
            raise forms.ValidationError("Say what is to change: leave not all of it as it is.")

    @property
    def is_approved_anew(self) -> bool:
        """Whether what was given stands in what is approved of an entry; for a valid form."""
        return bool(self.change.team or self.change.business_function)

    @property
    def change(self) -> EntryChange:
        """What was given; for a valid form."""
        given = self.cleaned_data
        return EntryChange(
            team=given.get("team"),
            review_due_on=given.get("review_due_on"),
            business_function=given.get("business_function") or None,
        )


@dataclass(frozen=True)
class ChangedEntry:
    """An entry with what becomes of it: what is changed, what it is now, and what it will be."""

    entry: ProcessingActivity
    values: tuple[tuple[str, str, str], ...]


class ChangeTogetherPage(RowPages):
    """The admin of entries with a page that changes those of a list."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.change_together_view)
        return [
            path("change-together/", view, name="ropa_processingactivity_together"),
            *super().get_urls(),
        ]

    def change_together_view(self, request: HttpRequest) -> HttpResponse:
        """Show the entries of the list as it is filtered; then what becomes of those chosen; then
        change them. What filters nothing leads back to the list."""
        if not allowed(request, "change", self.model):
            raise PermissionDenied(permissions.may(request.user, "change", self.model).reason)
        try:
            entries = self._entries(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse("admin:ropa_processingactivity_changelist"))
        posted = request.method == "POST"
        keys = set(request.POST.getlist("chosen"))
        chosen = [entry for entry in entries if str(entry.pk) in keys]
        form = ChangeForm(request.POST if posted else None, user=request.user)
        refused: Refused | None = None
        preview: list[ChangedEntry] = []
        if posted and not keys:
            refused = Refused("Choose at least one entry.")
        elif posted and len(chosen) < len(keys):
            refused = Refused(
                "Some of those you chose are not there any more, or not yours to change. Look at "
                "the others, and choose again."
            )
        elif posted and form.is_valid():
            if "sure" in request.POST:
                try:
                    count = change_entries(
                        entries=chosen,
                        by=request.user,  # type: ignore[arg-type]
                        change=form.change,
                        reason=form.cleaned_data["reason"],
                    )
                except Refused as refusal:
                    refused = refusal
                    events.record("decision.refused", outcome="refused", rows=len(chosen))
                else:
                    names = "entry" if count == 1 else "entries"
                    messages.success(request, f"Changed {count} {names}.")
                    return HttpResponseRedirect(reverse("admin:ropa_processingactivity_changelist"))
            elif "back" not in request.POST:
                preview = [_changed(entry, form.change) for entry in chosen]
        return TemplateResponse(
            request,
            "admin/entries/together.html",
            {
                **self.admin_site.each_context(request),
                "title": "Change several entries",
                "form": form,
                "entries": entries[:MOST],
                "left_out": len(entries) > MOST,
                "most": MOST,
                "chosen": chosen if posted else entries,
                "preview": preview,
                "unchanged": sum(not each.values for each in preview),
                "refused": refused,
            },
        )

    def _entries(self, request: HttpRequest) -> list[Any]:
        """The entries of the list as the address filters it, and those that were chosen there."""
        if request.method == "POST":
            sent = [*request.POST.getlist("chosen"), *request.POST.getlist("shown")]
            keys = {key for each in sent if (key := whole_number(each)) is not None}
            asked = self.get_queryset(request).filter(IdIn("pk", keys))
        else:
            asked = self.get_changelist_instance(request).queryset
        return list(asked.select_related("team").order_by("reference")[: MOST + 1])


def _changed(entry: ProcessingActivity, change: EntryChange) -> ChangedEntry:
    return ChangedEntry(
        entry,
        tuple(
            (TITLES[name], _in_words(getattr(entry, name)), _in_words(value))
            for name, value in change.values().items()
            if getattr(entry, name) != value
        ),
    )


def _in_words(value: Any) -> str:
    return (day_in_words(value) if hasattr(value, "year") else str(value or "")) or "nothing"
