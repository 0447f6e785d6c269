"""What is to take the place of a row of reference data from a day on."""

from __future__ import annotations

from typing import Any, ClassVar, Self, cast

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .base import Operational, ReferenceRow


class PlannedReplacementQuerySet(models.QuerySet["PlannedReplacement"]):
    def waiting(self) -> Self:
        """Keep those that have not been carried out."""
        return self.filter(carried_out_at__isnull=True)

    def of(self, row: ReferenceRow) -> Self:
        """Keep those in which `row` is to be replaced."""
        return self.filter(kind=row._meta.label_lower, row_id=row.pk)


class PlannedReplacement(Operational):
    """A decision that acts on a day: until then nothing in the record says so.

    `kind` and the two keys say which row takes the place of which. If it `approves`, the entries
    that were approved before are approved with it, and their notices published.
    """

    kind = models.CharField(max_length=100)
    row_id = models.PositiveBigIntegerField()
    successor_id = models.PositiveBigIntegerField()
    from_day = models.DateField("from which day")
    reason = models.TextField("why")
    approves = models.BooleanField(default=False)
    change_note = models.TextField("what changes, for the public", blank=True)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    planned_at = models.DateTimeField(default=timezone.now)
    carried_out_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField("what stands in the way", blank=True)

    objects = PlannedReplacementQuerySet.as_manager()

    class Meta(Operational.Meta):
        ordering: ClassVar = ["from_day", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "row_id"],
                condition=Q(carried_out_at__isnull=True),
                name="plannedreplacement_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(row_id=F("successor_id")), name="plannedreplacement_by_another"
            ),
            models.CheckConstraint(
                condition=Q(approves=False) | ~Q(change_note=""),
                name="plannedreplacement_says_what_changes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id} replaced from {self.from_day}"

    @property
    def model(self) -> type[ReferenceRow]:
        """Of which kind the two rows are."""
        return cast("type[ReferenceRow]", apps.get_model(self.kind))

    @property
    def row(self) -> Any:
        """The row to be replaced; `None` if it is gone."""
        return self._read(self.row_id)

    @property
    def successor(self) -> Any:
        """What takes its place; `None` if it is gone."""
        return self._read(self.successor_id)

    def _read(self, pk: int) -> Any:
        return self.model._default_manager.filter(pk=pk).first()
