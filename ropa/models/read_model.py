"""What the read model keeps of itself: what is out of date, and how far each projection is made."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from .base import Operational


class Projected(Operational):
    """A row that pages need, made from the record, and made again at any time: docs/read-model.md.

    `ropa.read_model` alone writes such rows.
    """

    read_from_replica = True

    class Meta(Operational.Meta):
        abstract = True


class StaleKey(Operational):
    """What is out of date in a projection, until a worker has made it again.

    A key may stand here several times, so that whoever marks it waits for nobody.
    """

    projection = models.CharField(max_length=40)
    key = models.CharField(max_length=255)
    since = models.DateTimeField(default=timezone.now)

    class Meta(Operational.Meta):
        indexes: ClassVar = [models.Index(fields=["projection", "key"], name="stale_key")]

    def __str__(self) -> str:
        return f"{self.projection}: {self.key}"


class ProjectionState(Operational):
    """How far a projection is made. One that was never completed was never whole."""

    projection = models.CharField(max_length=40, unique=True)
    shape = models.PositiveIntegerField(help_text="The shape of the rows, as the program had it.")
    up_to = models.CharField(
        max_length=255, blank=True, help_text="The key that was made last; empty if all are."
    )
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.projection
