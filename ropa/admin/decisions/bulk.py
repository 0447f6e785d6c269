"""Decide about several rows at once: approve, publish, review."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from ropa import permissions
from ropa.accounts.step_up import require_fresh_sign_in
from ropa.actions.approving import approve_activities
from ropa.actions.deciding import state_phrase
from ropa.actions.publishing import publish_notices
from ropa.actions.refusal import Refused
from ropa.actions.reviewing import NOTHING_CHANGED, review_activities
from ropa.actions.transitions import transition
from ropa.digits import whole_number
from ropa.documents.status import State
from ropa.documents.waiting_entries import WAITING_STATES, waiting_for_approval
from ropa.documents.wording import notices_in_words
from ropa.models import Notice, ProcessingActivity, Team
from ropa.models.reviews import months_after
from ropa.monitoring import events
from ropa.standings.reading import bring_up_to_date, status_of
from ropa.standings.resting import rows_with_code, standings_resting_on

from ..shared.access import allowed
from ..shared.paging import requested_page
from ..shared.texts import LONGEST_NOTE, Prose
from .blocked import blocked_notices
from .pages import DecisionForm

REVIEWS_AHEAD_MONTHS = 1
# What has changed in each entry is worked out for the page; of the others a line is shown.
ENTRIES_ON_A_PAGE, ROWS_ON_A_PAGE = 20, 100
_TO_PUBLISH = (State.OUT_OF_DATE, State.SUBMITTED)


class ReviewForm(forms.Form):
    """One note for all entries that are recorded as reviewed."""

    reason = Prose(
        label="What you looked at",
        initial=NOTHING_CHANGED,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST_NOTE,
        error_messages={"required": "Say in a word what you looked at."},
    )


def bulk_approve(request: HttpRequest) -> HttpResponse:
    """Show the entries that wait for approval, before and after, page by page; approve those
    chosen.

    `?uses=CODE` keeps those that rest on that row of reference data.
    """
    _require_permission(request, "approve", ProcessingActivity)
    outdated = bring_up_to_date()
    reach = permissions.rows(request.user, ProcessingActivity.objects.select_related("team"))
    uses = request.GET.get("uses", "")
    asked = reach.filter(standing__state__in=WAITING_STATES)
    if uses:
        resting = standings_resting_on(rows_with_code(uses))
        asked = asked.filter(standing__in=resting.values("pk"))
    shown = _page(request, asked, reach, ENTRIES_ON_A_PAGE)
    waiting = waiting_for_approval(shown.rows)
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
        reach=reach,
        waiting=waiting,
        uses=uses,
        outdated=outdated,
        **shown.context,
    )


def bulk_publish(request: HttpRequest) -> HttpResponse:
    """Show the notices that would say something else if they were published now, page by page;
    publish those chosen with one note."""
    _require_permission(request, "publish", Notice)
    outdated = bring_up_to_date()
    reach = permissions.rows(
        request.user, Notice.objects.select_related("organisation", "team", "standing__decision")
    )
    asked = reach.filter(standing__state__in=_TO_PUBLISH).exclude(standing__digest="")
    shown = _page(request, asked, asked, ROWS_ON_A_PAGE)
    waiting = [(row, status_of(row.standing)) for row in shown.rows]
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
        reach=reach,
        preselected=[row for row, _ in waiting],
        blocked=blocked_notices(reach),
        waiting=waiting,
        outdated=outdated,
        **shown.context,
    )


def bulk_review(request: HttpRequest) -> HttpResponse:
    """Show the entries whose review is due, page by page; record those chosen as reviewed, nothing
    changed.

    Only what stands as it was approved can be chosen; of the others it is said why not. `?team=`
    keeps those of a team, and `?all=1` ticks all of the page.
    """
    _require_permission(request, "review", ProcessingActivity)
    outdated = bring_up_to_date()
    today = timezone.localdate()
    reach = permissions.rows(request.user, ProcessingActivity.objects.select_related("standing"))
    asked = reach.filter(standing__review_due__lte=months_after(today, REVIEWS_AHEAD_MONTHS))
    teams = Team.objects.filter(pk__in=asked.order_by().values("team"))
    team = whole_number(request.GET.get("team", ""))
    if team is not None:
        asked = asked.filter(team=team)
    shown = _page(request, asked, reach, ROWS_ON_A_PAGE)
    before = transition(ProcessingActivity, "review").before
    entries = [row for row in shown.rows if State(row.standing.state) in before]
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
        reach=reach,
        preselected=entries if request.GET.get("all") else (),
        waiting=[(entry, entry.standing.review_due) for entry in entries],
        others=[
            (row, state_phrase(State(row.standing.state)))
            for row in shown.rows
            if row not in entries
        ],
        teams=teams,
        team=team,
        outdated=outdated,
        **shown.context,
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
    reach: QuerySet[Any],
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
        refused = _no_longer_waiting(request, chosen, reach)
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


def _no_longer_waiting(
    request: HttpRequest, chosen: Sequence[Any], reach: QuerySet[Any]
) -> Refused:
    """Say which of those that somebody chose do not wait any more."""
    posted = {whole_number(key) for key in request.POST.getlist("chosen")} - {None}
    gone = [str(row) for row in reach.filter(pk__in=posted - {row.pk for row in chosen})]
    named = f": {'; '.join(gone)}" if gone else ""
    return Refused(
        f"Some of those you chose do not wait any more{named}. Somebody else has decided about "
        "them, or changed them. Look at the others, and decide again."
    )


def _require_permission(request: HttpRequest, verb: str, model: Any) -> None:
    if not allowed(request, verb, model):
        raise PermissionDenied(permissions.may(request.user, verb, model).reason)


def _post_data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _chosen_rows[S](request: HttpRequest, rows: Sequence[S]) -> list[S]:
    keys = set(request.POST.getlist("chosen"))
    return [row for row in rows if str(row.pk) in keys]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class _ShownPage:
    """The rows of a page, and what the template needs to lead to the others."""

    rows: list[Any]
    context: dict[str, Any]


def _page(
    request: HttpRequest, asked: QuerySet[Any], reach: QuerySet[Any], length: int
) -> _ShownPage:
    """The page that is asked for; with it, of what is decided about, all that lies within reach."""
    paginator = Paginator(asked, length)
    pages = paginator.get_page(requested_page(request))
    rows = list(pages.object_list)
    posted = {whole_number(key) for key in request.POST.getlist("chosen")} - {None}
    if missing := posted - {row.pk for row in rows}:
        rows += reach.filter(pk__in=missing)
    query = QueryDict(mutable=True)
    for name in ("uses", "team"):
        if value := request.GET.get(name, ""):
            query[name] = value
    return _ShownPage(
        rows,
        {
            "pages": pages,
            "page_numbers": paginator.get_elided_page_range(pages.number),
            "query": f"&{query.urlencode()}" if query else "",
        },
    )


def _count_of(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"
