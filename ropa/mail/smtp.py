"""Django's SMTP backend, which also tells whether a message may have been accepted.

A server takes a message over with its answer to the line that ends it (RFC 5321 section 4.1.1.4).
If the connection breaks before that line is out, the message was not taken. If it breaks after,
and before the answer is read, nobody can know (RFC 1047): then `MaybeAccepted` is raised.
"""

from __future__ import annotations

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

END_OF_MESSAGE = b"\r\n.\r\n"
# How long, in seconds, to wait for the answer that decides. A server may look a message through
# before it gives it (RFC 5321 section 4.5.3.2.6 asks for ten minutes); to give up early is what
# makes messages uncertain.
DECIDING_TIMEOUT = 300


class MaybeAccepted(Exception):
    """The server had the whole message, and its answer was not heard or not understood."""


class _TellsAcceptance:
    """For a connection of `smtplib`: knows whether the server may have the newest message, and
    raises `MaybeAccepted` where that is what an error means."""

    sock: Any
    timeout: Any
    may_have_message = False

    def data(self, message: Any) -> tuple[int, bytes]:
        try:
            code, answer = super().data(message)  # type: ignore[misc]
        except OSError:
            if self.may_have_message:
                raise MaybeAccepted from None
            raise
        # Neither a yes (250), nor “not now” (4xx), nor “never” (5xx).
        if code != 250 and not 400 <= code < 600:
            raise MaybeAccepted
        self.sock.settimeout(self.timeout)
        return code, answer

    def send(self, data: Any) -> None:
        # Only what ends a message is bytes with this end, and it is handed over with all before it.
        ends = isinstance(data, bytes) and data.endswith(END_OF_MESSAGE)
        self.may_have_message = ends
        try:
            super().send(data)  # type: ignore[misc]
        except OSError:
            self.may_have_message = False
            raise
        if ends:
            self.sock.settimeout(DECIDING_TIMEOUT)


class _Smtp(_TellsAcceptance, smtplib.SMTP):
    pass


class _SmtpOverTls(_TellsAcceptance, smtplib.SMTP_SSL):
    pass


class SmtpBackend(EmailBackend):
    """Sends by SMTP; raises what `smtplib` raises, and `MaybeAccepted`."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _SmtpOverTls if self.use_ssl else _Smtp

    @property
    def may_have_message(self) -> bool:
        """Whether the server may have taken over the message that was sent last."""
        return bool(getattr(self.connection, "may_have_message", False))
