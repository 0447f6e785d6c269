"""One row of reference data takes the place of another: the page that shows what it touches."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ropa import permissions
from ropa.actions.planning import may_decide_ahead, plan_replacement, take_back
from ropa.actions.refusal import Refused
from ropa.actions.superseding import REASON_LENGTH, supersede
from ropa.dates import day_in_words
from ropa.digits import whole_number
from ropa.models import Notice, PlannedReplacement, ProcessingActivity
from ropa.models.authors import SUPERSEDING
from ropa.monitoring import events

from ..shared.choices import SelectOne
from ..shared.days import Day
from ..shared.links import page_url
from ..shared.row_pages import RowPages
from ..shared.texts import LONGEST_NOTE, Prose
from ..shared.uses import Use, prose_naming, uses_of

REPLACES = "replaces"
# The history keeps the reason whole, behind the words that say what was done.
_LONGEST_REASON = REASON_LENGTH - len(SUPERSEDING)
# What a successor does not start with: when it is right to use it, and who looked.
_NOT_CARRIED = {
    "code",
    "is_regulator",
    "review_due_on",
    "reviewed_on",
    "signed_on",
    "source_read",
    "superseded_by",
    "valid_from",
    "valid_to",
    "verified_on",
}


class SupersedingForm(forms.Form):
    """What takes the place of a row, from which day, and why."""

    successor: Any = forms.ModelChoiceField(
        queryset=None,
        label="What takes its place",
        error_messages={"required": "Choose what takes its place."},
    )
    from_day = Day(
        label="From which day",
        help_text="Today, or a day to come: nobody reads it earlier. The day before is the last on "
        "which the old one is right.",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Say from which day."},
    )
    reason = Prose(
        label="Why",
        help_text="Staff and auditors read this in the history of every entry it touches. At most "
        f"{_LONGEST_REASON} characters.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=_LONGEST_REASON,
        error_messages={"required": "Say why: auditors will ask."},
    )

    approve = forms.BooleanField(
        label="Approve the entries, and publish the notices and policy documents, on that day",
        help_text="For a day to come. What is approved and published then is approved and "
        "published again with this change; everything else waits for a decision, and "
        "people read the change from the day of that decision.",
        required=False,
    )
    change_note = Prose(
        label="What changes, for the public",
        help_text="A sentence that people read beside the new versions.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST_NOTE,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        rows: QuerySet[Any],
        widget: Any,
        may_decide: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        if not may_decide:
            del self.fields["approve"], self.fields["change_note"]
        field: Any = self.fields["successor"]
        field.queryset = rows
        field.widget = widget
        widget.choices = field.choices

    def clean_from_day(self) -> date:
        day: date = self.cleaned_data["from_day"]
        if day < timezone.localdate():
            raise forms.ValidationError(
                "That day has passed. Choose today or a day to come; if it ended earlier, set its "
                "last day on its page."
            )
        return day

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("approve") and not self.cleaned_data.get("change_note"):
            self.add_error("change_note", "Say in a sentence what changes: the public reads it.")


class SupersedingPage(RowPages):
    """An admin of reference data with a page that puts another row in the place of one."""

    def get_urls(self) -> list[Any]:
        return [
            self.row_path("supersede", self.supersede_view),
            self.row_path("take-back", self.post_only(self.take_back_view)),
            *super().get_urls(),
        ]

    def supersede_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show every place that would name another row, and put it there."""
        row = self.row_or_404(request, object_id)
        permissions.require(request.user, "change", row)
        field = self.opts.get_field("superseded_by")
        form = SupersedingForm(
            request.POST if request.method == "POST" else None,
            initial={"from_day": timezone.localdate().isoformat()},
            rows=self.model._default_manager.exclude(pk=row.pk),
            widget=SelectOne(field, self.admin_site),
            may_decide=may_decide_ahead(request.user),  # type: ignore[arg-type]
        )
        uses = uses_of(row)
        refused: Refused | None = None
        if request.method == "POST" and form.is_valid():
            try:
                if form.cleaned_data["from_day"] > timezone.localdate():
                    plan = plan_replacement(row=row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
                    messages.success(request, _planned_message(row, plan, form))
                    return HttpResponseRedirect(page_url(row, "supersede"))
                now = {
                    name: form.cleaned_data[name] for name in ("successor", "from_day", "reason")
                }
                done = supersede(row=row, by=request.user, **now)  # type: ignore[arg-type]
            except Refused as refusal:
                refused = refusal
                events.record("decision.refused", outcome="refused", row=row.pk)
            else:
                successor = form.cleaned_data["successor"]
                messages.success(request, _done_message(row, successor, len(done.moved)))
                if done.unmoved:
                    names = "; ".join(dict.fromkeys(f"“{each}”" for each in done.unmoved))
                    messages.warning(
                        request,
                        f"Left as it is, because both are named: {names}. Take the old one out "
                        "there.",
                    )
                return HttpResponseRedirect(approvals_url(successor))
        return self.render_page(
            request,
            "admin/reference/supersede.html",
            row,
            "Put another in its place",
            form=form,
            refused=refused,
            uses=uses,
            notices=_notices_with(uses),
            prose=prose_naming(row),
            plan=PlannedReplacement.objects.waiting().of(row).first(),
            add_url=f"{reverse(f'admin:{self.opts.app_label}_{self.opts.model_name}_add')}"
            f"?{REPLACES}={row.pk}",
        )

    def take_back_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Take back what was to take the place of a row."""
        row = self.row_or_404(request, object_id)
        plan = PlannedReplacement.objects.waiting().of(row).first()
        if plan is not None:
            take_back(plan=plan, by=request.user)  # type: ignore[arg-type]
            messages.success(request, f"Taken back: nothing takes the place of “{row}”.")
        return HttpResponseRedirect(page_url(row, "supersede"))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Start a successor from what the old row says, but for what is its own."""
        initial = super().get_changeform_initial_data(request)
        row = self.replaced_row(request)
        if row is None:
            return initial
        own = flatten_fieldsets(self.get_fieldsets(request))
        carried = {
            field.name: field.value_from_object(row)
            for field in (*self.opts.concrete_fields, *self.opts.many_to_many)
            if field.name in own and not field.unique and field.name not in _NOT_CARRIED
        }
        return {**carried, **initial}

    def replaced_row(self, request: HttpRequest) -> Any:
        """Return the row that the new one is to replace, if the address names one."""
        key = whole_number(request.GET.get(REPLACES, "")) if request.method == "GET" else None
        return key and self.model._default_manager.filter(pk=key).first()


def _notices_with(uses: list[Use]) -> QuerySet[Notice]:
    """Return the notices that are made of the entries in which something is used."""
    entries = [use.page.pk for use in uses if isinstance(use.page, ProcessingActivity)]
    return Notice.objects.filter(sections__activities__in=entries).distinct()


def approvals_url(row: Any) -> str:
    """Return the address of the page that shows the entries that name `row` and wait."""
    return f"{reverse('admin:approvals')}?uses={row.code}"


def _planned_message(row: Any, plan: PlannedReplacement, form: SupersedingForm) -> SafeString:
    return format_html(
        '<a href="{}">{}</a> takes the place of “{}” on {}. Nothing changes before that day.',
        page_url(form.cleaned_data["successor"]),
        form.cleaned_data["successor"],
        row,
        day_in_words(plan.from_day),
    )


def _done_message(row: Any, successor: Any, count: int) -> SafeString:
    return format_html(
        '<a href="{}">{}</a> takes the place of “{}” in {} {}. Frozen versions still say what they '
        "said. The entries it touches are below, before and after.",
        page_url(successor),
        successor,
        row,
        count,
        "place" if count == 1 else "places",
    )
