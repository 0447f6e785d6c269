"""What a transaction has marked: remembered, so as to mark it once, and made after the commit."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db import connection, transaction

from ropa.background import enqueue
from ropa.models import SectionActivity
from ropa.read_model import projection_named, refresh
from ropa.read_model.tasks import refresh_stale

from .keys import entry_keys_among, notice_keys_among, notices_among
from .shared_rows import Shared

NAME = "standings"
# So many are made at once, for whoever changed what they rest on; more are left to a worker.
ENTRIES_AT_ONCE = 50
NOTICES_AT_ONCE = 5


class Marked:
    """What was marked since a savepoint of a transaction. Rolled back, it is forgotten."""

    def __init__(self) -> None:
        self.keys: set[str] = set()
        self.shared: set[Shared] = set()

    def __call__(self) -> None:
        """Make it, now that everybody sees the change."""
        from .changes import add_marks, being_made, resting_on

        if self.shared:
            # Whoever began to rest on the rows meanwhile could not see that they were changing.
            unseen = resting_on(self.shared) - self.keys
            add_marks(unseen | being_made())
            self.keys |= unseen
        at_once, later = divided(self.keys)
        if at_once:
            refresh(projection_named(NAME), at_once)
        if later:
            enqueue(refresh_stale, NAME, key=f"read model: {NAME}", about=NAME.capitalize())


def marked_here() -> Marked:
    """Return what was marked since the current savepoint, to add to it."""
    savepoints = set(connection.savepoint_ids)
    for since, marked in _of_transaction():
        if since == savepoints:
            return marked
    marked = Marked()
    transaction.on_commit(marked, robust=True)
    return marked


def marked_already() -> set[str]:
    """Return the keys that this transaction has marked."""
    return {key for _, marked in _of_transaction() for key in marked.keys}


def shared_already() -> set[Shared]:
    """Return the shared rows that this transaction has changed, and marked what rests on them."""
    return {row for _, marked in _of_transaction() for row in marked.shared}


def forget(keys: Collection[str]) -> None:
    """Have keys marked again by the next change: they are being made, and may rest on other rows
    afterwards."""
    for _, marked in _of_transaction():
        marked.keys.difference_update(keys)
        marked.shared.clear()


def most_at_once() -> int:
    """Return how many are made at once at most."""
    return ENTRIES_AT_ONCE + NOTICES_AT_ONCE


def divided(keys: Collection[str]) -> tuple[list[str], list[str]]:
    """What is made at once, and what is left to a worker."""
    entries, notices = entry_keys_among(keys), notice_keys_among(keys)
    few_entries = len(entries) <= ENTRIES_AT_ONCE
    few_notices = len(notices) <= NOTICES_AT_ONCE and _places_in(notices) <= ENTRIES_AT_ONCE
    at_once = [*(entries if few_entries else ()), *(notices if few_notices else ())]
    return at_once, [*(() if few_entries else entries), *(() if few_notices else notices)]


def _places_in(notices: Collection[str]) -> int:
    """How many entries stand in these notices: each of them is looked at."""
    if not notices:
        return 0
    return SectionActivity.objects.filter(section__notice__in=notices_among(notices)).count()


def _of_transaction() -> Iterator[tuple[set[Any], Marked]]:
    waiting: Any = connection.run_on_commit
    for savepoints, function, *_ in waiting:
        if isinstance(function, Marked):
            yield savepoints, function
