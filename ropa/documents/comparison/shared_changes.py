"""Merge the differences that one change to a shared row makes in many places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ropa.documents.description import NAMES

from .difference import Difference


def merge_shared_changes(differences: Iterable[Difference]) -> tuple[Difference, ...]:
    """Return the differences in reading order, each change of something shared only once.

    What is shared comes last, under its headings.

    A body stands in some places with its name only: its new name is one difference all the same.
    """
    found: dict[Any, Difference] = {}
    for each in differences:
        same = found.get(_merge_key(each))
        found[_merge_key(each)] = each if same is None else _merged(same, each)
    own = [each for each in found.values() if not each.places]
    shared = [each for each in found.values() if each.places]
    return (*own, *sorted(shared, key=lambda each: each.path[0]))


def _merge_key(difference: Difference) -> Any:
    if not difference.places:
        return (difference,)
    named, *path = difference.steps
    return (named.item, *path, difference.kind, difference.before, difference.after)


def _merged(one: Difference, other: Difference) -> Difference:
    first = other if one.steps[0].field.label == NAMES else one
    if one.is_public != other.is_public:
        # The places for staff may be told by names that are for staff too.
        return replace(first, is_public=True, places=(one if one.is_public else other).places)
    return replace(first, places=tuple(dict.fromkeys((*one.places, *other.places))))
