"""Helpers for merging: group equal parts of several entries, and name the entries."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..classification import Document
from ..description import PUBLIC, description_of
from ..labelled_fields import labelled_notes as all_notes
from ..schema import INFERRED, ActivityDocument
from ..wording import joined_names


@dataclass(frozen=True)
class EntryReference:
    """An entry of the register that a statement comes from."""

    reference: str
    title: str


@dataclass(frozen=True)
class EntryStatement:
    """What some entries say in the same words."""

    text: str
    entries: tuple[EntryReference, ...]


@dataclass(frozen=True)
class EntryPart[Part]:
    """A part of an entry, with the entry it is from."""

    part: Part
    entry: EntryReference


def entry_reference(activity: ActivityDocument) -> EntryReference:
    """Return the reference and title of the entry that a document is of."""
    return EntryReference(activity.reference, activity.title)


def parts_of_entries[Part](
    activities: Iterable[ActivityDocument], parts: Callable[[ActivityDocument], Iterable[Part]]
) -> list[EntryPart[Part]]:
    """Return the parts of all activities in order, each with its entry."""
    return [
        EntryPart(part, entry_reference(activity))
        for activity in activities
        for part in parts(activity)
    ]


def grouped_by_key[Part](
    items: Iterable[EntryPart[Part]], key: Callable[[Part], Hashable]
) -> list[list[EntryPart[Part]]]:
    """Return the items in groups of equal key, in the order in which each key first comes."""
    groups: dict[Hashable, list[EntryPart[Part]]] = {}
    for item in items:
        groups.setdefault(key(item.part), []).append(item)
    return list(groups.values())


def entries_of(items: Iterable[EntryPart]) -> tuple[EntryReference, ...]:
    """Return the entries of the items, each once, in order."""
    return tuple(dict.fromkeys(item.entry for item in items))


def distinct_texts[Part: Document](
    items: Iterable[EntryPart[Part]], text: Callable[[Part], str]
) -> tuple[str, ...]:
    """Return a text of each item, and what its labelled fields say, each once, in order."""
    parts = [item.part for item in items]
    return (*distinct(text(part).strip() for part in parts), *labelled_notes(*parts))


def statements_of[Part: Document](
    items: Iterable[EntryPart[Part]], text: Callable[[Part], str]
) -> tuple[EntryStatement, ...]:
    """Return a text of each item, and what its labelled fields say, each once, in order, with the
    entries that say so."""
    said: dict[str, list[EntryReference]] = {}
    for item in items:
        for each in (text(item.part).strip(), *labelled_notes(item.part)):
            said.setdefault(each, []).append(item.entry)
    return tuple(EntryStatement(each, distinct(entries)) for each, entries in said.items() if each)


def texts_naming_entries[Part: Document](
    items: Sequence[EntryPart[Part]], text: Callable[[Part], str]
) -> tuple[str, ...]:
    """Return a text of each item, and what its labelled fields say, each once, in order.

    What only some of the entries say begins with their titles: a note of one entry qualifies
    nothing that another holds plainly. So what one entry has from the register’s reading, and
    another states, is stated; that all of them have it from there, the merged item says in its own
    `is_inferred`.
    """
    notes: dict[str, list[EntryPart[Part]]] = {}
    for item in items:
        for note in filter(None, (text(item.part).strip(), *labelled_notes(item.part))):
            notes.setdefault(note, []).append(item)
    everywhere = len(entries_of(items))
    return tuple(
        note if len(named_in) == everywhere else _with_titles(named_in, note)
        for note, named_in in ((note, entries_of(group)) for note, group in notes.items())
    )


def _with_titles(named_in: Sequence[EntryReference], note: str) -> str:
    titles = joined_names([f"“{entry.title}”" for entry in named_in])
    return f"in {titles}: {note}"


def labelled_notes(*parts: Document) -> tuple[str, ...]:
    """Return what the labelled fields of parts say, but for what each merged item says in its own
    `is_inferred`: pages say that once for many."""
    return tuple(note for note in all_notes(*parts) if note != INFERRED)


def all_inferred(items: Iterable[EntryPart[Any]]) -> bool:
    """Say whether every entry has it from the register’s reading, and no body says it."""
    return all(item.part.is_inferred for item in items)


def any_inferred(items: Iterable[EntryPart[Any]]) -> bool:
    """Say whether any of the entries has it from the register’s reading, and not from the body."""
    return any(item.part.is_inferred for item in items)


def public_values[Part: Document](
    part: Part, *, leaving_out: tuple[str, ...]
) -> tuple[Hashable, ...]:
    """Return what a part says in its public fields, without those that are named."""
    return tuple(
        getattr(part, name)
        for name, field in description_of(type(part)).fields.items()
        if field.visibility is PUBLIC and name not in leaving_out
    )


def distinct[Value: Hashable](values: Iterable[Value]) -> tuple[Value, ...]:
    """Return the values that are not empty, each once, in order."""
    return tuple(dict.fromkeys(value for value in values if value))
