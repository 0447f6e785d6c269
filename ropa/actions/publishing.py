"""Publish a notice: approved entries, in the notice's words, become its next version."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from ropa import permissions
from ropa.documents.notices import NotApproved, notice_document
from ropa.documents.status import State, activity_statuses
from ropa.models import Notice, ProcessingActivity, Version

from .approving import approve_activity
from .freezing import freeze, newest_version, refuse_unchanged
from .refusal import Refused

FIRST_PUBLISHED = "First published."


def publish_notice(
    *,
    notice: Notice,
    by: User,
    reason: str,
    change_note: str = "",
    approve_changed: bool = False,
) -> Version:
    """Freeze the notice, make it the one the public reads, and return the new version.

    `change_note` is what the public reads about the change; only the first version may do
    without. `approve_changed` first approves each entry of the notice that is a draft or has
    changed, with the same reason and note: all of this happens, or nothing. Raises
    `PermissionDenied` if `by` may not publish it or approve one of those entries, and `Refused`
    if an entry in it cannot be approved, is not approved or is not public, if it has no
    sections, or if nothing has changed.
    """
    permissions.require(by, "publish", notice)
    with transaction.atomic():
        if approve_changed:
            for entry in entries_to_approve(notice):
                approve_activity(activity=entry, by=by, reason=reason, change_note=change_note)
        try:
            document = notice_document(notice)
        except NotApproved as not_approved:
            raise Refused(f"“{notice}” cannot be published yet. {not_approved}") from not_approved
        if not document.sections:
            raise Refused(f"“{notice}” cannot be published yet. Add a section to it first.")
        internal = [
            f"{item.document.reference} {item.document.title}"
            for item in document.activities
            if not item.document.is_public
        ]
        if internal:
            raise Refused(
                f"“{notice}” cannot be published. These entries are not public: "
                f"{'; '.join(internal)}. Take them out of the notice, or make them public."
            )
        newest = newest_version(notice)
        refuse_unchanged(newest, document)
        if newest is not None and not change_note:
            raise Refused(
                f"“{notice}” cannot be published yet. Say in a sentence what has changed: "
                "people who read it before will want to know."
            )
        return freeze(
            subject=notice,
            document=document,
            is_public=True,
            by=by,
            reason=reason,
            change_note=change_note or FIRST_PUBLISHED,
        )


def entries_to_approve(notice: Notice) -> dict[ProcessingActivity, State]:
    """Return the entries of a notice that are drafts or have changed, each with its state."""
    entries = ProcessingActivity.objects.filter(notice_sections__notice=notice).distinct()
    statuses = activity_statuses(entries)
    return {
        entry: statuses[entry.pk].state
        for entry in entries
        if statuses[entry.pk].state in {State.DRAFT, State.CHANGED}
    }
