"""The work on a person's start page: decisions to take, entries to fill in, changes to look at.

It is read from where everything was found to stand last, so that it takes as long in a register of
any size.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest
from django.utils import timezone

from ropa import permissions
from ropa.documents.status import State, Status
from ropa.models import Notice, PlannedReplacement, ProcessingActivity, Standing
from ropa.models.attributed import Subject
from ropa.models.reviews import months_after
from ropa.standings.kept_findings import kept_findings_of
from ropa.standings.reading import Outdated, bring_up_to_date, status_of

from ..entries.findings import RowFindings, kept_findings, with_open_links
from ..shared.access import allowed
from .imported_drafts import imported_drafts_of

ITEMS_SHOWN = 20
# Of these notices all that was found is shown.
NOTICES_SHOWN = 10
REVIEWS_AHEAD_MONTHS = 1


@dataclass(frozen=True)
class WaitingItem:
    """A notice or an entry, where it was found to stand, and what was found in it if that is
    shown."""

    standing: Standing
    findings: RowFindings = field(default_factory=RowFindings)

    @property
    def row(self) -> Subject:
        return self.standing.subject

    @cached_property
    def status(self) -> Status:
        return status_of(self.standing)

    @property
    def due(self) -> date | None:
        return self.standing.review_due

    @property
    def decision_page(self) -> str:
        """The page on which whoever decides takes the decision that is waited for."""
        return "publish" if isinstance(self.row, Notice) else "approve"


@dataclass(frozen=True)
class FirstItems:
    """The first of a list, and how many there are."""

    items: list[WaitingItem] = field(default_factory=list)
    count: int = 0

    def __bool__(self) -> bool:
        return bool(self.items)

    @property
    def left_out(self) -> int:
        return self.count - len(self.items)


@dataclass(frozen=True)
class WaitingWork:
    """Each list is cut at `ITEMS_SHOWN`, that of notices at `NOTICES_SHOWN`. `outdated` says what
    is being worked out again."""

    to_decide: FirstItems = field(default_factory=FirstItems)
    returned: FirstItems = field(default_factory=FirstItems)
    changed: FirstItems = field(default_factory=FirstItems)
    reviews: FirstItems = field(default_factory=FirstItems)
    planned: list[PlannedReplacement] = field(default_factory=list)
    notices: FirstItems = field(default_factory=FirstItems)
    to_mend: FirstItems = field(default_factory=FirstItems)
    imported_drafts: int = 0
    may_approve: bool = False
    may_review: bool = False
    outdated: Outdated = field(default_factory=Outdated)


def waiting_work_of(request: HttpRequest) -> WaitingWork:
    """Return what waits for the person, in a fixed number of queries."""
    if not allowed(request, "view", ProcessingActivity):
        return WaitingWork()
    outdated = bring_up_to_date()
    reach = _within_reach(request)
    lists = _lists(request)
    counts = reach.aggregate(
        **{name: Count("pk", filter=condition) for name, condition in lists.items()}
    )

    def first(name: str, *order: Any, shown: int = ITEMS_SHOWN) -> FirstItems:
        if not counts[name]:
            return FirstItems()
        found = _whole(reach.filter(lists[name])).order_by(*order)[:shown]
        return FirstItems([WaitingItem(each) for each in found], counts[name])

    by_name = (F("activity__reference").asc(nulls_last=True), "notice__title", "pk")
    is_open = lists["to_decide"] | lists["returned"]
    in_state = Window(RowNumber(), partition_by="state", order_by=by_name)
    ranked: Any = _whole(reach.filter(is_open).annotate(place=in_state))
    still_open = ranked.filter(place__lte=ITEMS_SHOWN).order_by("place")
    of_state: dict[str, list[WaitingItem]] = defaultdict(list)
    for each in still_open if counts["to_decide"] or counts["returned"] else ():
        of_state[each.state].append(WaitingItem(each))
    return WaitingWork(
        to_decide=FirstItems(of_state[State.SUBMITTED], counts["to_decide"]),
        returned=FirstItems(of_state[State.RETURNED], counts["returned"]),
        changed=first("changed", *by_name),
        reviews=first("reviews", "review_due", *by_name),
        planned=list(PlannedReplacement.objects.waiting()[:ITEMS_SHOWN]),
        notices=_with_findings(
            request.user, first("notices", "notice__title", "pk", shown=NOTICES_SHOWN)
        ),
        to_mend=first("to_mend", "-must", "-gaps", "-should", "pk"),
        imported_drafts=imported_drafts_of(request.user).count(),
        may_approve=allowed(request, "approve", ProcessingActivity),
        may_review=allowed(request, "change", ProcessingActivity),
        outdated=outdated,
    )


def _within_reach(request: HttpRequest) -> QuerySet[Standing]:
    """Where the entries and notices within the person's reach stand."""
    entries = permissions.rows(request.user, ProcessingActivity.objects.order_by())
    notices = permissions.rows(request.user, Notice.objects.order_by())
    if not entries.query.where and not notices.query.where:
        return Standing.objects.order_by()
    return Standing.objects.order_by().filter(
        Q(activity__in=entries.values("pk")) | Q(notice__in=notices.values("pk"))
    )


def _lists(request: HttpRequest) -> dict[str, Q]:
    """Which standings belong in which list."""
    is_entry, is_notice = Q(activity__isnull=False), Q(notice__isnull=False)
    decides = Q(pk__in=[])
    if allowed(request, "approve", ProcessingActivity):
        decides |= is_entry & _may_decide(request, "activity")
    if allowed(request, "publish", Notice):
        decides |= is_notice & _may_decide(request, "notice")
    soon = months_after(timezone.localdate(), REVIEWS_AHEAD_MONTHS)
    approved = (State.APPROVED, State.PUBLISHED)
    return {
        "to_decide": Q(state=State.SUBMITTED) & decides,
        "returned": Q(state=State.RETURNED, submitted_by=request.user.pk),
        "changed": Q(state=State.CHANGED),
        "reviews": Q(state__in=approved, review_due__lte=soon),
        "notices": is_notice,
        "to_mend": is_entry & (Q(must__gt=0) | Q(gaps__gt=0) | Q(should__gt=0)),
    }


def _may_decide(request: HttpRequest, subject: str) -> Q:
    """What somebody else submitted, or what a team may decide about itself."""
    others = Q(submitted_by__isnull=True) | ~Q(submitted_by=request.user.pk)
    return others | Q(**{f"{subject}__team__approves_own_work": True})


def _whole(standings: QuerySet[Standing]) -> QuerySet[Standing]:
    return standings.select_related(
        "activity__team", "notice__team", "notice__organisation", "decision"
    )


def _with_findings(user: Any, notices: FirstItems) -> FirstItems:
    kept = kept_findings_of(item.standing.key for item in notices.items)
    by_row: dict[Subject, Iterable[Any]] = {
        item.row: [each for each in kept.get(item.standing.key, ()) if each]
        for item in notices.items
    }
    found = with_open_links(kept_findings(by_row), user)
    return FirstItems(
        [WaitingItem(item.standing, found[item.row]) for item in notices.items], notices.count
    )
