"""The head of the chain of versions, which proves what the table held at an instant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from ropa.models import Version

# Who logs under this name notes down what proves the history: send that elsewhere.
HEADS_LOGGER = "ropa.heads"
_LINE = re.compile(r"(?P<sequence>[1-9][0-9]{0,17}) (?P<row_hash>[0-9a-f]{64}) (?P<instant>\S+)")

_PACKAGE = re.compile(r"package (?P<digest>[0-9a-f]{64}) (?P<sequence>[0-9]{1,18})")


class InvalidHead(ValueError):
    """A line or a file that should hold heads does not. The message says where, and what to do."""


@dataclass(frozen=True)
class Head:
    """The last row of the chain at an instant: which it was, its hash, and when it was made."""

    sequence: int
    row_hash: str
    created_at: datetime

    @classmethod
    def of_version(cls, version: Version) -> Self:
        """Return the head of the chain that ends with `version`."""
        return cls(version.sequence, version.row_hash, version.created_at)

    @classmethod
    def parse(cls, line: str) -> Self:
        """Return the head that a line states. Raises `InvalidHead` if it states none."""
        match = _LINE.fullmatch(line.strip())
        try:
            if match is None:
                raise ValueError
            instant = datetime.fromisoformat(match["instant"])
        except ValueError:
            raise InvalidHead(f"“{line.strip()[:100]}” is not a head.") from None
        return cls(int(match["sequence"]), match["row_hash"], instant)

    def __str__(self) -> str:
        """The line that states the head: its number, its hash and its instant, in UTC."""
        return f"{self.sequence} {self.row_hash} {self.created_at.astimezone(UTC).isoformat()}"


@dataclass(frozen=True)
class NotedPackage:
    """An evidence package that was made: the SHA-256 of its manifest, and the number of the last
    version in it, 0 for none."""

    digest: str
    sequence: int

    @classmethod
    def parse(cls, line: str) -> Self | None:
        """Return the package that a line states; `None` if it states none."""
        match = _PACKAGE.fullmatch(line.strip())
        return cls(match["digest"], int(match["sequence"])) if match else None

    def __str__(self) -> str:
        """The line that states it, as it stands between heads."""
        return f"package {self.digest} {self.sequence}"


def head_as_at(instant: datetime | None = None) -> Head | None:
    """Return the head of the chain as it is, or as it was at an instant; `None` if it was empty."""
    versions = Version.objects.order_by("-sequence").defer("document")
    if instant is not None:
        versions = versions.filter(created_at__lte=instant)
    newest = versions.first()
    return Head.of_version(newest) if newest else None
