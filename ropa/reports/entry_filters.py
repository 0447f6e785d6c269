"""Filters for the entries of a report that extensions add.

An application registers here by what else entries can be chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

type Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class EntryFilter:
    """A way to choose entries by something that stands behind them.

    `name` is what addresses and the command line call it, `label` what people read, and `every`
    what they read for no choice. `options` gives the codes and names that a person may choose (all
    of them, if nobody asks). `references` gives the references of the entries behind a code, as
    they are now, or as they were published at an instant.
    """

    name: str
    label: str
    every: str
    options: Callable[[Any], Options]
    references: Callable[[str, datetime | None], frozenset[str]]


_filters: dict[str, EntryFilter] = {}


def register_entry_filter(found: EntryFilter) -> None:
    """Let entries be chosen in this way too."""
    _filters[found.name] = found


def entry_filters() -> tuple[EntryFilter, ...]:
    """Return every way that was registered."""
    return tuple(_filters.values())
