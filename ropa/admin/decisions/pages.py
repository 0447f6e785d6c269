"""Pages on which a person decides about one entry or notice."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect

from ropa import permissions
from ropa.accounts.step_up import require_fresh_sign_in
from ropa.actions.refusal import Refused
from ropa.actions.transitions import transition
from ropa.documents.status import Status
from ropa.monitoring import events

from ..shared.access import allowed
from ..shared.links import page_url
from ..shared.row_pages import RowPages
from ..shared.texts import LONGEST_NOTE, Prose

# What the public reads changes with these.
FRESH_SIGN_IN_VERBS = {"approve", "publish", "withdraw", "retire", "reinstate"}
REASON_REQUIRED = "Say why you decide this now: auditors will ask."


class DecisionForm(forms.Form):
    """The reason, for staff, and the change note, for the public.

    `seen` is the digest of the document that the person was shown.
    """

    reason = Prose(
        label="Why you decide this now",
        help_text="Staff and auditors read this beside the decision, for as long as it is kept.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_NOTE,
        error_messages={"required": REASON_REQUIRED},
    )
    change_note = Prose(
        label="What has changed, for the public",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_NOTE,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class ApprovingForm(DecisionForm):
    """The form of a decision that can approve entries at the same time."""

    approve_changed = forms.BooleanField(
        label="Approve these entries too",
        required=False,
        help_text="They are approved as they stand now, for the same reason and with the same "
        "note. If one of them cannot be approved, nothing is.",
    )


@dataclass(frozen=True)
class DecisionPage:
    """The page on which one kind of decision is taken.

    `act` takes the row, `by` and the form's answers as keywords, and returns the `result` that
    `done`, the message afterwards, can name; `title` can name the row. `public_note` is the help
    text of the change note; without it the form has no change note, and with `needs_note`, or where
    `context` says so, the change note must be filled in. With `checks_seen`, `act` also
    gets the digest `seen`. `context` returns what the template needs, from the request, the row and
    its status.
    """

    verb: str
    button: str
    title: str
    about: str
    done: str
    act: Callable[..., Any]
    reason_label: str = ""
    public_note: str = ""
    needs_note: bool = False
    template: str = "admin/decisions/decide.html"
    is_main: bool = False
    checks_seen: bool = False
    context: Callable[[HttpRequest, Any, Status], dict[str, Any]] = lambda *_: {}


class DecisionPages(RowPages):
    """An admin of rows that are decided about, with a page for each of `decision_pages`."""

    decision_pages: ClassVar[tuple[DecisionPage, ...]] = ()

    def get_urls(self) -> list[Any]:
        return [
            *(
                self.row_path(page.verb, partial(self.decision_view, page=page))
                for page in self.decision_pages
            ),
            *super().get_urls(),
        ]

    @abstractmethod
    def status_of(self, row: Any) -> Status:
        """Return where a row stands now."""

    def decisions_offered(
        self, request: HttpRequest, row: Any, status: Status
    ) -> Iterable[DecisionPage]:
        """Return the decisions that the state of `row` and the person's roles allow."""
        return [
            page
            for page in self.decision_pages
            if status.state in transition(row, page.verb).before
            and allowed(request, page.verb, row)
        ]

    def decision_view(self, request: HttpRequest, object_id: str, page: DecisionPage) -> Any:
        """Show the page of a decision, or take it.

        A refusal is shown on the same page, with nothing lost.
        """
        row = self.row_or_404(request, object_id)
        permissions.require(request.user, page.verb, row)
        status = self.status_of(row)
        context = {"status": status, "seen": status.digest} | page.context(request, row, status)
        form = self._build_form(request, page, context)
        refused: Refused | None = None
        if request.method == "POST" and form.is_valid():
            if page.verb in FRESH_SIGN_IN_VERBS:
                require_fresh_sign_in(request)
            try:
                result = page.act(row, by=request.user, **form.cleaned_data)
            except Refused as refusal:
                refused = refusal
                events.record("decision.refused", outcome="refused", row=row.pk)
                # The page shows what it says now, so that is what the next decision is about.
                form.data = form.data.copy()
                form.data["seen"] = context["seen"]
            else:
                messages.success(request, page.done.format(row=row, result=result))
                return HttpResponseRedirect(page_url(row))
        return self.render_page(
            request,
            page.template,
            row,
            page.title.format(row=row),
            form=form,
            decision=page,
            refused=refused,
            **context,
        )

    def _build_form(self, request: HttpRequest, page: DecisionPage, context: dict[str, Any]) -> Any:
        form_class = context.get("form_class", DecisionForm)
        initial = {"seen": context["seen"]} | context.get("initial", {})
        posted = request.POST if request.method == "POST" else None
        form = form_class(posted, initial=initial, label_suffix="")
        if page.reason_label:
            form.fields["reason"].label = page.reason_label
            form.fields["reason"].error_messages["required"] = "Say it in a sentence or two."
        if page.public_note:
            suggestion = context.get("suggestion")
            example = f" For example: “{suggestion}”" if suggestion else ""
            note = form.fields["change_note"]
            note.help_text = f"{page.public_note}{example}"
            note.required = context.get("needs_note", page.needs_note)
            note.error_messages["required"] = (
                "Say in a sentence what has changed: people who read it before will want to know."
            )
        else:
            del form.fields["change_note"]
        if not page.checks_seen:
            del form.fields["seen"]
        return form
