"""What waits on a person's desk: their notices and entries, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, When
from django.http import HttpRequest

from ropa import permissions
from ropa.documents.status import Status, activity_statuses, notice_statuses
from ropa.models import (
    Condition,
    Notice,
    ProcessingActivity,
    Purpose,
    RetentionRule,
    SecurityMeasure,
    Version,
)

from .access import allowed
from .waiting import Waiting, waiting_of_activities, waiting_of_notices

ENTRIES_SHOWN = 20


@dataclass(frozen=True)
class OnDesk:
    """A notice or an entry, where it stands and what it waits for."""

    row: Notice | ProcessingActivity
    status: Status
    waiting: Waiting


@dataclass(frozen=True)
class Desk:
    """`entries` holds those with the most to do first; `entry_count` says how many there are."""

    notices: list[OnDesk] = field(default_factory=list)
    entries: list[OnDesk] = field(default_factory=list)
    entry_count: int = 0

    @property
    def entries_left_out(self) -> int:
        return self.entry_count - len(self.entries)


def desk_of(request: HttpRequest) -> Desk:
    """Return what waits for the person, in a fixed number of queries."""
    if not allowed(request, "view", ProcessingActivity):
        return Desk()
    notices = list(
        permissions.rows(request.user, Notice.objects.select_related("organisation", "team"))
    )
    reachable = permissions.rows(request.user, ProcessingActivity.objects.all())
    entries = list(in_order_of_need(reachable).select_related("team")[:ENTRIES_SHOWN])
    count = len(entries) if len(entries) < ENTRIES_SHOWN else reachable.count()
    return Desk(
        notices=_on_desk(notices, notice_statuses(notices), waiting_of_notices(notices)),
        entries=_on_desk(entries, activity_statuses(entries), waiting_of_activities(entries)),
        entry_count=count,
    )


def in_order_of_need(activities: Any) -> Any:
    """Sort entries: with gaps first, then those never approved or with a ground to confirm."""

    def has(model: Any, **conditions: Any) -> Exists:
        return Exists(model.objects.filter(activity=OuterRef("pk"), **conditions))

    return activities.annotate(
        need=Case(
            When(
                has(RetentionRule, to_be_supplied__gt="")
                | has(SecurityMeasure, to_be_supplied__gt=""),
                then=0,
            ),
            When(~has(Version), then=1),
            When(
                has(Purpose, for_confirmation=True) | has(Condition, for_confirmation=True), then=2
            ),
            default=3,
            output_field=IntegerField(),
        )
    ).order_by("need", "reference")


def _on_desk(
    rows: list[Any], statuses: dict[int, Status], waiting: dict[int, Waiting]
) -> list[OnDesk]:
    return [OnDesk(row, statuses[row.pk], waiting[row.pk]) for row in rows]
