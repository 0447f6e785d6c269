"""Write projections: at once, in the transaction of the cause, or soon, by a worker."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import connection, transaction
from django.db.models import Manager, Min, Model

from ropa.background import enqueue
from ropa.models import StaleKey

from .comparing import Comparison, compare
from .projections import Changes, Projection, projections

# Of the locks of PostgreSQL so many are for each projection: one for each key would be too many.
_LOCKS = 64
# Keys that one query names.
_TOGETHER = 500
# The keys of each projection that are refreshed once, at the end of `refreshed_together`.
_waiting: ContextVar[dict[Projection, set[str]] | None] = ContextVar("waiting", default=None)


def record_changed(row: Model) -> None:
    """Refresh whatever follows from a row of the record that was added or changed, in the current
    transaction: at once, or at the end of `refreshed_together`."""
    waiting = _waiting.get()
    for projection in projections():
        if isinstance(row, projection.made_from):
            keys = projection.keys_from(row)
            if waiting is None:
                refresh(projection, keys)
            else:
                waiting.setdefault(projection, set()).update(keys)


@contextmanager
def refreshed_together() -> Iterator[None]:
    """Refresh once, at the end, what follows from all the rows that change meanwhile: what many of
    them share is made anew once and not for each.

    Use it inside the transaction of these changes. Until the end, projections say what they said
    before. Within another one, the outermost refreshes.
    """
    if _waiting.get() is not None:
        yield
        return
    waiting: dict[Projection, set[str]] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for projection in projections():
        if projection in waiting:
            refresh(projection, waiting[projection])


def refresh(projection: Projection, keys: Iterable[str]) -> None:
    """Make the rows of some keys anew, and let other projections follow, in one transaction.

    Call it in the transaction of whatever changed, after the change. Rows that are right already
    are not written. Two who refresh the same key do so one after the other, each seeing what the
    other has done.
    """
    for some in projection.together(sorted(set(keys)), _TOGETHER):
        with transaction.atomic():
            changes = write(projection, some)
            if changes:
                for other in projections():
                    other.follow(projection, changes)


def mark_stale(projection: Projection, keys: Iterable[str]) -> None:
    """Note that rows of some keys are out of date, and have a worker make them again.

    Call it in the transaction of whatever changed.
    """
    from .tasks import refresh_stale

    stale = [StaleKey(projection=projection.name, key=key) for key in sorted(set(keys))]
    if stale:
        StaleKey.objects.bulk_create(stale, batch_size=_TOGETHER)
        about = projection.name.capitalize()
        enqueue(refresh_stale, projection.name, key=f"read model: {projection.name}", about=about)


def stale_since(projection: Projection, key: str | None = None) -> datetime | None:
    """Return since when something in a projection is out of date, or one key of it; None if
    nothing is."""
    found = StaleKey.objects.filter(projection=projection.name)
    if key is not None:
        found = found.filter(key=key)
    since: datetime | None = found.aggregate(since=Min("since"))["since"]
    return since


def write(projection: Projection, keys: Sequence[str]) -> Changes:
    """Make the rows of some keys anew, in the current transaction, and return what was written."""
    lock(projection, keys)
    # What is marked from here on may not have been seen.
    marks = StaleKey.objects.filter(projection=projection.name, key__in=keys)
    seen = list(marks.values_list("pk", flat=True))
    found = compare(projection, keys)
    if found:
        _put_right(projection, found)
    if seen:
        StaleKey.objects.filter(pk__in=seen).delete()
    return Changes(
        (*found.superfluous, *(row for row, _should in found.different)),
        (*found.missing, *(should for _row, should in found.different)),
    )


def add_up(projection: Projection, column: str, counts: Iterable[Model]) -> None:
    """Add to the counts that a projection keeps, in the current transaction: `counts` are rows that
    say how much is added, not saved. What comes to nothing has no row."""
    added = [row for row in counts if getattr(row, column)]
    if not added:
        return
    model = projection.model
    unique = projection.identified_by or (projection.key_field,)
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    table, count = quote(model._meta.db_table), quote(column)
    columns = ", ".join(quote(field.attname) for field in fields)
    named = ", ".join(map(quote, unique))

    def name(row: Model) -> list[Any]:
        return [getattr(row, each) for each in unique]

    for some in batched(sorted(added, key=name), _TOGETHER):
        places = f"({', '.join(['%s'] * len(fields))})"
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({columns}) VALUES {', '.join([places] * len(some))}"  # noqa: S608
                f" ON CONFLICT ({named})"
                f" DO UPDATE SET {count} = {table}.{count} + excluded.{count}",
                [getattr(row, field.attname) for row in some for field in fields],
            )
        first = {f"{unique[0]}__in": [name(row)[0] for row in some], column: 0}
        model._default_manager.filter(**first).delete()


def lock(projection: Projection, keys: Iterable[str]) -> None:
    """Let one transaction at a time make the rows of a key. On SQLite only one writes anyway."""
    if connection.vendor != "postgresql":
        return
    name = projection.locked_with
    places = [0] if name else sorted({zlib.crc32(key.encode()) % _LOCKS for key in keys})
    table = zlib.crc32((name or projection.name).encode()) & 0x7FFFFFFF
    with connection.cursor() as cursor:
        for place in places:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [table, place])


def _put_right(projection: Projection, found: Comparison) -> None:
    table: Manager[Any] = projection.model._default_manager
    gone = [row.pk for row in (*found.superfluous, *(row for row, _should in found.different))]
    for some in batched(gone, _TOGETHER):
        table.filter(pk__in=some).delete()
    # Many rows at once cost less than a statement for each that differs.
    new = [*found.missing, *(should for _row, should in found.different)]
    table.bulk_create(new, batch_size=_TOGETHER)
