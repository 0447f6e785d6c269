"""What an administrator can have done about a message."""

from __future__ import annotations

from django.utils import timezone

from ropa.models import OutgoingMail

from .after_commit import once_after_commit
from .outbox import KEEP_TRYING, deliver_soon

State = OutgoingMail.State


def can_be_sent_again(mail: OutgoingMail) -> bool:
    """Return whether a message can be sent again: it may not have arrived, and what it says is
    still there. One that waits can be tried now."""
    if mail.state == State.WAITING:
        return True
    return mail.state in {State.FAILED, State.UNCERTAIN} and bool(mail.text)


def send_again(mail: OutgoingMail) -> bool:
    """Have a message delivered now, under the same Message-ID; say whether it could be.

    Of an uncertain one a second copy may arrive: that is for whoever asks to decide.
    """
    if not can_be_sent_again(mail):
        return False
    now = timezone.now()
    changed = OutgoingMail.objects.filter(pk=mail.pk, state=mail.state).update(
        state=State.WAITING,
        due_at=now,
        expires_at=max(mail.expires_at, now + KEEP_TRYING) if mail.ended_at else mail.expires_at,
        attempts=0,
        claimed_at=None,
        ended_at=None,
        problem="",
    )
    once_after_commit(deliver_soon)
    return bool(changed)
