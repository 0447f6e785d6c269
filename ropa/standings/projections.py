"""The projections: what is worked out from the record, and the tables for pages that follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import batched
from typing import Any

from django.db.models import Model

from ropa.models import (
    Decision,
    Notice,
    ProcessingActivity,
    Standing,
    StandingFinding,
    StandingUse,
    Version,
    WorkedOut,
)
from ropa.read_model import Changes, Projection, refresh, register

from .after_commit import NAME, forget
from .keys import (
    entries_among,
    entry_keys_among,
    every_key,
    notice_keys_among,
    notices_among,
)
from .making import entry_standings, notice_standings

_DAYS = ("review_due", "next_look")


class Workings(Projection):
    """What is worked out about every entry and every notice."""

    name = NAME
    model = WorkedOut
    key_field = "key"
    made_from = (ProcessingActivity, Notice, Decision, Version)
    # Where one transaction at a time writes, others wait for no more than these.
    batch = 50

    def keys(self) -> Iterable[str]:
        """Return the key of each entry and notice."""
        return every_key()

    def together(self, keys: Sequence[str], most: int) -> Iterator[Sequence[str]]:
        """Yield some entries, or one notice, which may be made of hundreds."""
        yield from batched(entry_keys_among(keys), min(most, self.batch))
        yield from batched(notice_keys_among(keys), 1)

    def rows(self, keys: Sequence[str]) -> Iterator[WorkedOut]:
        """Yield what is worked out about those with these keys now."""
        forget(keys)
        yield from entry_standings(entries_among(keys))
        # Each holds the documents of all its entries.
        for notice in sorted(notices_among(keys)):
            yield from notice_standings({notice})


class Standings(Projection):
    """Where every entry and every notice stands."""

    name = "standings for lists"
    model = Standing
    key_field = "key"
    made_from = (WorkedOut,)
    batch = 500

    def keys(self) -> Iterable[str]:
        """Return the key of each that was worked out."""
        return WorkedOut.objects.order_by().values_list("key", flat=True)

    def rows(self, keys: Sequence[str]) -> Iterator[Standing]:
        """Yield where those with these keys stand."""
        worked_out = WorkedOut.objects.filter(key__in=keys).order_by()
        for key, columns in worked_out.values_list("key", "standing"):
            days = {name: columns[name] and date.fromisoformat(columns[name]) for name in _DAYS}
            yield Standing(key=key, **columns | days)

    def follow(self, other: Projection, changes: Changes) -> None:
        """Say where those stand that were worked out."""
        if other.model is WorkedOut:
            refresh(self, {row.key for row in changes.rows})


class _OfStandings(Projection):
    """What was worked out as a list, a row for each, to be found by what it is about."""

    key_field = "standing_id"
    made_from = (WorkedOut, Standing)
    batch = 200

    def keys(self) -> Iterable[str]:
        """Return the key of each standing."""
        return map(str, Standing.objects.order_by().values_list("pk", flat=True))

    def listed(self, keys: Sequence[str], name: str) -> Iterator[tuple[int, list[Any]]]:
        """Yield a list of what was worked out, with the standing it belongs to."""
        standings = dict(Standing.objects.filter(pk__in=keys).order_by().values_list("key", "pk"))
        worked_out = WorkedOut.objects.filter(key__in=standings).order_by()
        for key, found in worked_out.values_list("key", name):
            yield standings[key], found

    def follow(self, other: Projection, changes: Changes) -> None:
        """Make the rows of what was worked out."""
        if other.model is WorkedOut:
            keys = {row.key for row in changes.after}
            refresh(self, map(str, _standings_with(keys)))


class Findings(_OfStandings):
    """Which entries and notices break a rule."""

    name = "findings of the checks"
    model = StandingFinding
    identified_by = ("rule", "place")

    def rows(self, keys: Sequence[str]) -> Iterator[Model]:
        """Yield a row for each finding in the standings with these keys."""
        for pk, found in self.listed(keys, "found"):
            for place, kept in enumerate(found):
                yield StandingFinding(standing_id=pk, rule=kept["rule"], place=place)


class Uses(_OfStandings):
    """Which entries and notices rest on a shared row."""

    name = "uses of shared rows"
    model = StandingUse
    identified_by = ("kind", "row")

    def rows(self, keys: Sequence[str]) -> Iterator[Model]:
        """Yield a row for each row that the standings with these keys rest on."""
        for pk, shared in self.listed(keys, "rests_on"):
            for kind, row in shared:
                yield StandingUse(standing_id=pk, kind=kind, row=row)


def _standings_with(keys: Iterable[str]) -> Iterable[int]:
    return Standing.objects.filter(key__in=keys).order_by().values_list("pk", flat=True)


# Each comes after those it follows from.
WORKINGS = register(Workings())
STANDINGS = register(Standings())
FINDINGS = register(Findings())
USES = register(Uses())
