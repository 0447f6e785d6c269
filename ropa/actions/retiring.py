"""Retire an activity that is no longer carried out, and put it back into the register."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from ropa import permissions
from ropa.documents.status import activity_statuses
from ropa.models import Decision, Notice, ProcessingActivity, Version

from .approving import approve_activities
from .deciding import lock_rows, require_state
from .freezing import freeze, newest_version
from .refusal import Refused


def retire_activity(
    *, activity: ProcessingActivity, by: User, reason: str, change_note: str
) -> Version:
    """End the activity with a last version that says what the newest said, and return it.

    `change_note` is what the public reads at its address from then on. Raises `PermissionDenied`
    if `by` may not, and `Refused` if it was never approved, is retired, or stands in a notice.
    """
    permissions.require(by, "retire", activity)
    with transaction.atomic():
        (row,) = lock_rows([activity])
        require_state(row, "retire", activity_statuses([row])[row.pk])
        newest = newest_version(row)
        if newest is None:
            raise Refused(f"“{row}” was never approved. Delete it instead of retiring it.")
        if notices := Notice.objects.filter(sections__activities=row).distinct():
            names = "; ".join(f"“{notice}”" for notice in notices)
            raise Refused(
                f"“{row}” cannot be retired yet. Take it out of {names} first, so that no notice "
                "tells people about what is no longer done."
            )
        if newest.is_public and not change_note.strip():
            raise Refused(
                f"“{row}” cannot be retired yet. Say in a sentence why: the public reads it where "
                "the entry was."
            )
        return freeze(
            subject=row,
            text=newest.frozen_text,
            kind=Decision.Kind.RETIRED,
            is_public=newest.is_public,
            by=by,
            reason=reason,
            change_note=change_note,
        )


def reinstate_activity(
    *, activity: ProcessingActivity, by: User, reason: str, change_note: str = ""
) -> Version:
    """Approve a retired activity as it stands now, and return the new version.

    Raises what `approve_activities` raises, and `Refused` if it is not retired.
    """
    (version,) = approve_activities(
        activities=[activity], by=by, reason=reason, change_note=change_note, verb="reinstate"
    )
    return version
