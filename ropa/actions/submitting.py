"""Hand an entry or a notice over for approval, and hand it back."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from ropa import permissions
from ropa.documents.status import activity_statuses, notice_statuses
from ropa.models import Decision, Notice
from ropa.models.attributed import Subject

from .deciding import lock_rows, require_state
from .freezing import record_decision
from .transitions import transition


def submit(*, subject: Subject, by: User, reason: str) -> Decision:
    """Hand `subject` over to those who approve, with a note for them, and return the decision.

    Raises `PermissionDenied` if `by` may not change it, and `Refused` if its state does not allow
    it: what has not changed since it was approved needs no approval.
    """
    return _decide(subject, "submit", by, reason)


def return_to_keepers(*, subject: Subject, by: User, reason: str) -> Decision:
    """Hand `subject` back to whoever submitted it, with the reason, and return the decision.

    Raises `PermissionDenied` if `by` may not approve it, and `Refused` if it is not waiting.
    """
    return _decide(subject, "return", by, reason)


def _decide(subject: Subject, verb: str, by: User, reason: str) -> Decision:
    permissions.require(by, verb, subject)
    with transaction.atomic():
        (row,) = lock_rows([subject])
        statuses = notice_statuses([row]) if isinstance(row, Notice) else activity_statuses([row])
        status = statuses[row.pk]
        require_state(row, verb, status)
        return record_decision(
            subject=row,
            kind=transition(row, verb).kind,
            by=by,
            reason=reason,
            digest=status.digest,
        )
