"""A replacement of reference data that acts on a day: planned, taken back, carried out.

Until its day no row changes, so that nobody reads it earlier: neither a page, nor an entry that is
approved for another reason meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from ropa import permissions
from ropa.dates import day_in_words
from ropa.documents.status import State, activity_statuses, notice_statuses
from ropa.models import Notice, PlannedReplacement, ProcessingActivity
from ropa.models.attributed import Subject
from ropa.models.base import ReferenceRow

from .approving import approve_activity
from .publishing import publish_notice
from .refusal import Refused
from .superseding import require_fit, supersede

GONE = "What is to be replaced, or what takes its place, is no longer in the register."
LEFT = "Whoever planned this has no account here any more. Take it back, and plan it yourself."


def may_decide_ahead(by: User) -> bool:
    """Say whether `by` may have entries approved and notices published on a day to come."""
    return bool(
        permissions.may(by, "approve", ProcessingActivity)
        and permissions.may(by, "publish", Notice)
    )


def plan_replacement(
    *,
    row: ReferenceRow,
    successor: ReferenceRow,
    from_day: date,
    by: User,
    reason: str,
    approve: bool = False,
    change_note: str = "",
) -> PlannedReplacement:
    """Have `successor` take the place of `row` on `from_day`, and return the plan.

    With `approve`, whatever is approved and published as it stands on that day is approved and
    published again with the change: `by` decides so now, and `change_note` is what the public reads
    about it. Raises `PermissionDenied` if `by` may not change reference data, or approve or publish
    at all; and `Refused` if the day is not to come, if the two do not fit, if the note is missing
    or if another replacement of `row` is planned already.
    """
    permissions.require(by, "change", row)
    require_fit(row, successor, from_day)
    if from_day <= timezone.localdate():
        raise Refused("Choose a day that is still to come.")
    if approve:
        if not may_decide_ahead(by):
            raise PermissionDenied
        if not change_note.strip():
            raise Refused("Say in a sentence what changes: the public reads it on that day.")
    try:
        with transaction.atomic():
            return PlannedReplacement.objects.create(
                kind=row._meta.label_lower,
                row_id=row.pk,
                successor_id=successor.pk,
                from_day=from_day,
                reason=reason,
                approves=approve,
                change_note=change_note,
                planned_by=by,
            )
    except IntegrityError as error:
        raise Refused(
            f"Something is to take the place of “{row}” already. Take that back first."
        ) from error


def take_back(*, plan: PlannedReplacement, by: User) -> None:
    """Forget a replacement that was not carried out. Raises `PermissionDenied` if `by` may not
    change reference data, and `Refused` if it was carried out."""
    if not permissions.may(by, "change", plan.model):
        raise PermissionDenied
    if not PlannedReplacement.objects.waiting().filter(pk=plan.pk).delete()[0]:
        raise Refused("That has been carried out already.")


def carry_out_due(today: date | None = None) -> int:
    """Carry out the replacements whose day has come, and return how many those were.

    One that cannot be is kept, and says what stands in the way; it is tried again each time.
    """
    due = PlannedReplacement.objects.waiting().filter(from_day__lte=today or timezone.localdate())
    return sum(_carry_out(plan) for plan in due)


def _carry_out(due: PlannedReplacement) -> bool:
    with transaction.atomic():
        plan = PlannedReplacement.objects.select_for_update().filter(pk=due.pk).waiting().first()
        if plan is None:
            return False
        try:
            with transaction.atomic():
                plan.problem = " ".join(_replace(plan))
        except (Refused, PermissionDenied) as problem:
            plan.problem = str(problem)
        else:
            plan.carried_out_at = timezone.now()
        plan.save()
        return plan.carried_out_at is not None


def _replace(plan: PlannedReplacement) -> list[str]:
    """Replace the row, decide about what was approved before it, and return what was refused."""
    row, successor, by = plan.row, plan.successor, plan.planned_by
    if row is None or successor is None:
        raise Refused(GONE)
    if not by.is_active:
        raise Refused(LEFT)
    approved, published = _approved(), _published()
    supersede(row=row, successor=successor, from_day=plan.from_day, by=by, reason=plan.reason)
    if not plan.approves:
        return []
    said: dict[str, Any] = {
        "by": by,
        "reason": f"Decided on {day_in_words(timezone.localdate(plan.planned_at))} for "
        f"{day_in_words(plan.from_day)}: {plan.reason}",
        "change_note": plan.change_note,
    }
    return [
        *_decide(
            approved - _approved(),
            ProcessingActivity,
            lambda each: approve_activity(activity=each, **said),
        ),
        *_decide(
            published - _published(), Notice, lambda each: publish_notice(notice=each, **said)
        ),
    ]


def _decide(
    keys: Iterable[int], model: type[Subject], decide: Callable[[Any], object]
) -> list[str]:
    """Take the decision about each row, and return why it was refused where it was."""
    refused: list[str] = []
    for subject in model._default_manager.filter(pk__in=list(keys)):
        try:
            with transaction.atomic():
                decide(subject)
        except (Refused, PermissionDenied) as problem:
            refused.append(str(problem) or f"“{subject}” may not be decided by who planned this.")
    return refused


def _approved() -> set[int]:
    """The entries that are approved as they stand."""
    statuses = activity_statuses(ProcessingActivity.objects.all())
    return {pk for pk, status in statuses.items() if status.state is State.APPROVED}


def _published() -> set[int]:
    """The notices that are published as they stand."""
    statuses = notice_statuses(Notice.objects.all())
    return {pk for pk, status in statuses.items() if status.state is State.PUBLISHED}
