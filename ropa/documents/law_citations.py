"""Provisions cited together: a law named once, and its sections in their order.

“Education and Inspections Act 2006, sections 121, 136 and 140” rather than the Act three times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ropa.digits import whole_number

from .schema import ProvisionDocument

# What can be said of several at once: “section 31”, and not “Part II of the Schedule”.
_NUMBERED = re.compile(r"(section|regulation|article|paragraph|rule) ([0-9]\S*)")
_DIGITS = re.compile(r"([0-9]+)")


@dataclass(frozen=True)
class CitedProvisions:
    """Provisions of one law of one kind, such as its sections, each with its number. One that
    stands alone is cited whole: `law` and `word` are empty then, and its number is its citation."""

    law: str
    word: str
    provisions: tuple[tuple[str, ProvisionDocument], ...]


def cited_together(provisions: Iterable[ProvisionDocument]) -> tuple[CitedProvisions, ...]:
    """Return the provisions in groups, in the order in which the first of each comes. Within a
    group they are in the order of their numbers."""
    groups: dict[tuple[str, str], list[tuple[str, ProvisionDocument]]] = {}
    for provision in provisions:
        found = _NUMBERED.fullmatch(provision.label)
        word, number = found.groups() if found else ("", "")
        key = (provision.legislation.code, word or provision.code)
        groups.setdefault(key, []).append((number, provision))
    return tuple(_group(word, items) for (_, word), items in groups.items())


def _group(word: str, items: list[tuple[str, ProvisionDocument]]) -> CitedProvisions:
    if len(items) == 1:
        only = items[0][1]
        return CitedProvisions("", "", ((only.citation, only),))
    items.sort(key=lambda item: label_sort_key(item[0]))
    return CitedProvisions(items[0][1].legislation.name, f"{word}s", tuple(items))


def label_sort_key(label: str) -> list[tuple[int, str]]:
    """Return by what labels are sorted as lawyers count: section 9 before section 31."""
    return [
        (number, "") if (number := whole_number(part)) is not None else (0, part.casefold())
        for part in _DIGITS.split(label)
        if part
    ]
