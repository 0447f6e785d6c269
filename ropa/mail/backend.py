"""Django's own way of sending mail, led to the outbox."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from .outbox import send

# What a library sends is mostly about accounts, so it may hold a link that signs somebody in.
KIND = "account"


class OutboxBackend(BaseEmailBackend):
    """Writes each message into the outbox, once for each recipient, as a secret."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Return how many messages were written. Attachments, and headers of the message’s own,
        do not come along: nothing in the register sends any. Raises `ValueError` for those."""
        for message in email_messages:
            if message.attachments:
                raise ValueError("The outbox takes no attachments.")
            html = [
                str(each.content)
                for each in getattr(message, "alternatives", ())
                if each.mimetype == "text/html"
            ]
            for address in message.recipients():
                send(
                    kind=KIND,
                    to=address,
                    subject=str(message.subject),
                    text=str(message.body),
                    html=html[0] if html else "",
                    secret=True,
                )
        return len(email_messages)
