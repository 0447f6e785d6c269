"""The work on a person's start page: decisions to take, entries to fill in, changes to look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone

from ropa import permissions
from ropa.documents.build import activity_documents
from ropa.documents.notices import approved_and_draft_documents
from ropa.documents.possibly_changed import possibly_changed
from ropa.documents.status import State, Status, activity_statuses, notice_statuses
from ropa.models import Decision, Notice, PlannedReplacement, ProcessingActivity
from ropa.models.reviews import months_after, review_due, with_last_review

from ..entries.findings import Findings, findings_of_activities, findings_of_notices
from ..entries.needs import with_need
from ..shared.access import allowed
from .imported_drafts import imported_drafts_of

ITEMS_SHOWN = 20
# Of these the checks look at every word, which takes its time.
CHECKED = 10
REVIEWS_AHEAD_MONTHS = 1


@dataclass(frozen=True)
class WaitingItem:
    """A notice or an entry, where it stands, and what the checks find in it if they looked."""

    row: Notice | ProcessingActivity
    status: Status
    findings: Findings = field(default_factory=Findings)
    due: date | None = None

    @property
    def submitted_by(self) -> int | None:
        """Who handed it over for approval last."""
        return self.row.submitted_by  # type: ignore[union-attr]

    @property
    def decision_page(self) -> str:
        """The page on which whoever decides takes the decision that is waited for."""
        return "publish" if isinstance(self.row, Notice) else "approve"

    @property
    def need(self) -> tuple[int, int, int]:
        """How much there is to do: what must be done counts most."""
        findings = self.findings
        return len(findings.blocking), len(findings.gaps), len(findings.others)


@dataclass(frozen=True)
class FirstItems:
    """The first of a list, and how many there are."""

    items: list[WaitingItem]
    count: int

    def __bool__(self) -> bool:
        return bool(self.items)

    @property
    def left_out(self) -> int:
        return self.count - len(self.items)


@dataclass(frozen=True)
class WaitingWork:
    """Each list is cut at `ITEMS_SHOWN`, and what the checks look at at `CHECKED`."""

    to_decide: FirstItems = field(default_factory=lambda: _first_items([]))
    returned: FirstItems = field(default_factory=lambda: _first_items([]))
    changed: FirstItems = field(default_factory=lambda: _first_items([]))
    reviews: FirstItems = field(default_factory=lambda: _first_items([]))
    planned: list[PlannedReplacement] = field(default_factory=list)
    notices: list[WaitingItem] = field(default_factory=list)
    notices_left_out: int = 0
    to_mend: FirstItems = field(default_factory=lambda: _first_items([]))
    imported_drafts: int = 0
    may_approve: bool = False
    may_review: bool = False


def waiting_work_of(request: HttpRequest) -> WaitingWork:
    """Return what waits for the person, in a fixed number of queries."""
    if not allowed(request, "view", ProcessingActivity):
        return WaitingWork()
    entries, (notices, notices_left_out) = _entries(request), _notices(request)
    all_items = [*entries, *notices]
    may_approve = allowed(request, "approve", ProcessingActivity)
    may_publish = allowed(request, "publish", Notice)
    may_change = allowed(request, "change", ProcessingActivity)
    today = timezone.localdate()
    return WaitingWork(
        to_decide=_first_items(
            item
            for item in all_items
            if item.status.state is State.SUBMITTED
            and (may_publish if isinstance(item.row, Notice) else may_approve)
            and (item.submitted_by != request.user.pk or item.row.team.approves_own_work)
        ),
        returned=_first_items(
            item
            for item in all_items
            if item.status.state is State.RETURNED and item.submitted_by == request.user.pk
        ),
        changed=_first_items(item for item in entries if item.status.state is State.CHANGED),
        reviews=_first_items(
            sorted(
                (
                    item
                    for item in all_items
                    if _is_soon(item.due) and item.status.state in {State.APPROVED, State.PUBLISHED}
                ),
                key=lambda item: item.due or today,
            )
        ),
        planned=list(PlannedReplacement.objects.waiting()[:ITEMS_SHOWN]),
        notices=notices[:CHECKED],
        notices_left_out=notices_left_out,
        to_mend=_first_items(
            sorted(
                (item for item in entries if item.findings),
                key=lambda item: item.need,
                reverse=True,
            )
        ),
        imported_drafts=imported_drafts_of(request.user).count(),
        may_approve=may_approve,
        may_review=may_change,
    )


def _entries(request: HttpRequest) -> list[WaitingItem]:
    """The entries within reach. The checks look at those that need most."""
    reach = permissions.rows(request.user, ProcessingActivity.objects.select_related("team"))
    rows: list[Any] = list(_with_submitter(with_need(with_last_review(reach)), "activity"))
    neediest = sorted(
        (row for row in rows if row.need is not None), key=lambda row: (row.need, row.reference)
    )[:CHECKED]
    to_build = possibly_changed(rows) | {row.pk for row in neediest}
    documents = activity_documents(row for row in rows if row.pk in to_build)
    statuses = activity_statuses(rows, documents)
    findings = findings_of_activities(neediest, documents)
    return [
        WaitingItem(row, statuses[row.pk], findings.get(row.pk, Findings()), review_due(row))
        for row in rows
    ]


def _notices(request: HttpRequest) -> tuple[list[WaitingItem], int]:
    """The first notices within reach by title, looked at by the checks; then those of the others
    that wait for a decision or a review; and how many there are beside the first."""
    reach = permissions.rows(request.user, Notice.objects.select_related("organisation", "team"))
    rows: list[Any] = list(_with_submitter(with_last_review(reach), "notice"))
    first, others = rows[:CHECKED], rows[CHECKED:]
    waiting = (row for row in others if row.is_open or _is_soon(review_due(row)))
    listed_notices = [*first, *waiting]
    approved, drafts = approved_and_draft_documents(listed_notices)
    statuses = notice_statuses(listed_notices, approved)
    findings = findings_of_notices(first, drafts)
    return [
        WaitingItem(row, statuses[row.pk], findings.get(row.pk, Findings()), review_due(row))
        for row in listed_notices
    ], len(others)


def _with_submitter[S: (ProcessingActivity, Notice)](
    rows: QuerySet[S], subject: str
) -> QuerySet[S]:
    """Add to each row who `submitted_by` handed it over last, and whether it `is_open`: whether
    the newest decision asks for the next one."""
    about = Decision.objects.filter(**{subject: OuterRef("pk")})
    asking = [Decision.Kind.SUBMITTED, Decision.Kind.RETURNED]
    return rows.annotate(
        submitted_by=Subquery(
            about.filter(kind=Decision.Kind.SUBMITTED).order_by("-pk").values("decided_by")[:1]
        ),
        is_open=Exists(about.newest().filter(kind__in=asking)),
    )


def _is_soon(due: date | None) -> bool:
    """Whether a review is due by a day of which staff are told on the start page."""
    return due is not None and due <= months_after(timezone.localdate(), REVIEWS_AHEAD_MONTHS)


def _first_items(items: Iterable[WaitingItem]) -> FirstItems:
    every = list(items)
    return FirstItems(every[:ITEMS_SHOWN], len(every))
