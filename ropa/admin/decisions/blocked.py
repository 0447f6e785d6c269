"""Notices that cannot be published as they stand, and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ropa.checks.rules import Severity
from ropa.documents.status import State
from ropa.models import Notice, SectionActivity
from ropa.standings.kept_findings import kept_findings_of
from ropa.standings.keys import key_of

SHOWN = 20
_NOT_APPROVED = (State.DRAFT, State.SUBMITTED, State.RETURNED, State.RETIRED)
_TO_PUBLISH = (State.DRAFT, State.SUBMITTED, State.RETURNED, State.OUT_OF_DATE)


@dataclass(frozen=True)
class BlockedNotice:
    """A notice with what stands in the way of publishing it, in sentences."""

    notice: Notice
    reasons: tuple[str, ...]


def blocked_notices(reach: QuerySet[Notice]) -> list[BlockedNotice]:
    """Return the first of the notices in `reach` that wait to be published and cannot be, each with
    the reasons, from where they were found to stand last: in three queries."""
    stopped = Q(standing__digest="") | Q(standing__must__gt=0)
    rows = list(reach.filter(stopped, standing__state__in=_TO_PUBLISH)[:SHOWN])
    kept = kept_findings_of(key_of(row) for row in rows)
    unapproved: dict[int, dict[str, None]] = defaultdict(dict)
    for place in SectionActivity.objects.filter(
        section__notice__in=[row.pk for row in rows if not row.standing.digest],
        activity__standing__state__in=_NOT_APPROVED,
    ).select_related("activity", "section"):
        unapproved[place.section.notice_id][str(place.activity)] = None
    return [
        BlockedNotice(
            row,
            (
                *(f"{name} is not approved." for name in unapproved[row.pk]),
                *dict.fromkeys(
                    f"{each.finding.subject} {each.finding.message}".strip()
                    for each in kept.get(key_of(row), ())
                    if each and each.finding.rule.severity is Severity.BLOCKING
                ),
            ),
        )
        for row in rows
    ]
