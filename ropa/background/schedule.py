"""Work that is done again and again: each once in its period, however many workers there are.

A `tasks` module registers its own:

    every(timedelta(hours=1), check_heads)
    daily(time(7), send_digests)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import transaction
from django.tasks import Task
from django.utils import timezone

from ropa.models import PeriodicRun

from .queue import enqueue

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Periodic:
    """A task without arguments, and how often it is done: at a time of each day, or at each full
    length of time."""

    task: Task
    length: timedelta = timedelta(days=1)
    at: time | None = None

    @property
    def name(self) -> str:
        return self.task.module_path

    def period(self, now: datetime) -> datetime:
        """Return when the period began that `now` lies in."""
        if self.at is None:
            return now - (now - _EPOCH) % self.length
        local = timezone.localtime(now)
        begins = local.replace(
            hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0, fold=0
        )
        if begins > local:
            begins = (begins - timedelta(days=1)).replace(fold=0)
        return begins.astimezone(UTC)


_registered: dict[str, Periodic] = {}


def run_every(length: timedelta, task: Task[[], Any]) -> None:
    """Have a task done once in each length of time."""
    _register(Periodic(task, length))


def daily(at: time, task: Task[[], Any]) -> None:
    """Have a task done each day from a time of the register's time zone on."""
    _register(Periodic(task, at=at))


def _register(periodic: Periodic) -> None:
    _registered[periodic.name] = periodic


def registered() -> list[Periodic]:
    """Return what is done periodically."""
    for module in settings.TASK_MODULES:
        import_module(module)
    return list(_registered.values())


class Schedule:
    """Asks for what is due, as one of any number of workers."""

    def __init__(self, periodic: list[Periodic]) -> None:
        self._periodic = periodic
        self._enqueued: dict[str, datetime] = {}

    def ask_for_what_is_due(self, now: datetime) -> int:
        """Ask for each task whose period nobody has asked for yet, and say for how many.

        Periods that passed while no worker ran are not made up for. It reads and writes only when
        a period has begun since it was last called.
        """
        count = 0
        for periodic in self._periodic:
            period = periodic.period(now)
            if self._enqueued.get(periodic.name) != period:
                count += _claim(periodic, period)
                self._enqueued[periodic.name] = period
        return count


def _claim(periodic: Periodic, period: datetime) -> bool:
    """Ask for a task, unless somebody has done so in this period."""
    if PeriodicRun.objects.filter(name=periodic.name, period__gte=period).exists():
        return False
    with transaction.atomic():
        first = PeriodicRun(name=periodic.name, period=_EPOCH)
        PeriodicRun.objects.bulk_create([first], ignore_conflicts=True)
        claimed = PeriodicRun.objects.filter(name=periodic.name, period__lt=period).update(
            period=period
        )
        if claimed:
            enqueue(periodic.task, key=f"periodic:{periodic.name}"[:200])
    return bool(claimed)
