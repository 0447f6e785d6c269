"""Merging: parts of several entries that say the same become one, and keep where they are from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from ..schema import ActivityDocument


@dataclass(frozen=True)
class Entry:
    """An entry of the register that a statement comes from."""

    reference: str
    title: str


@dataclass(frozen=True)
class Said[Part]:
    """One part of one entry."""

    part: Part
    entry: Entry


def entry_of(activity: ActivityDocument) -> Entry:
    """Return the entry that an activity's document is of."""
    return Entry(activity.reference, activity.title)


def said[Part](
    activities: Iterable[ActivityDocument], parts: Callable[[ActivityDocument], Iterable[Part]]
) -> list[Said[Part]]:
    """Return the parts of all activities in order, each with its entry."""
    return [Said(part, entry_of(activity)) for activity in activities for part in parts(activity)]


def grouped[Part](
    items: Iterable[Said[Part]], key: Callable[[Part], Hashable]
) -> list[list[Said[Part]]]:
    """Return the items in groups of equal key, in the order in which each key first comes."""
    groups: dict[Hashable, list[Said[Part]]] = {}
    for item in items:
        groups.setdefault(key(item.part), []).append(item)
    return list(groups.values())


def entries(items: Iterable[Said]) -> tuple[Entry, ...]:
    """Return the entries of the items, each once, in order."""
    return tuple(dict.fromkeys(item.entry for item in items))


def distinct[Value: Hashable](values: Iterable[Value]) -> tuple[Value, ...]:
    """Return the values that are not empty, each once, in order."""
    return tuple(dict.fromkeys(value for value in values if value))
