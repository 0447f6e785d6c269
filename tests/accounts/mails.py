"""Reading the mails that pages send."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.core import mail


def link_in(message: mail.EmailMessage) -> str:
    """Return the path of the one link in a mail."""
    [address] = re.findall(r"^https?://\S+$", str(message.body), re.MULTILINE)
    return urlsplit(address).path


def newest() -> mail.EmailMessage:
    """Return the mail that was sent last."""
    return mail.outbox[-1]
