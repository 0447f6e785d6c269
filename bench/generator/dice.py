"""Chance that comes out the same every time."""

from __future__ import annotations

from random import Random


def dice_for(seed: int, what: object) -> Random:
    """Return dice that fall the same way for the same seed and thing, on every machine.

    Each thing has its own, so that a change to how one is made changes no other.
    """
    return Random(f"{seed}/{what}")  # noqa: S311 - nothing here is secret
