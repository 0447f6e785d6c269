"""Merging: parts of several entries that say the same become one, and keep where they are from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from ..classification import Document
from ..description import PUBLIC, description_of
from ..plain import plain_notes
from ..schema import ActivityDocument
from ..wording import joined


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


def noted[Part: Document](
    items: Iterable[Said[Part]], text: Callable[[Part], str]
) -> tuple[str, ...]:
    """Return a text of the items, and what their plain fields say, each once, in order."""
    parts = [item.part for item in items]
    return (*distinct(text(part).strip() for part in parts), *plain_notes(*parts))


def details[Part: Document](
    items: Sequence[Said[Part]], text: Callable[[Part], str]
) -> tuple[str, ...]:
    """Return a text of the items, and what their plain fields say, each once, in order.

    What only some of the entries say begins with their titles: a note of one entry qualifies
    nothing that another holds plainly.
    """
    notes: dict[str, list[Said[Part]]] = {}
    for item in items:
        for note in filter(None, (text(item.part).strip(), *plain_notes(item.part))):
            notes.setdefault(note, []).append(item)
    return tuple(
        note if len(named_in := entries(group)) == len(entries(items)) else _of(named_in, note)
        for note, group in notes.items()
    )


def _of(named_in: Sequence[Entry], note: str) -> str:
    titles = joined([f"“{entry.title}”" for entry in named_in])
    return f"in {titles}: {note}"


def what_is_public[Part: Document](part: Part, *, but: tuple[str, ...]) -> tuple[Hashable, ...]:
    """Return what a part says in its public fields, without those that are named."""
    return tuple(
        getattr(part, name)
        for name, field in description_of(type(part)).fields.items()
        if field.visibility is PUBLIC and name not in but
    )


def distinct[Value: Hashable](values: Iterable[Value]) -> tuple[Value, ...]:
    """Return the values that are not empty, each once, in order."""
    return tuple(dict.fromkeys(value for value in values if value))
