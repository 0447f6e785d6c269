"""Deliver the outbox: each message once, whatever crashes.

A message is claimed (“being sent”) in a transaction of its own before it is handed to the server,
and marked as sent afterwards. Between the server's taking it and that mark nothing can be certain:
a message whose worker is gone in the middle, or whose server did not answer at the end, is never
sent again by itself. It is listed as uncertain, and an administrator decides.
"""

from __future__ import annotations

import contextlib
import smtplib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import mailers
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ropa.models import OutgoingMail
from ropa.monitoring import events

from . import queue_figures
from .message import Message
from .outbox import SERVER, is_configured
from .queue_figures import ServerAway
from .smtp import MaybeAccepted

State = OutgoingMail.State

# A claim as old as this has lost its worker: longer than a conversation with a server may take.
CLAIM_ENDS = timedelta(minutes=15)

UNHEARD = (
    "The mail server had the whole message, but its answer was not heard. It may have arrived."
)
INTERRUPTED = "The register was stopped while it was sending this. It may have arrived."
TOO_LATE = "It could not be delivered in time."


def deliver() -> datetime | None:
    """Deliver every message that is due, and settle those that were interrupted or are too old.

    Returns when the next one is due, if any waits. Any number of workers may do this at once.
    Raises nothing for a server that does not answer: what waits for it is tried again later.
    """
    _settle_interrupted()
    _give_up_late()
    if not is_configured():
        return None
    if not queue_figures.for_server():
        _deliver_due()
    return queue_figures.next_due()


def _deliver_due() -> None:
    tried: set[int] = set()
    was_away = queue_figures.is_server_away()
    try:
        while keys := [key for key in queue_figures.due() if key not in tried]:
            with _connection() as server:
                for key in keys:
                    tried.add(key)
                    if mail := _claimed(key):
                        _deliver_one(server, mail)
            queue_figures.release()
            if was_away:
                was_away = False
                events.record("mail.server_back")
    except ServerAway as away:
        queue_figures.postpone(away)


@contextlib.contextmanager
def _connection() -> Iterator[Any]:
    """A connection to the server. Raises `ServerAway` if there is none to be had."""
    server = mailers[SERVER]
    try:
        server.open()
    except (OSError, UnicodeError) as error:
        raise _away(error) from error
    try:
        yield server
    finally:
        # Everything is decided by now: how the server says goodbye changes nothing.
        with contextlib.suppress(OSError):
            server.close()


def _claimed(key: int) -> OutgoingMail | None:
    with transaction.atomic(durable=True):
        claimed = OutgoingMail.objects.filter(pk=key, state=State.WAITING).update(
            state=State.SENDING, claimed_at=timezone.now(), attempts=F("attempts") + 1
        )
    return OutgoingMail.objects.get(pk=key) if claimed else None


def _deliver_one(server: Any, mail: OutgoingMail) -> None:
    try:
        server.send_messages([_message(mail)])
    except MaybeAccepted as error:
        _end(mail, State.UNCERTAIN, UNHEARD)
        raise ServerAway("It did not answer at the end of a message.", "unheard") from error
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
        code, answer = _answer(error)
        if code == 421:  # “closing the connection”: about the server, and not about the message
            queue_figures.put_back(mail)
            raise ServerAway(answer, "421") from error
        if code < 500:
            queue_figures.retry(mail, answer)
        else:
            _end(mail, State.FAILED, answer, code=code)
    except OSError as error:
        # Also a sender or a password that the server refuses: that is no fault of the message.
        queue_figures.put_back(mail)
        raise _away(error) from error
    except ValueError as error:
        _end(mail, State.FAILED, f"It cannot be written as a message: {error}")
    except BaseException:
        # The worker is told to stop, say. Other backends do not tell how far they came.
        if not getattr(server, "may_have_message", True):
            queue_figures.put_back(mail)
        raise
    else:
        _end(mail, State.SENT)


def _message(mail: OutgoingMail) -> Message:
    message = Message(
        mail.subject,
        mail.text,
        settings.DEFAULT_FROM_EMAIL,
        [mail.address],
        headers={
            "Message-ID": mail.message_id,
            "Date": mail.created_at,
            # RFC 3834: no answering machine is to answer this. The second is what Exchange knows.
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        }
        | mail.headers,
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _end(mail: OutgoingMail, state: str, problem: str = "", code: int | None = None) -> None:
    """Record how the attempt ended. An interruption that somebody else settled meanwhile gives way
    to what is now known."""
    changes: dict[str, Any] = {
        "state": state,
        "ended_at": timezone.now(),
        "problem": problem[:500],
        "server_away_since": None,
    }
    if state == State.SENT or mail.is_secret:
        changes |= {"subject": "", "text": "", "html": "", "headers": {}}
    OutgoingMail.objects.filter(
        pk=mail.pk, claimed_at=mail.claimed_at, state__in=[State.SENDING, State.UNCERTAIN]
    ).update(**changes)
    events.record(
        f"mail.{state}",
        person=mail.person_id,
        outcome="ok" if state == State.SENT else "failed",
        message=mail.pk,
        kind=mail.kind,
        code=code,
    )


def _settle_interrupted() -> None:
    lost = OutgoingMail.objects.filter(
        state=State.SENDING, claimed_at__lt=timezone.now() - CLAIM_ENDS
    )
    for mail in list(lost):
        _end(mail, State.UNCERTAIN, INTERRUPTED)


def _give_up_late() -> None:
    late = OutgoingMail.objects.filter(state=State.WAITING, expires_at__lt=timezone.now())
    for key in late.values_list("pk", flat=True):
        if mail := _claimed(key):
            _end(mail, State.FAILED, f"{TOO_LATE} {mail.problem}".strip())


def _answer(error: Exception) -> tuple[int, str]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        ((code, answer),) = error.recipients.values()
    else:
        code, answer = error.args[0], error.args[1]
    words = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    return code, queue_figures.one_line_answer(f"{code} {words}")


def _away(error: Exception) -> ServerAway:
    if isinstance(error, smtplib.SMTPResponseException):
        code, answer = _answer(error)
        return ServerAway(answer, str(code))
    kind = type(error).__name__
    return ServerAway(queue_figures.one_line_answer(str(error)) or kind, kind)
