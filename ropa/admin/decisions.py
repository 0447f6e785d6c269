"""The pages on which a person decides: approve an entry, publish a notice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from ropa.actions.refusal import Refused
from ropa.models import Version

from .links import page_url
from .texts import Prose


class DecisionForm(forms.Form):
    """Why, for staff, and what changed, for the public."""

    reason = Prose(
        label="Why you decide this now",
        help_text="Staff and auditors read this beside the decision, for as long as it is kept.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why you decide this now: auditors will ask."},
    )
    change_note = Prose(
        label="What has changed, for the public",
        required=False,
        help_text="One or two plain sentences. Leave it empty the first time.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ApprovingForm(DecisionForm):
    """A decision that may take the approval of entries with it."""

    approve_changed = forms.BooleanField(
        label="Approve these entries too",
        required=False,
        help_text="They are approved as they stand now, for the same reason and with the same "
        "note. If one of them cannot be approved, nothing is.",
    )


class Decides(admin.ModelAdmin):
    """An admin with pages beside the form: found, checked and framed in one way."""

    def row_or_404(self, request: HttpRequest, object_id: str) -> Any:
        """Return the row if it is within the person's reach, or raise `Http404`."""
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        return row

    def posted(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """Return the view for those who press its button; whoever comes by its address alone,
        after signing in again for instance, is led to the page with the button."""

        def led(request: HttpRequest, object_id: str) -> HttpResponse:
            if request.method == "POST":
                return view(request, object_id)
            return HttpResponseRedirect(page_url(self.row_or_404(request, object_id)))

        return led

    def page(
        self, request: HttpRequest, template: str, row: Any, title: str, **context: Any
    ) -> TemplateResponse:
        """Return a page about `row` inside the staff interface."""
        return TemplateResponse(
            request,
            template,
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "original": row,
                "title": title,
                "subtitle": str(row),
                **context,
            },
        )

    def decide(
        self,
        request: HttpRequest,
        row: Any,
        *,
        title: str,
        template: str,
        act: Callable[..., Version],
        done: str,
        form_class: type[DecisionForm] = DecisionForm,
        initial: dict[str, Any] | None = None,
        **context: Any,
    ) -> HttpResponse:
        """Show the page of a decision, or take it: `act` gets the reason and the change note.

        A refusal is shown as a message on the same page, with nothing lost.
        """
        posted = request.POST if request.method == "POST" else None
        form = form_class(posted, initial=initial, label_suffix="")
        if request.method == "POST" and form.is_valid():
            try:
                version = act(by=request.user, **form.cleaned_data)
            except Refused as refused:
                messages.error(request, str(refused))
            else:
                messages.success(request, done.format(number=version.number))
                return HttpResponseRedirect(page_url(row))
        return self.page(request, template, row, title, form=form, **context)
