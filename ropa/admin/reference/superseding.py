"""One row of reference data takes the place of another: the page that shows what it touches."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ropa import permissions
from ropa.actions.refusal import Refused
from ropa.actions.superseding import supersede
from ropa.models import Notice, ProcessingActivity
from ropa.monitoring import events

from ..shared.links import page_url
from ..shared.row_pages import RowPages
from ..shared.texts import Prose
from ..shared.uses import Use, uses_of


class SupersedingForm(forms.Form):
    """What takes the place of a row, from which day, and why."""

    successor: Any = forms.ModelChoiceField(
        queryset=None,
        label="What takes its place",
        error_messages={"required": "Choose what takes its place."},
    )
    from_day = forms.DateField(
        label="From which day",
        help_text="The day before is the last on which the old one was right.",
        widget=forms.DateInput(attrs={"type": "date"}),
        input_formats=["%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y"],
        error_messages={
            "required": "Say from which day.",
            "invalid": "That is no day. Write it like 1 April 2027.",
        },
    )
    reason = Prose(
        label="Why",
        help_text="Staff and auditors read this in the history of every entry it touches.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why: auditors will ask."},
    )

    def __init__(self, *args: Any, rows: QuerySet[Any], widget: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        field: Any = self.fields["successor"]
        field.queryset = rows
        field.widget = widget
        widget.choices = field.choices


class SupersedingPage(RowPages):
    """An admin of reference data with a page that puts another row in the place of one."""

    def get_urls(self) -> list[Any]:
        return [self.row_path("supersede", self.supersede_view), *super().get_urls()]

    def supersede_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show every place that would name another row, and put it there."""
        row = self.row_or_404(request, object_id)
        permissions.require(request.user, "change", row)
        field = self.opts.get_field("superseded_by")
        form = SupersedingForm(
            request.POST if request.method == "POST" else None,
            initial={"from_day": timezone.localdate().isoformat()},
            rows=self.model._default_manager.exclude(pk=row.pk),
            widget=AutocompleteSelect(field, self.admin_site),
        )
        uses = uses_of(row)
        refused: Refused | None = None
        if request.method == "POST" and form.is_valid():
            try:
                done = supersede(row=row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            except Refused as refusal:
                refused = refusal
                events.record("decision.refused", outcome="refused", row=row.pk)
            else:
                successor = form.cleaned_data["successor"]
                messages.success(request, _done_message(row, successor, len(done.moved)))
                for unmoved in done.unmoved:
                    messages.warning(
                        request,
                        format_html(
                            "“{}” names both, so it was left as it is. Take the old one out there.",
                            unmoved,
                        ),
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
            add_url=reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add"),
        )


def _notices_with(uses: list[Use]) -> QuerySet[Notice]:
    """Return the notices that are made of the entries in which something is used."""
    entries = [use.page.pk for use in uses if isinstance(use.page, ProcessingActivity)]
    return Notice.objects.filter(sections__activities__in=entries).distinct()


def approvals_url(row: Any) -> str:
    """Return the address of the page that shows the entries that name `row` and wait."""
    return f"{reverse('admin:approvals')}?uses={row.code}"


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
