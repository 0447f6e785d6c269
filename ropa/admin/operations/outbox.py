"""The page “Mail”: what waits, was sent, failed or is uncertain, and sending it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Min, QuerySet

from ropa import mail
from ropa.mail.admin_actions import can_be_sent_again, send_again
from ropa.models import OutgoingMail
from ropa.models.mail import DAYS_KEPT

from .queue_page import QueuePage

State = OutgoingMail.State
_TROUBLE = (State.FAILED, State.UNCERTAIN)
_TAGS = {
    State.WAITING: "yellow",
    State.SENDING: "blue",
    State.SENT: "green",
    State.UNCERTAIN: "yellow",
    State.FAILED: "red",
}
# What the codes of messages are called.
KINDS = {"work": "Work that waits", "account": "About the account"}


@dataclass(frozen=True)
class MailLine:
    """A message as a line of the list: nothing of what it says."""

    row: OutgoingMail
    kind: str
    tag: str
    can_decide: bool


class Outbox(QueuePage[OutgoingMail]):
    """Show the messages; with POST, send one again."""

    model = OutgoingMail
    state_field = "state"
    filters = {
        "waiting": ("Waiting", (State.WAITING, State.SENDING)),
        "trouble": ("Failed or uncertain", _TROUBLE),
        "sent": ("Sent", (State.SENT,)),
    }
    title = "Mail"
    template_name = "admin/operations/outbox.html"
    not_done = "That could not be done: the message had gone on meanwhile. This is how it stands."

    def rows(self) -> QuerySet[OutgoingMail]:
        return OutgoingMail.objects.defer("text", "html", "headers")

    def context(self, page: Page[OutgoingMail]) -> dict[str, Any]:
        waiting = OutgoingMail.objects.filter(state=State.WAITING)
        with_text = set(
            OutgoingMail.objects.filter(pk__in=[each.pk for each in page])
            .exclude(text="")
            .values_list("pk", flat=True)
        )
        return {
            "is_configured": mail.is_configured(),
            "away_since": waiting.aggregate(since=Min("server_away_since"))["since"],
            "days_kept": DAYS_KEPT,
            "listed": [_mail_line(each, with_text) for each in page],
        }

    def decide(self, row: OutgoingMail, decision: str) -> str:
        sent = decision == "again" and can_be_sent_again(row) and send_again(row)
        return f"The message to {row.address} is sent now." if sent else ""


def _mail_line(each: OutgoingMail, with_text: set[int]) -> MailLine:
    return MailLine(
        row=each,
        kind=KINDS.get(each.kind, each.kind),
        tag=_TAGS[State(each.state)],
        can_decide=each.state == State.WAITING or (each.state in _TROUBLE and each.pk in with_text),
    )
