"""Write a message into the outbox, as part of the transaction that it tells of."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Mapping
from datetime import timedelta
from email.headerregistry import HeaderRegistry

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.mail import mailers
from django.core.validators import validate_email
from django.utils import timezone

from ropa.models import OutgoingMail

from .after_commit import once_after_commit

SERVER = "server"
# A message that could not be delivered for so long is given up (RFC 5321 section 4.5.4.1: four to
# five days at least).
KEEP_TRYING = timedelta(days=5)
LONGEST_SUBJECT = 200
LONGEST_HEADER = 900


def is_configured() -> bool:
    """Return whether mail goes anywhere. Without EMAIL_URL it waits in the outbox, and is given up
    in time: pages should not promise it."""
    return SERVER in mailers


def send(
    *,
    kind: str,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    person: User | None = None,
    secret: bool = False,
    keep_trying: timedelta = KEEP_TRYING,
    headers: Mapping[str, str] | None = None,
) -> OutgoingMail:
    """Write a message to one address into the outbox and return its row.

    Nothing is sent if the transaction of the caller is rolled back; it is delivered once, soon
    after the commit, by a background task. `kind` is a code that administrators see (“invitation”).
    `person` is whose address it is, if they have an account. A `secret`, such as a link that sets
    a password, is removed from the outbox whatever comes of it. `keep_trying` is how long it is
    worth delivering: for a link that expires, as long as the link. Raises `ValueError` if `to` is
    not one address, or a header has a line break in it.
    """
    now = timezone.now()
    mail = OutgoingMail.objects.create(
        kind=kind,
        message_id=f"<{uuid.uuid4().hex}@{_sender_domain()}>",
        person=person,
        address=one_address(to),
        subject=one_line(subject),
        text=text,
        html=html,
        headers={name: _header(value) for name, value in (headers or {}).items()},
        is_secret=secret,
        created_at=now,
        due_at=now,
        expires_at=now + keep_trying,
    )
    once_after_commit(deliver_soon)
    return mail


def one_address(value: str) -> str:
    """Return `value` if it is exactly one address that any mail server takes.

    Raises `ValueError` otherwise. The part before the @ has to be ASCII: few servers know more
    (RFC 6531).
    """
    try:
        validate_email(value)
        value.partition("@")[0].encode("ascii")
    except (ValidationError, UnicodeEncodeError):
        raise ValueError("This is not one e-mail address.") from None
    return value


def one_line(value: str) -> str:
    """Return a text as a subject can hold it: no line breaks or other control characters, one
    space between words, cut at a word where it is long."""
    plain = "".join(
        " " if unicodedata.category(character) in {"Cc", "Zl", "Zp"} else character
        for character in value
    )
    line = " ".join(plain.split())
    if len(line) <= LONGEST_SUBJECT:
        return line
    return line[:LONGEST_SUBJECT].rsplit(" ", 1)[0] + " …"


def deliver_soon() -> None:
    """Ask a worker to deliver the outbox. To be called after the commit, and not before: who else
    asks for the same would wait for it."""
    from .tasks import ask_for_delivery

    ask_for_delivery()


def _header(value: str) -> str:
    if not (value.isprintable() and value.isascii() and len(value) < LONGEST_HEADER):
        raise ValueError("A header is one line of printable ASCII characters.")
    return value


def _sender_domain() -> str:
    (sender,) = HeaderRegistry()("From", settings.DEFAULT_FROM_EMAIL).addresses  # type: ignore[attr-defined]
    return str(sender.domain)
