"""Decide about several rows at once: approve, publish, review."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from ropa import permissions
from ropa.accounts.step_up import require_fresh_sign_in
from ropa.actions.approving import approve_activities
from ropa.actions.publishing import publish_notices
from ropa.actions.refusal import Refused
from ropa.actions.reviewing import NOTHING_CHANGED, review_activities
from ropa.documents.status import State, notice_statuses
from ropa.documents.waiting_entries import WaitingEntry, waiting_for_approval
from ropa.documents.wording import notices_in_words
from ropa.models import Notice, ProcessingActivity
from ropa.models.reviews import due_reviews, months_after, review_due
from ropa.monitoring import events

from ..shared.access import allowed
from ..shared.texts import Prose
from .pages import DecisionForm

REVIEWS_AHEAD_MONTHS = 1


class ReviewForm(forms.Form):
    """One note for all entries that are recorded as reviewed."""

    reason = Prose(
        label="What you looked at",
        initial=NOTHING_CHANGED,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say in a word what you looked at."},
    )


def bulk_approve(request: HttpRequest) -> HttpResponse:
    """Show every entry that waits for approval, before and after; approve those chosen.

    `?uses=CODE` keeps those whose document names that row of reference data.
    """
    _require_permission(request, "approve", ProcessingActivity)
    reach = permissions.rows(request.user, ProcessingActivity.objects.select_related("team"))
    waiting = waiting_for_approval(reach)
    uses = request.GET.get("uses", "")
    if uses:
        waiting = [each for each in waiting if _mentions(each, uses)]
    chosen = _chosen_rows(request, [each.activity for each in waiting])
    form = DecisionForm(_post_data(request), label_suffix="")
    seen = {each.activity.pk: request.POST.get(f"seen-{each.activity.pk}", "") for each in waiting}

    def act(**answers: Any) -> str:
        versions = approve_activities(
            activities=chosen,
            by=request.user,  # type: ignore[arg-type]
            reason=answers["reason"],
            change_note=answers["change_note"],
            seen=seen,
        )
        return f"Approved {_count_of(len(versions), 'entry', 'entries')}."

    return _decision_page(
        request,
        "admin/bulk_decisions/approve.html",
        "Approve together",
        form,
        chosen,
        act=act,
        next_page="admin:publications",
        # What changed only because of one change of reference data; the rest is chosen by hand.
        preselected=[
            each.activity
            for each in waiting
            if uses and each.approved_json and each.status.state is State.CHANGED
        ],
        waiting=waiting,
        uses=uses,
    )


def bulk_publish(request: HttpRequest) -> HttpResponse:
    """Show every notice whose entries were approved anew; publish those chosen with one note."""
    _require_permission(request, "publish", Notice)
    rows = list(
        permissions.rows(request.user, Notice.objects.select_related("organisation", "team"))
    )
    statuses = notice_statuses(rows)
    waiting = [
        (row, statuses[row.pk])
        for row in rows
        if statuses[row.pk].state in {State.OUT_OF_DATE, State.SUBMITTED}
        and statuses[row.pk].digest
    ]
    chosen = _chosen_rows(request, [row for row, _ in waiting])
    form = DecisionForm(_post_data(request), label_suffix="")
    form.fields["change_note"].required = True
    form.fields["change_note"].error_messages["required"] = (
        "Say in a sentence what has changed: people who read it before will want to know."
    )

    def act(**answers: Any) -> str:
        publish_notices(
            notices=chosen,
            by=request.user,  # type: ignore[arg-type]
            reason=answers["reason"],
            change_note=answers["change_note"],
        )
        return f"Published {notices_in_words(chosen)}."

    return _decision_page(
        request,
        "admin/bulk_decisions/publish.html",
        "Publish together",
        form,
        chosen,
        act=act,
        next_page="admin:index",
        preselected=[row for row, _ in waiting],
        waiting=waiting,
    )


def bulk_review(request: HttpRequest) -> HttpResponse:
    """Show the entries whose review is due; record those chosen as reviewed, nothing changed."""
    _require_permission(request, "review", ProcessingActivity)
    today = timezone.localdate()
    reach = permissions.rows(request.user, ProcessingActivity.objects.select_related("team"))
    entries = list(due_reviews(reach, months_after(today, REVIEWS_AHEAD_MONTHS)))
    chosen = _chosen_rows(request, entries)
    form = ReviewForm(_post_data(request), label_suffix="")

    def act(**answers: Any) -> str:
        done = review_activities(
            activities=chosen,
            by=request.user,  # type: ignore[arg-type]
            reason=answers["reason"],
        )
        return f"Recorded {_count_of(len(done), 'entry', 'entries')} as reviewed."

    return _decision_page(
        request,
        "admin/bulk_decisions/review.html",
        "Reviews due",
        form,
        chosen,
        act=act,
        next_page="admin:index",
        needs_fresh_sign_in=False,
        waiting=[(entry, review_due(entry)) for entry in entries],
        today=today,
    )


def _decision_page(
    request: HttpRequest,
    template: str,
    title: str,
    form: Any,
    chosen: Sequence[Any],
    *,
    act: Callable[..., str],
    next_page: str,
    needs_fresh_sign_in: bool = True,
    preselected: Sequence[Any] = (),
    **context: Any,
) -> HttpResponse:
    """Show the page of a bulk decision, or take the decision and go on to `next_page`.

    `act` takes the form's answers as keywords and returns the message to show. A refusal is shown
    on the page, with what was chosen and typed. `preselected` rows are ticked when it opens.
    """
    refused: Refused | None = None
    if request.method == "POST" and not chosen:
        refused = Refused("Choose at least one.")
    elif len(set(request.POST.getlist("chosen"))) > len(chosen):
        refused = Refused(
            "Some of those you chose do not wait any more: somebody else has decided about them. "
            "Look at the others, and decide again."
        )
    elif request.method == "POST" and form.is_valid():
        if needs_fresh_sign_in:
            require_fresh_sign_in(request)
        try:
            messages.success(request, act(**form.cleaned_data))
        except Refused as refusal:
            refused = refusal
            events.record("decision.refused", outcome="refused", rows=len(chosen))
        else:
            return HttpResponseRedirect(reverse(next_page))
    page_context = {
        **admin.site.each_context(request),
        "title": title,
        "form": form,
        "refused": refused,
        "chosen": chosen if request.method == "POST" else preselected,
        **context,
    }
    return TemplateResponse(request, template, page_context)


def _require_permission(request: HttpRequest, verb: str, model: Any) -> None:
    if not allowed(request, verb, model):
        raise PermissionDenied(permissions.may(request.user, verb, model).reason)


def _post_data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _chosen_rows[S](request: HttpRequest, rows: Sequence[S]) -> list[S]:
    keys = set(request.POST.getlist("chosen"))
    return [row for row in rows if str(row.pk) in keys]  # type: ignore[attr-defined]


def _mentions(waiting: WaitingEntry, code: str) -> bool:
    """Say whether the entry names, or named when it was approved, a row with this code."""
    mark = f'"code":"{code}"'
    return mark in waiting.approved_json or mark in waiting.current_json


def _count_of(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"
