"""Mail printed for whoever tries the register out, as words and not as it travels."""

from __future__ import annotations

from typing import Any

from django.core.mail.backends.console import EmailBackend


class ConsoleBackend(EmailBackend):
    """Writes who a message is to, its subject and its plain text."""

    def write_message(self, message: Any) -> None:
        """Write one message to the console."""
        line = "-" * 72
        self.stream.write(
            f"{line}\nMail to {', '.join(message.to)}\n{message.subject}\n\n"
            f"{message.body.rstrip()}\n{line}\n"
        )
