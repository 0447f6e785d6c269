"""Messages that are due, and postponing them while the mail server is away."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Min, QuerySet
from django.utils import timezone

from ropa.models import OutgoingMail
from ropa.monitoring import events

from .outbox import one_line

State = OutgoingMail.State

# Read in lots: a worker that is stopped has few claims to lose, and new messages come soon.
LOT = 100
# While the server is away, each pause is a quarter of the time it has been away for.
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(hours=1)
# A server that says “not now” about one message is asked again after this, then twice as long ...
FIRST_RETRY, LAST_RETRY = timedelta(minutes=5), timedelta(hours=4)
LONGEST_PROBLEM = 500


class ServerAway(Exception):
    """The mail server cannot be used now. The message says why, in the server’s or the system’s
    words; `code` says it as the log may: a number of SMTP, or the name of an error."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


def due() -> list[int]:
    """Return the primary keys of messages to be delivered now. Those that were tried often come
    last, so that one that the server chokes on does not stop the others."""
    found = OutgoingMail.objects.filter(state=State.WAITING, due_at__lte=timezone.now())
    return list(found.order_by("attempts", "pk").values_list("pk", flat=True)[:LOT])


def next_due() -> datetime | None:
    """Return when the next message that waits is to be delivered, if any waits."""
    waiting = OutgoingMail.objects.filter(state=State.WAITING)
    due: datetime | None = waiting.aggregate(due=Min("due_at"))["due"]
    return due


def for_server() -> bool:
    """Return whether the server is known to be away and not to be asked yet. What has come into the
    outbox since then waits with the rest."""
    now = timezone.now()
    away = _waiting_for_server().aggregate(
        since=Min("server_away_since"), due=Min("due_at"), problem=Min("problem")
    )
    if away["due"] is None or away["due"] <= now:
        return False
    OutgoingMail.objects.filter(
        state=State.WAITING, server_away_since=None, due_at__lte=now
    ).update(server_away_since=away["since"], due_at=away["due"], problem=away["problem"])
    return True


def postpone(away: ServerAway) -> None:
    """Let everything that is due wait for the server, longer the longer it has been away. Only the
    first time is logged."""
    now = timezone.now()
    known_since = _waiting_for_server().aggregate(since=Min("server_away_since"))["since"]
    since = known_since or now
    pause = min(max((now - since) / 4, SHORTEST), LONGEST)
    waiting = OutgoingMail.objects.filter(state=State.WAITING, due_at__lte=now).update(
        server_away_since=since, due_at=now + pause, problem=one_line_answer(str(away))
    )
    if known_since is None:
        events.record("mail.server_away", outcome="failed", waiting=waiting, code=away.code)


def is_server_away() -> bool:
    """Return whether anything waits for the server to come back."""
    return _waiting_for_server().exists()


def release() -> None:
    """The server answers: whatever waited for it is due."""
    _waiting_for_server().update(server_away_since=None, due_at=timezone.now(), problem="")


def put_back(mail: OutgoingMail) -> None:
    """Give up the claim on a message that the server did not take."""
    _claim(mail).update(state=State.WAITING, claimed_at=None)


def retry(mail: OutgoingMail, answer: str) -> None:
    """Try a message again later, which the server did not take now."""
    pause = min(FIRST_RETRY * 2 ** min(mail.attempts - 1, 10), LAST_RETRY)
    _claim(mail).update(
        state=State.WAITING,
        claimed_at=None,
        server_away_since=None,
        due_at=timezone.now() + pause,
        problem=answer,
    )


def one_line_answer(answer: str) -> str:
    """Return what a server answered as one printable line that fits its column."""
    return one_line(answer)[:LONGEST_PROBLEM]


def _waiting_for_server() -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(state=State.WAITING, server_away_since__isnull=False)


def _claim(mail: OutgoingMail) -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(pk=mail.pk, claimed_at=mail.claimed_at, state=State.SENDING)
