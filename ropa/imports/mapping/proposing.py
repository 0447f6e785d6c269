"""Which target a column may be meant for, told by its title."""

from __future__ import annotations

from collections.abc import Iterable


def propose(header: Iterable[str]) -> dict[str, str]:
    """Return a target for each title that is recognised."""
    raise NotImplementedError
