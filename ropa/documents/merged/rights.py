"""The rights people have, and how they use them: merged over entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..exercising_rights import how_to_ask, law_on_asking, what_to_say
from ..schema import ActivityDocument, RightDocument
from .entries import Entry, entries, entry_of, grouped, said


@dataclass(frozen=True)
class Right:
    """A right, and what to say to use it.

    Where it does not go for all entries, either those it goes for are named, or the others:
    whichever are fewer.
    """

    right: RightDocument
    say: str
    only_for: tuple[Entry, ...] = ()
    not_for: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Rights:
    """Rights, and what holds for asking under any of them, with its citations."""

    each: tuple[Right, ...]
    steps: tuple[str, ...]
    citations: tuple[str, ...]


def rights(activities: Sequence[ActivityDocument]) -> Rights:
    """Return the rights people have in any of the activities, each once."""
    groups = grouped(said(activities, lambda activity: activity.rights), lambda right: right)
    documents = [group[0].part for group in groups]
    everything = tuple(map(entry_of, activities))
    return Rights(
        tuple(_right(group[0].part, entries(group), everything) for group in groups),
        how_to_ask(documents),
        law_on_asking(documents),
    )


def _right(right: RightDocument, within: tuple[Entry, ...], everything: tuple[Entry, ...]) -> Right:
    others = tuple(entry for entry in everything if entry not in within)
    if len(others) < len(within):
        return Right(right, what_to_say(right), not_for=others)
    return Right(right, what_to_say(right), only_for=within)
