"""Publish a notice: approved entries, in the notice's words, become its next version; and
withdraw it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction

from ropa import permissions
from ropa.checks import blocking_findings, check_notice
from ropa.documents.canonical import canonical_json, digest
from ropa.documents.notices import NotApproved, draft_notice_document, notice_document
from ropa.documents.schema import NoticeDocument
from ropa.documents.status import State, Status, activity_statuses, notice_statuses
from ropa.models import Decision, Notice, ProcessingActivity, Version
from ropa.read_model import refreshed_together

from .approving import approve_activities, check_all
from .deciding import CHANGED_SINCE, is_own_work, lock_rows, require_state
from .freezing import freeze, newest_version
from .refusal import Refused

FIRST_PUBLISHED = "First published."
NOT_APPROVED = {State.DRAFT, State.CHANGED, State.SUBMITTED, State.RETURNED}


def publish_notice(
    *,
    notice: Notice,
    by: User,
    reason: str,
    change_note: str = "",
    approve_changed: bool = False,
    seen: str | None = None,
) -> Version:
    """Freeze the notice, make it the one the public reads, and return the new version.

    `change_note` is what the public reads about the change; only the first version may do
    without. `approve_changed` first approves each entry of the notice that is not approved as it
    stands, with the same reason and note: all of this happens, or nothing. `seen` is the digest
    (`draft_digest`) of what `by` looked at. Raises `PermissionDenied` if `by` may not publish it
    or approve one of those entries, and `Refused` if an entry in it cannot be approved, is not
    approved or is not public, if it has no sections, breaks a rule that blocks publication, is
    the work of `by` alone, has changed since it was seen, or has not changed at all.
    """
    permissions.require(by, "publish", notice)
    with transaction.atomic(), refreshed_together():
        (row,) = lock_rows([notice])
        if seen is not None and seen != draft_digest(row):
            raise Refused(CHANGED_SINCE.format(subject=row))
        if approve_changed:
            approve_activities(
                activities=list(entries_to_approve(row)),
                by=by,
                reason=reason,
                change_note=change_note,
            )
        document = _document(row)
        _refuse_incomplete(row, document)
        status = notice_statuses([row])[row.pk]
        require_state(row, "publish", status)
        if status.number and not change_note.strip():
            raise Refused(
                f"“{row}” cannot be published yet. Say in a sentence what has changed: "
                "people who read it before will want to know."
            )
        return freeze(
            subject=row,
            text=canonical_json(document),
            kind=Decision.Kind.PUBLISHED,
            is_public=True,
            is_own_work=is_own_work(row, status, by),
            by=by,
            reason=reason,
            change_note=change_note or FIRST_PUBLISHED,
        )


def publish_notices(
    *, notices: Sequence[Notice], by: User, reason: str, change_note: str
) -> list[Version]:
    """Publish several notices with one public change note, all of them or none.

    Raises what `publish_notice` raises, with the problems of all of them.
    """
    versions: list[Version] = []

    def publish(notice: Notice) -> None:
        versions.append(
            publish_notice(notice=notice, by=by, reason=reason, change_note=change_note)
        )

    with transaction.atomic(), refreshed_together():
        # All at once, before the first holds the chain: who holds one of the others waits for that.
        rows = lock_rows(notices)
        check_all(sorted(rows, key=lambda row: row.pk), publish, "notices")
    return versions


def withdraw_notice(*, notice: Notice, by: User, reason: str, change_note: str) -> Version:
    """End the notice with a last version that says what the newest said, and return it.

    Its address then says that it was withdrawn, when, and why: `change_note`. Raises
    `PermissionDenied` if `by` may not, and `Refused` without a note or if it is not published.
    """
    permissions.require(by, "withdraw", notice)
    with transaction.atomic():
        (row,) = lock_rows([notice])
        require_state(row, "withdraw", notice_statuses([row])[row.pk])
        newest = newest_version(row)
        if newest is None:
            raise Refused(f"“{row}” was never published, so there is nothing to withdraw.")
        if not change_note.strip():
            raise Refused(
                f"“{row}” cannot be withdrawn yet. Say in a sentence why: the public reads it "
                "where the notice was."
            )
        return freeze(
            subject=row,
            text=newest.frozen_text,
            kind=Decision.Kind.WITHDRAWN,
            is_public=True,
            by=by,
            reason=reason,
            change_note=change_note,
        )


def entries_to_approve(notice: Notice) -> dict[ProcessingActivity, Status]:
    """Return the entries of a notice that are not approved as they stand, each with its status."""
    entries = list(
        ProcessingActivity.objects.filter(notice_sections__notice=notice)
        .select_related("team")
        .distinct()
    )
    statuses = activity_statuses(entries)
    return {
        entry: statuses[entry.pk] for entry in entries if statuses[entry.pk].state in NOT_APPROVED
    }


def draft_digest(notice: Notice) -> str:
    """Return the digest of the notice as it would read if all its entries were approved."""
    return digest(canonical_json(draft_notice_document(notice)))


def _document(notice: Notice) -> NoticeDocument:
    try:
        return notice_document(notice)
    except NotApproved as not_approved:
        raise Refused(f"“{notice}” cannot be published yet. {not_approved}") from not_approved


def _refuse_incomplete(notice: Notice, document: NoticeDocument) -> None:
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
    problems = [
        f"{finding.message} ({finding.rule.citation})"
        for finding in blocking_findings(check_notice(document))
    ]
    if problems:
        raise Refused(
            f"“{notice}” cannot be published yet. Put this right first: {' '.join(problems)}",
            problems,
        )
