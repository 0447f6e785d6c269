"""The places that HEADS_TO names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_MAIL = re.compile(r"[^\s@,]+@[^\s@,]+\.[^\s@,]+")
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
EXAMPLES = (
    "mailto:heads@example.org, https://witness.example.org/heads, tsa+https://tsa.example.org"
)


class WitnessKind(StrEnum):
    """How a head is sent: as a mail, as a request with a signature, as a question for a time-stamp
    (RFC 3161)."""

    MAIL = "mail"
    WEB = "web"
    TIME_STAMP = "time-stamp"


@dataclass(frozen=True)
class Witness:
    """A place to which heads are sent, and its address there."""

    kind: WitnessKind
    address: str

    @property
    def name(self) -> str:
        """What it is called in the log and the database: without what may be secret in it."""
        if self.kind is WitnessKind.MAIL:
            return f"mailto:{self.address}"
        parts = urlsplit(self.address)
        prefix = "tsa+" if self.kind is WitnessKind.TIME_STAMP else ""
        return f"{prefix}{parts.scheme}://{parts.hostname}{parts.path}"[:200]


def witness_of(written: str) -> Witness:
    """Return the place that one value of HEADS_TO names. Raises `ImproperlyConfigured`.

    A time-stamp says itself who made it, so it may come over plain HTTP, as most services have it.
    Another web service must be asked over HTTPS, except on this machine.
    """
    scheme, _, rest = written.partition(":")
    if scheme == "mailto" and _MAIL.fullmatch(rest):
        return Witness(WitnessKind.MAIL, rest)
    is_stamp = written.startswith("tsa+")
    address = written.removeprefix("tsa+")
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    plain_is_fine = is_stamp or host in _LOOPBACK
    if host and parts.scheme in ({"https", "http"} if plain_is_fine else {"https"}):
        return Witness(WitnessKind.TIME_STAMP if is_stamp else WitnessKind.WEB, address)
    raise ImproperlyConfigured(
        f"HEADS_TO names “{written[:100]}”, to which no head can be sent: set it to addresses such "
        f"as {EXAMPLES}, with commas between."
    )
