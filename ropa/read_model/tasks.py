"""What workers do for the read model."""

from __future__ import annotations

from datetime import timedelta

from ropa.background import enqueue, report_progress, task
from ropa.background.schedule import run_every
from ropa.models import StaleKey

from .projections import projection_named, projections
from .refreshing import refresh


@task(title="What pages need, made again")
def refresh_stale(name: str) -> int:
    """Make again what is out of date in a projection, what was marked first before the rest, and
    return how many keys that were."""
    projection = projection_named(name)
    marked = StaleKey.objects.filter(projection=name)
    done = 0
    while keys := _first(marked.order_by("pk").values_list("key", flat=True)[: projection.batch]):
        report_progress(done, done + marked.count(), f"Making {name}")
        refresh(projection, keys)
        done += len(keys)
    return done


def _first(keys: object) -> list[str]:
    return list(dict.fromkeys(keys))  # type: ignore[call-overload]


@task(title="Look for what pages need and nobody makes", attempts=1)
def ask_for_what_is_stale() -> None:
    """Ask again for what is out of date in any projection, if its job is gone."""
    names = set(StaleKey.objects.values_list("projection", flat=True).distinct())
    for projection in projections():
        if projection.name in names:
            enqueue(refresh_stale, projection.name, key=f"read model: {projection.name}")


run_every(timedelta(minutes=5), ask_for_what_is_stale)
