"""Check time-stamps of heads against given certificates, without a network."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509

from ropa.documents.heads import Head, InvalidHead, NotedPackage
from ropa.models import HeadReceipt

from . import stamps
from .places import WitnessKind


@dataclass(frozen=True)
class Stamped:
    """A head that a time-stamp service signed, and the instant it states."""

    head: Head
    at: datetime


def checked_stamps(
    files: Sequence[Path], roots: Sequence[x509.Certificate]
) -> tuple[list[Stamped], list[str]]:
    """Return the heads whose time-stamps hold, from files that `send_heads --write-stamps` wrote
    or, without any, from the database; and what is wrong with the others, each in a sentence."""
    found: list[Stamped] = []
    wrong: list[str] = []
    for where, line, answer in _witnessed_lines(files) if files else _received():
        try:
            noted = NotedPackage.parse(line) or Head.parse(line)
            at = stamps.verify(answer, noted, roots)
            if isinstance(noted, Head):
                found.append(Stamped(noted, at))
        except (InvalidHead, stamps.NoStamp) as error:
            wrong.append(f"{where}: {error}")
    return found, wrong


def _received() -> Iterator[tuple[str, str, bytes]]:
    rows = HeadReceipt.objects.filter(kind=WitnessKind.TIME_STAMP).order_by("sequence", "pk")
    for row in rows.iterator():
        yield f"The time-stamp of version {row.sequence}", row.line, bytes(row.receipt)


def _witnessed_lines(files: Sequence[Path]) -> Iterator[tuple[str, str, bytes]]:
    for path in files:
        try:
            lines = path.read_text(encoding="ascii").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise stamps.NoStamp(
                f"{path} cannot be read: name a file that send_heads --write-stamps wrote."
            ) from error
        for number, line in enumerate(lines, start=1):
            head, _, stamp = line.rpartition(" ")
            try:
                answer = b64decode(stamp, validate=True)
            except binascii.Error:
                answer = b""
            yield f"{path}, line {number}", head, answer
