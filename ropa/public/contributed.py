"""What other applications publish on the public site besides notices and entries.

An application registers here the pages it has, and they are listed and found with all others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Contribution:
    """A page of another application: its kind in the plural (“Surveys”), its name, where it
    is, all that it says as text, and when the version it is made from was frozen."""

    kind: str
    name: str
    address: str
    text: str
    changed: datetime


# Returns the pages as they stand. It reads published versions, in one query.
Contributor = Callable[[], Iterable[Contribution]]

_contributors: list[Contributor] = []


def register_contributor(contributor: Contributor) -> None:
    """Register what returns the pages of an application."""
    _contributors.append(contributor)


def contributions() -> tuple[Contribution, ...]:
    """Return the pages of all other applications, a query for each application."""
    return tuple(page for contributor in _contributors for page in contributor())
