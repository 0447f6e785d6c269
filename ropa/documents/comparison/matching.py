"""Match the items of a list before and after a change: by identity, or by their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ropa.documents.description import Description, description_of_node
from ropa.documents.nodes import node_fields, value_at

from .word_runs import likeness

# From here on, two texts are taken for one text that was rewritten.
_LEAST_LIKENESS = 0.6


@dataclass(frozen=True)
class Match:
    """Pairs in the order of the list after; what has no partner was removed or added."""

    pairs: tuple[tuple[Any, Any], ...]
    removed: tuple[Any, ...]
    added: tuple[Any, ...]
    is_reordered: bool


def match(before: Sequence[Any], after: Sequence[Any]) -> Match:
    """Match the items of two lists by identity or, failing that, by their own words."""
    partners: dict[int, int] = {}  # place after -> place before
    _pair_by_identity(before, after, partners)
    _pair_alike(before, after, partners)
    pairs = sorted(partners.items())
    places = [old for _, old in pairs]
    taken = set(places)
    return Match(
        pairs=tuple((before[old], after[new]) for new, old in pairs),
        removed=tuple(item for place, item in enumerate(before) if place not in taken),
        added=tuple(item for place, item in enumerate(after) if place not in partners),
        is_reordered=places != sorted(places),
    )


def _pair_by_identity(
    before: Sequence[Any], after: Sequence[Any], partners: dict[int, int]
) -> None:
    """Pair what has the same identity; of several, first those that have most in common."""
    old_places, new_places = _by_identity(before), _by_identity(after)
    for identity, new in new_places.items():
        old = old_places.get(identity, [])
        if len(old) == len(new) == 1:
            partners[new[0]] = old[0]
        elif old:
            _pair_best_first(old, new, partners, lambda b, a: _equal_fields(before[b], after[a]))


def _pair_alike(before: Sequence[Any], after: Sequence[Any], partners: dict[int, int]) -> None:
    """Pair what is left and reads the same, or nearly so."""
    taken = set(partners.values())
    old = [place for place in range(len(before)) if place not in taken]
    new = [place for place in range(len(after)) if place not in partners]
    _pair_best_first(
        old, new, partners, lambda b, a: _text_likeness(before[b], after[a]), least=_LEAST_LIKENESS
    )


def _by_identity(items: Sequence[Any]) -> dict[Any, list[int]]:
    places: dict[Any, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        # What has no identity is known by what it says.
        places[description_of_node(item).identity_of(item) or repr(item)].append(place)
    return places


def _pair_best_first(
    old: Sequence[int],
    new: Sequence[int],
    partners: dict[int, int],
    score: Callable[[int, int], float],
    least: float = 0,
) -> None:
    scored = sorted(((score(b, a), -b, -a) for b in old for a in new), reverse=True)
    taken = set()
    for found, b, a in scored:
        if found >= least and -b not in taken and -a not in partners:
            partners[-a] = -b
            taken.add(-b)


def _equal_fields(before: Any, after: Any) -> int:
    """In how many fields two items of one identity say the same."""
    if isinstance(after, str):
        return 1
    old = node_fields(before)
    return sum(name in old and old[name] == value for name, value in node_fields(after).items())


def _text_likeness(before: Any, after: Any) -> float:
    """How alike two items are that were not known again.

    What is known by a code is the same only if it has the same name: two bodies do not become
    one by having similar names.
    """
    described = description_of_node(after)
    if isinstance(after, str) or not described.likeness:
        return float(described.name_of(before) == described.name_of(after) != "")
    return likeness(_likeness_text(described, before), _likeness_text(described, after))


def _likeness_text(described: Description, item: Any) -> str:
    return "\n".join(str(value_at(item, path) or "") for path in described.likeness)
