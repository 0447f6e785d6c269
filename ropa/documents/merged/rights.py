"""The rights people have, and how they use them: merged over entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..exercising_rights import request_citations, request_steps, request_wording
from ..schema import ActivityDocument, RightDocument
from .entries import (
    EntryPart,
    EntryReference,
    entries_of,
    entry_reference,
    grouped_by_key,
    parts_of_entries,
)


@dataclass(frozen=True)
class RightUses:
    """What gives a right in an entry of which other purposes do not."""

    entry: EntryReference
    purposes: tuple[str, ...]


@dataclass(frozen=True)
class MergedRight:
    """A right, and what to say to use it.

    Where it does not go for all entries, either those it goes for are named, or the others:
    whichever are fewer. Of an entry where it follows from some purposes alone, `only_where` names
    these.
    """

    right: RightDocument
    request_wording: str
    only_for: tuple[EntryReference, ...] = ()
    not_for: tuple[EntryReference, ...] = ()
    only_where: tuple[RightUses, ...] = ()


@dataclass(frozen=True)
class MergedRights:
    """Rights, and what holds for asking under any of them, with its citations."""

    rights: tuple[MergedRight, ...]
    steps: tuple[str, ...]
    citations: tuple[str, ...]


def merged_rights(activities: Sequence[ActivityDocument]) -> MergedRights:
    """Return the rights people have in any of the activities (UK GDPR Articles 13(2)(b), 14(2)(c)),
    each once."""
    groups = grouped_by_key(
        parts_of_entries(activities, lambda activity: activity.rights),
        lambda right: right.model_copy(update={"only_for": ()}),
    )
    documents = [group[0].part for group in groups]
    everything = tuple(map(entry_reference, activities))
    return MergedRights(
        tuple(_merged_right(group, everything) for group in groups),
        request_steps(documents),
        request_citations(documents),
    )


def _merged_right(
    group: Sequence[EntryPart[RightDocument]], everything: tuple[EntryReference, ...]
) -> MergedRight:
    right, within = group[0].part, entries_of(group)
    others = tuple(entry for entry in everything if entry not in within)
    only_where = tuple(
        RightUses(item.entry, item.part.only_for) for item in group if item.part.only_for
    )
    wording = request_wording(right)
    if len(others) < len(within):
        return MergedRight(right, wording, not_for=others, only_where=only_where)
    return MergedRight(right, wording, only_for=within, only_where=only_where)
