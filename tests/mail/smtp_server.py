"""A mail server on loopback for tests, which does as it is told with each message."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

# What it answers to each command when all is well.
ANSWERS = {"": "220 ready", "EHLO": "250 hello", "MAIL": "250 ok", "RCPT": "250 ok"}
ANSWERS |= {"DATA": "354 go on", ".": "250 taken", "RSET": "250 ok", "QUIT": "221 bye"}
# Instead of an answer: say nothing and close the connection.
HANG_UP = "hang up"


@dataclass
class MailServer:
    """`answers` says what to answer to a command (“” is the greeting, “.” the end of a message),
    for ever or, from a list, one after the other. `accepted` are the messages it took over; those
    of which it then did not say so are among them."""

    listener: socket.socket
    answers: dict[str, Any] = field(default_factory=dict)
    accepted: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    connections: int = 0

    @property
    def mailer(self) -> dict[str, Any]:
        """The entry of MAILERS that leads here."""
        host, port = self.listener.getsockname()
        options = {"host": host, "port": port, "timeout": 5}
        return {"BACKEND": "ropa.mail.smtp.SmtpBackend", "OPTIONS": options}

    def subjects(self) -> list[str]:
        return [message["Subject"] for message in self.accepted]

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            with connection, connection.makefile("rb") as lines, suppress(OSError):
                connection.settimeout(5)
                self.converse(connection, lines)

    def converse(self, connection: socket.socket, lines: Any) -> None:
        if not self.answer(connection, ""):
            return
        for line in lines:
            command = line[:4].decode().strip().upper()
            if command == "RCPT":
                self.recipients.append(line.decode().strip()[len("rcpt to:") :])
            if command == "DATA" and self.expected("DATA", peek=True).startswith("354"):
                if not self.answer(connection, "DATA") or not self.take(connection, lines):
                    return
            elif not self.answer(connection, command) or command == "QUIT":
                return

    def take(self, connection: socket.socket, lines: Any) -> bool:
        """Read a message, and say what came of it. Half a message is none."""
        content = b""
        for line in lines:
            if line == b".\r\n":
                break
            content += line
        else:
            return False
        if self.expected(".", peek=True)[:1] not in "45":
            self.accepted.append(message_from_bytes(content, policy=default))
        return self.answer(connection, ".")

    def expected(self, command: str, *, peek: bool = False) -> str:
        told = self.answers.get(command)
        if isinstance(told, list):
            if told:
                return str(told[0] if peek else told.pop(0))
            told = None
        return str(told or ANSWERS.get(command, "502 not known"))

    def answer(self, connection: socket.socket, command: str) -> bool:
        answer = self.expected(command)
        if answer == HANG_UP:
            return False
        connection.sendall(answer.encode() + b"\r\n")
        return not answer.startswith("421")


@contextmanager
def mail_server(**answers: Any) -> Iterator[MailServer]:
    """Run a mail server until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = MailServer(listener, answers)
        thread = threading.Thread(target=server.serve, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            thread.join(10)


def nobody_listens() -> dict[str, Any]:
    """The entry of MAILERS for a server that is not there."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host, port = listener.getsockname()
    options = {"host": host, "port": port, "timeout": 5}
    return {"BACKEND": "ropa.mail.smtp.SmtpBackend", "OPTIONS": options}
