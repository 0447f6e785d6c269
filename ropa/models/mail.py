"""Mail on its way: one row for each message to one person, from the decision to send it until the
server has taken it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from .base import Operational

# After so many days a message that was sent, or given up, is removed.
DAYS_KEPT = 90


class OutgoingMail(Operational):
    """A message to one address.

    Written in the transaction of whatever it tells of, and delivered afterwards. What it
    says is removed once it is sent; of a secret (a link that signs somebody in) with any end.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        UNCERTAIN = "uncertain", "Uncertain"
        FAILED = "failed", "Failed"

    kind = models.CharField(max_length=40, help_text="What it is, as a code: invitation, digest.")
    message_id = models.CharField(max_length=250, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    address = models.EmailField("to")
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    is_secret = models.BooleanField(default=False)

    created_at = models.DateTimeField("written")
    expires_at = models.DateTimeField(help_text="After this it is not sent any more.")
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    due_at = models.DateTimeField("next attempt")
    attempts = models.PositiveIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField("sent or given up", null=True)
    server_away_since = models.DateTimeField(
        null=True, help_text="Set while it waits because the mail server cannot be used."
    )
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "message"
        ordering: ClassVar = ["-pk"]
        default_permissions = ("view", "change")
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["waiting", "sending"]),
                name="outgoing_mail_on_its_way",
            ),
            models.Index(fields=["state", "-id"], name="outgoing_mail_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.address}"
