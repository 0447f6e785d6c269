"""The yearly review of entries, notices and policy documents in which nothing has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib.auth.models import User
from django.db import transaction

from ropa import permissions
from ropa.documents.status import Status, activity_statuses, notice_statuses
from ropa.models import Decision, Notice, ProcessingActivity
from ropa.models.attributed import Subject

from .deciding import decided_last, lock_rows, state_phrase
from .freezing import record_decision
from .refusal import Refused
from .transitions import transition

NOTHING_CHANGED = "Reviewed: nothing has changed."


def review_activities(
    *, activities: Sequence[ProcessingActivity], by: User, reason: str = NOTHING_CHANGED
) -> list[Decision]:
    """Record that each entry was reviewed and is right as approved, and return the decisions.

    Raises `PermissionDenied` if `by` may not change one of them, and `Refused` with the list if
    one is not approved as it stands: what has changed goes its normal way. All or nothing.
    """
    permissions.require_all(by, "review", activities)
    with transaction.atomic():
        rows = lock_rows(activities)
        return _record(
            rows,
            activity_statuses(rows),
            by,
            reason,
            "Only entries that stand as they were approved can be marked as reviewed. "
            "Submit or approve these instead:",
        )


def review_notice(*, notice: Notice, by: User, reason: str = NOTHING_CHANGED) -> Decision:
    """Record that a notice or a policy document was reviewed and is right as published.

    Raises `PermissionDenied` if `by` may not change it, and `Refused` if it is not published as it
    stands: what has changed is published anew.
    """
    permissions.require(by, "review", notice)
    with transaction.atomic():
        rows = lock_rows([notice])
        says = "Only what stands as it was published can be marked as reviewed. Publish it instead:"
        (decision,) = _record(rows, notice_statuses(rows), by, reason, says)
        return decision


def _record(
    rows: Sequence[Subject], statuses: Mapping[int, Status], by: User, reason: str, refusal: str
) -> list[Decision]:
    problems = [
        f"{row} is {state_phrase(statuses[row.pk].state)}.{decided_last(statuses[row.pk])}"
        for row in rows
        if statuses[row.pk].state not in transition(row, "review").before
    ]
    if problems:
        raise Refused(f"{refusal} {' '.join(problems)}", problems)
    return [
        record_decision(
            subject=row,
            kind=Decision.Kind.REVIEWED,
            by=by,
            reason=reason,
            digest=statuses[row.pk].digest,
        )
        for row in rows
    ]
