"""Check the read model: make everything again beside what stands, and name each difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import batched

from django.db import transaction

from ropa.models import StaleKey

from .comparing import RowDifference, compare, differences
from .projections import Projection, projections
from .refreshing import lock

# Told of what is looked at, how many keys of it are done, and how many there are.
type Told = Callable[[str, int, int], None]


def silent(_doing: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def check(told: Told = silent) -> Iterator[RowDifference]:
    """Yield each row that is missing, superfluous or different.

    What is marked as stale is known to be out of date, so it is left to the worker.
    """
    for projection in projections():
        yield from check_projection(projection, told)


def check_projection(projection: Projection, told: Told = silent) -> Iterator[RowDifference]:
    """Yield the differences of one projection."""
    keys = every_key(projection)
    done = 0
    for some in batched(keys, projection.batch):
        if compare(projection, some):
            yield from _for_certain(projection, some)
        done += len(some)
        told(projection.name, done, len(keys))


def every_key(projection: Projection) -> list[str]:
    """Return every key that may have rows, and every key that has some, in order."""
    rows = projection.model._default_manager.order_by()
    standing = rows.values_list(projection.key_field, flat=True).distinct()
    return sorted({*projection.keys(), *map(str, standing.iterator())})


def _for_certain(projection: Projection, keys: Sequence[str]) -> Iterator[RowDifference]:
    """The differences, with nobody writing: before, somebody may have."""
    with transaction.atomic():
        lock(projection, keys)
        marked = StaleKey.objects.filter(projection=projection.name, key__in=keys)
        stale = set(marked.values_list("key", flat=True))
        found = compare(projection, [key for key in keys if key not in stale])
    yield from differences(projection, found)
