"""Random choices that are the same for the same seed."""

from __future__ import annotations

from datetime import date
from random import Random

# Dates count from here, and not from today: the same seed gives the same dates on every day.
FIRST_DAY = date(2025, 1, 1)


def dice_for(seed: int, what: object) -> Random:
    """Return dice that fall the same way for the same seed and thing, on every machine.

    Each thing has its own, so that a change to how one is made changes no other.
    """
    return Random(f"{seed}/{what}")  # noqa: S311 - nothing here is secret
