"""Make projections anew as a whole: batch by batch, while they are read, and go on where it was
left."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from ropa.database.statistics import gather_statistics
from ropa.models import ProjectionState

from .checking import Told, every_key, silent
from .projections import Projection, projections
from .refreshing import write


def rebuild(chosen: Iterable[Projection] | None = None, told: Told = silent) -> None:
    """Make projections anew, all of them unless some are named.

    Each batch is a transaction of its own. One that was interrupted goes on after the last batch.
    """
    for projection in projections() if chosen is None else chosen:
        _rebuild(projection, told)


def rebuild_what_is_missing(told: Told = silent) -> None:
    """Make the projections that were never whole, or whose rows this program makes otherwise."""
    whole = dict(
        ProjectionState.objects.filter(completed_at__isnull=False).values_list(
            "projection", "shape"
        )
    )
    rebuild([each for each in projections() if whole.get(each.name) != each.shape], told)


def _rebuild(projection: Projection, told: Told) -> None:
    keys = every_key(projection)
    state = _begun(projection, len(keys))
    left = [key for key in keys if key > state.up_to] if state.up_to else keys
    done = len(keys) - len(left)
    for some in projection.together(left, projection.batch):
        with transaction.atomic():
            write(projection, some)
            done += len(some)
            state.up_to, state.done = some[-1], done
            state.save(update_fields=["up_to", "done"])
        told(projection.name, done, len(keys))
    state.up_to, state.completed_at = "", timezone.now()
    state.save()
    gather_statistics([projection.model._meta.db_table])


def _begun(projection: Projection, total: int) -> ProjectionState:
    """The state of a rebuild: that which was interrupted, or a new one."""
    state = ProjectionState.objects.filter(projection=projection.name).first()
    if state and state.up_to and state.shape == projection.shape:
        return state
    begun = {"shape": projection.shape, "up_to": "", "done": 0, "total": total}
    state, _ = ProjectionState.objects.update_or_create(
        projection=projection.name,
        defaults={**begun, "started_at": timezone.now(), "completed_at": None},
    )
    return state
