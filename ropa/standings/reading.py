"""Standings for pages: brought up to date where few are not, and told where they are not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from django.db import OperationalError
from django.db.models import Count, Min
from django.utils import timezone

from ropa.documents.status import Status
from ropa.models import StaleKey, Standing
from ropa.read_model import projection_named, refresh

from . import after_commit
from .after_commit import NAME


@dataclass(frozen=True)
class Outdated:
    """How many standings may be otherwise than they are shown, and since when."""

    count: int = 0
    since: datetime | None = None

    def __bool__(self) -> bool:
        return bool(self.count)


def bring_up_to_date() -> Outdated:
    """Make what is out of date if that is little, and return how much is left to a worker.

    After a change this was done already, unless it was cut short; and after midnight, a page may be
    asked for before a worker has looked what the day has changed.
    """
    marked = StaleKey.objects.filter(projection=NAME).order_by()
    by_day = Standing.objects.filter(next_look__lte=timezone.localdate()).order_by()
    keys = marked.values_list("key", flat=True).union(by_day.values_list("key", flat=True))
    first = list(keys[: after_commit.most_at_once() + 1])
    if not first:
        return Outdated()
    is_few = len(first) <= after_commit.most_at_once()
    at_once, later = after_commit.divided(first) if is_few else ([], first)
    if at_once and not _make_now(at_once):
        later = first
    if not later:
        return Outdated()
    told = marked.aggregate(count=Count("key", distinct=True), since=Min("since"))
    days = by_day.exclude(key__in=marked.values("key")).count()
    since = told["since"] or timezone.make_aware(datetime.combine(timezone.localdate(), time()))
    return Outdated(told["count"] + days, since)


def _make_now(keys: list[str]) -> bool:
    """Make some, unless somebody else is at it for longer than a page may wait."""
    try:
        refresh(projection_named(NAME), keys)
    except OperationalError:
        return False
    return True


def outdated_since(keys: Collection[str]) -> Mapping[str, datetime]:
    """Return since when the standings of some keys may be otherwise, of those that may."""
    marked = StaleKey.objects.filter(projection=NAME, key__in=keys).order_by()
    return dict(marked.values_list("key").annotate(since=Min("since")))


def status_of(standing: Standing) -> Status:
    """Return a standing as a status. Its decision is read unless the standing holds it."""
    return Status(
        Standing.State(standing.state), standing.number, standing.decision, standing.digest
    )
