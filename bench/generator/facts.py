"""What a generated entry says of itself: when it runs, and how old the children in it are."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from ropa.models.references import reference_of

from .dice import FIRST_DAY, dice_for
from .plans import Plan

type Row = dict[str, Any]

_YEAR = 365
_TOLD = ("a page in plain words", "a film, and a page in plain words", "a talk at school")


def times(plan: Plan, seed: int) -> Row:
    """Return since when it runs, and for one entry in ten until when. Of those that are kept from
    the public, half follow the entry before: a public one would have to follow a public one. Dice
    of its own leave all else as it was."""
    dice = dice_for(seed, f"{plan.number}/times")
    ends_on = FIRST_DAY + timedelta(days=dice.randrange(_YEAR, 5 * _YEAR))
    follows = not plan.is_public and plan.number > 1 and dice.random() < 0.5
    return {
        "begins_on": FIRST_DAY - timedelta(days=dice.randrange(10 * _YEAR)),
        "ends_on": ends_on if dice.random() < 0.1 else None,
        "follows": reference_of(plan.number - 1) if follows else None,
    }


def about_children(plan: Plan, seed: int, data: list[Row], children: Collection[str]) -> Row:
    """Return how old the children are, how they are told, and who considered their protection;
    nothing where the `data` is about no `children`. Dice of its own leave all else as it was."""
    dice = dice_for(seed, f"{plan.number}/children")
    if not {row["people_category"] for row in data} & set(children):
        return {
            "children_youngest": None,
            "children_oldest": None,
            "how_children_are_told": "",
            "children_considered_on": None,
            "children_considered_by": "",
        }
    youngest = dice.choice((None, 1, 4, 11))
    was_considered = dice.random() < 0.7
    return {
        "children_youngest": youngest,
        "children_oldest": dice.choice((11, 16, 17)),
        "how_children_are_told": dice.choice(_TOLD),
        "children_considered_on": FIRST_DAY + timedelta(days=dice.randrange(_YEAR))
        if was_considered
        else None,
        "children_considered_by": "The data protection officer" if was_considered else "",
    }
