"""What workers do for standings."""

from __future__ import annotations

from datetime import time

from django.utils import timezone

from ropa.background import task
from ropa.background.schedule import daily
from ropa.models import Standing
from ropa.read_model import mark_stale, projection_named

from .after_commit import NAME


@task(title="Look what the new day changes in where entries and notices stand")
def look_again() -> int:
    """Have those worked out again of which the checks may find something else today, and return how
    many those are."""
    due = Standing.objects.filter(next_look__lte=timezone.localdate())
    keys = list(due.values_list("key", flat=True))
    mark_stale(projection_named(NAME), keys)
    return len(keys)


daily(time(0, 1), look_again)
