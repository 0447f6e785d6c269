"""Which entries may say something else than when they were approved: from the row history, without
building what they say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Exists, F, ManyToOneRel, Max, OuterRef, QuerySet, Subquery, Value

from ropa.models import ProcessingActivity, Version
from ropa.models.combined_queries import IdIn

from .build import ACTIVITY_PATHS
from .schema import SCHEMA_VERSION

# Of so few, building the documents takes less time than asking the history.
BUILD_AT_MOST = 10

# Where transactions run side by side, an approval has read the rows some time before its instant,
# and others see what a transaction changed some time after the instant of the change. Both are
# taken to be shorter than this. SQLite lets one transaction write at a time.
MARGINS = {"sqlite": timedelta(0), "postgresql": timedelta(minutes=1)}


def possibly_changed(activities: Iterable[ProcessingActivity]) -> set[int]:
    """Return the primary keys of the activities that may say something else than their newest
    version. All others say the same.

    An entry never approved, or approved under another schema, may; so may one that rests on a row
    that was changed since, even if it was changed back. A change at the instant of approval counts.
    It takes at most three queries, however many they are.
    """
    keys = {row.pk for row in activities}
    if len(keys) <= BUILD_AT_MOST:
        return keys
    margin = MARGINS[connection.vendor]
    # Since when a change counts.
    since = {key: approved_at - margin for key, approved_at in _approved_at(keys).items()}
    changed = {key for key, changed_at in _changed_entries(since) if changed_at >= since[key]}
    return (keys - since.keys()) | changed


def changed_since(instant: datetime) -> set[int]:
    """Return the primary keys of the activities that were added at an instant or later, or that
    rest on a row that was changed then or later, in at most four queries."""
    keys = ProcessingActivity.objects.order_by().values_list("pk", flat=True)
    records = ProcessingActivity.history.order_by()
    added = records.filter(history_type="+", history_date__gte=instant).values_list("id", flat=True)
    return set(added) | {key for key, _ in _changed_entries(dict.fromkeys(keys, instant))}


def _approved_at(keys: Collection[int]) -> dict[int, datetime]:
    """When each was approved last, by primary key. What retires an entry does not count: it
    repeats what was approved, whatever the rows say."""
    approvals = Version.objects.in_force().of_activities()
    later = approvals.filter(activity=OuterRef("activity"), number__gt=OuterRef("number"))
    newest = approvals.filter(IdIn("activity_id", keys), ~Exists(later))
    return dict(
        newest.filter(schema_version=SCHEMA_VERSION)
        .order_by()
        .values_list("activity", "created_at")
    )


@dataclass(frozen=True)
class _Table:
    """A table that documents are made from.

    A change in it is about the row that `column` names: itself, or the owner it belongs to.
    `paths` lead from an entry to that row; one that is empty says that the row is the entry itself.
    """

    model: Any
    column: str
    paths: tuple[str, ...]

    @property
    def is_of_entries(self) -> bool:
        """Whether a change in it is about nothing but the entry that it names."""
        return self.paths == ("",)

    def changes(self, since: datetime, entries: Collection[int]) -> QuerySet[Any]:
        """Return the rows that changes were about since an instant, and when the last one was."""
        records = self.model.history.order_by()
        recent = records.filter(history_date__gte=since)
        if self.column == "id":
            # Nothing that was approved by then rests on a row that was added since.
            found, changed_at = recent.exclude(history_type="+"), Max("history_date")
        else:
            # What was given to another owner has changed both of them.
            found = records.filter(id__in=recent.values("id"))
            of_same = records.filter(id=OuterRef("id")).order_by("-history_date")
            changed_at = Max(Subquery(of_same.values("history_date")[:1]))
        if self.is_of_entries:
            found = found.filter(IdIn(self.column, entries))
        return found.values(row=F(self.column)).annotate(changed_at=changed_at)


def _changed_entries(since: Mapping[int, datetime]) -> Iterator[tuple[int, datetime]]:
    """The entries that rest on a row that was changed since the first of these instants, and when
    that was last; an entry comes once for each such row.

    They are found by what they rest on now. What they rested on when they were approved is the
    same, or one of the rows that lead there has been changed itself.
    """
    if not since:
        return
    tables = _tables()
    changes: dict[_Table, dict[int, datetime]] = defaultdict(dict)
    first = min(since.values())
    for number, row, changed_at in _union(
        table.changes(first, since)
        .annotate(table=Value(number))
        .values_list("table", "row", "changed_at")
        for number, table in enumerate(tables)
    ):
        changes[tables[number]][row] = changed_at
    resting = ProcessingActivity.objects.order_by().filter(IdIn("pk", since))
    for number, row, key in _union(
        resting.annotate(table=Value(number), row=F(path or "pk"))
        .filter(IdIn("row", changes[table]))
        .values_list("table", "row", "pk")
        for number, table in enumerate(tables)
        if table in changes and not table.is_of_entries
        for path in table.paths
    ):
        yield key, changes[tables[number]][row]
    for table, instants in changes.items():
        if table.is_of_entries:
            yield from instants.items()


def _union(querysets: Iterable[QuerySet[Any]]) -> Iterable[Any]:
    """What all of them find, in one query, or none if there are none."""
    every = list(querysets)
    return every[0].union(*every[1:], all=True).order_by() if every else ()


@cache
def _tables() -> tuple[_Table, ...]:
    """Every table that documents of entries are made from."""
    paths: dict[tuple[Any, str], set[str]] = {(ProcessingActivity, "id"): {""}}
    for path in ACTIVITY_PATHS:
        model: Any = ProcessingActivity
        here = ""
        for name in path.split("__"):
            owner, here = here, f"{here}__{name}".removeprefix("__")
            field = model._meta.get_field(name)
            model = field.related_model
            if isinstance(field, ManyToOneRel):
                paths.setdefault((model, field.field.attname), set()).add(owner)
            else:
                paths.setdefault((model, "id"), set()).add(here)
    return tuple(
        _Table(model, column, tuple(sorted(leading))) for (model, column), leading in paths.items()
    )
