"""In which pages of other applications an organisation or a provision has a part.

An application registers here what says where something is part of its pages; the page about that
thing leads to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Involvement:
    """A page, under what it is listed (“Surveys it leads”), its name, and where it is."""

    heading: str
    name: str
    address: str


# Given a kind as in `ropa.public.index` and a code, returns the pages that the thing has a part
# in. It reads published versions, in one query.
Involver = Callable[[str, str], Iterable[Involvement]]

_involvers: list[Involver] = []


def register_involver(involver: Involver) -> None:
    """Register what says in which pages of an application something has a part."""
    _involvers.append(involver)


def involvements(kind: str, code: str) -> dict[str, list[Involvement]]:
    """Return the pages in which something has a part under their headings, in order of name.

    Takes a query for each application.
    """
    found = [each for involver in _involvers for each in involver(kind, code)]
    by_heading: dict[str, list[Involvement]] = {each.heading: [] for each in found}
    for each in sorted(found, key=lambda each: each.name.casefold()):
        by_heading[each.heading].append(each)
    return by_heading
