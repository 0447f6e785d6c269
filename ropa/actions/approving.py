"""Approve entries: what stands in their rows becomes their next version."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.contrib.auth.models import User
from django.db import transaction

from ropa import permissions
from ropa.checks import blocking_findings, check_activity
from ropa.documents.build import activity_documents
from ropa.documents.canonical import canonical_json
from ropa.documents.schema import ActivityDocument
from ropa.documents.status import State, activity_statuses
from ropa.models import ProcessingActivity, Version
from ropa.models.attributed import Subject
from ropa.models.authors import authors_of_entries
from ropa.read_model import refreshed_together

from .deciding import is_own_work, lock_rows, require_state, require_unchanged
from .freezing import freeze
from .refusal import Refused
from .transitions import transition


def approve_activity(
    *,
    activity: ProcessingActivity,
    by: User,
    reason: str,
    change_note: str = "",
    seen: Mapping[int, str] | None = None,
) -> Version:
    """Freeze the activity as it stands and return the new version: `approve_activities` of one."""
    (version,) = approve_activities(
        activities=[activity], by=by, reason=reason, change_note=change_note, seen=seen
    )
    return version


def approve_activities(
    *,
    activities: Sequence[ProcessingActivity],
    by: User,
    reason: str,
    change_note: str = "",
    seen: Mapping[int, str] | None = None,
    verb: str = "approve",
) -> list[Version]:
    """Freeze activities as they stand, all of them or none, and return the new versions.

    `reason` is for staff and auditors; `change_note` is what the public reads about the change.
    `seen` holds the digest of each document that `by` looked at, by primary key. `verb` is
    “approve”, or “reinstate” for those that were retired. Raises `PermissionDenied` if `by` may
    not approve one of them, and `Refused` with every problem if one has not changed, has changed
    since it was seen, is the work of `by` alone, or breaks a rule that blocks approval.
    """
    permissions.require_all(by, verb, activities)
    with transaction.atomic(), refreshed_together():
        rows = lock_rows(activities)
        documents = activity_documents(rows)
        statuses = activity_statuses(rows, documents)
        # Who has submitted an entry counts there, and not who wrote it.
        authors = authors_of_entries(
            row for row in rows if statuses[row.pk].state is not State.SUBMITTED
        )
        own: dict[int, bool] = {}

        def check(row: ProcessingActivity) -> None:
            status = statuses[row.pk]
            require_unchanged(row, status, seen)
            require_state(row, verb, status)
            refuse_with_blocking_problems(row, documents[row.pk])
            own[row.pk] = is_own_work(row, status, by, authors.get(row.pk))

        check_all(rows, check)
        return [
            freeze(
                subject=row,
                text=canonical_json(documents[row.pk]),
                kind=transition(row, verb).kind,
                is_public=row.is_public,
                is_own_work=own[row.pk],
                by=by,
                reason=reason,
                change_note=change_note,
            )
            for row in rows
        ]


def refuse_with_blocking_problems(activity: ProcessingActivity, document: ActivityDocument) -> None:
    """Raise `Refused` with the list if `document` breaks rules that block its approval."""
    problems = [
        f"{finding.message} ({finding.rule.citation})"
        for finding in blocking_findings(check_activity(document))
    ]
    if problems:
        raise Refused(
            f"{activity} cannot be approved yet. Put this right first: {' '.join(problems)}",
            problems,
        )


def check_all[S: Subject](
    rows: Sequence[S], check: Callable[[S], None], names: str = "entries"
) -> None:
    """Check every row, and raise one `Refused` with what is wrong with any of them."""
    refusals: list[Refused] = []
    for row in rows:
        try:
            check(row)
        except Refused as refused:
            refusals.append(refused)
    if len(refusals) == 1:
        raise refusals[0]
    if refusals:
        raise Refused(
            f"Nothing was decided: {len(refusals)} of the {len(rows)} {names} stand in the way.",
            [str(refused) for refused in refusals],
        )
