"""A message whose links in headers stay whole on their way.

Python folds headers after 78 characters, and what has no space to fold at, such as a link, it
writes as an encoded word. Mail programs do not look for links in those.
"""

from __future__ import annotations

from email.headerregistry import HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy, default
from typing import Any

from django.core.mail import EmailMultiAlternatives


class _WholeHeader(UnstructuredHeader):
    """A header on one line, which may have 998 characters (RFC 5322 section 2.1.1)."""

    def fold(self: Any, *, policy: EmailPolicy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_headers = HeaderRegistry()
# The registry makes a class of this and of its own base.
_headers.map_to_type("list-unsubscribe", _WholeHeader)  # type: ignore[arg-type]


class Message(EmailMultiAlternatives):
    """Django's message, with such headers whole."""

    def message(self, *, policy: Any = default) -> EmailMessage:
        """Return the message as it travels."""
        return super().message(policy=policy.clone(header_factory=_headers))
