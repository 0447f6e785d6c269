"""Background jobs and the workers that carry them out.

Operational rows: they come and go, so they have no history. `ropa.background` writes them.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .base import Operational


class Worker(Operational):
    """A process that does work in the background, from its start to its end.

    Its row outlives it if it is killed. Whether it is alive is not told by the row, but by a lock
    that it holds: `ropa.background.live_workers`.
    """

    host = models.CharField(max_length=255)
    process = models.PositiveIntegerField(help_text="Its number on that host.")
    program = models.CharField(
        max_length=64, help_text="The digest of the program it runs, as `ropa.deployment` tells it."
    )
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta(Operational.Meta):
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.host}, process {self.process}"


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs by what can be done with them."""

    def ready(self, now: datetime) -> Self:
        """Return those that can be started now, the most urgent first."""
        found = self.filter(status=Job.Status.READY, run_after__lte=now)
        return found.order_by("-priority", "run_after", "pk")

    def is_open(self) -> Self:
        """Return those that wait or run."""
        return self.filter(status__in=Job.OPEN)


class Job(Operational):
    """A task to be done once, with its arguments, and what became of it.

    It is added in the transaction that asks for it: what is rolled back was never asked for.
    """

    class Status(models.TextChoices):
        READY = "ready", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        DISCARDED = "discarded", "Discarded"

    OPEN: ClassVar = (Status.READY, Status.RUNNING)

    task = models.CharField(max_length=200, help_text="The path of the task in the program.")
    arguments = models.JSONField(help_text="A list, `args`, and an object, `kwargs`.")
    key = models.CharField(
        max_length=200, blank=True, help_text="Of one key, one job waits at a time."
    )
    about = models.CharField(max_length=255, blank=True, help_text="What it is about, in words.")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    priority = models.SmallIntegerField(default=0)

    status = models.CharField(max_length=9, choices=Status, default=Status.READY)
    run_after = models.DateTimeField(default=timezone.now)
    unknown_to = models.CharField(
        max_length=64, blank=True, help_text="The program that does not know this task."
    )
    worker = models.ForeignKey(Worker, null=True, on_delete=models.SET_NULL, related_name="jobs")
    attempts = models.PositiveIntegerField(default=0)

    added_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)
    failure = models.TextField(blank=True, help_text="Why it failed last, in one sentence.")
    exception = models.CharField(max_length=200, blank=True)

    # How far it has come. On SQLite this is told elsewhere: `ropa.background.channels`.
    doing = models.CharField(max_length=200, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)

    objects = JobQuerySet.as_manager()

    class Meta(Operational.Meta):
        verbose_name = "job in the background"
        verbose_name_plural = "jobs in the background"
        ordering: ClassVar = ["-pk"]
        default_permissions: ClassVar = ("view", "change")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(status="ready") & ~Q(key=""),
                name="job_one_waits_per_key",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                F("priority").desc(),
                "run_after",
                "id",
                condition=Q(status="ready"),
                name="job_ready",
            ),
            models.Index(fields=["status", "-id"], name="job_status"),
            models.Index(fields=["key"], condition=~Q(key=""), name="job_key"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.about}".strip()

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done, or is being done."""
        return self.status in self.OPEN


class PeriodicRun(Operational):
    """When a periodic task was asked for last, so that all workers together ask for it once."""

    name = models.CharField(max_length=100, primary_key=True)
    period = models.DateTimeField(help_text="The beginning of the period it was asked for.")

    def __str__(self) -> str:
        return self.name
