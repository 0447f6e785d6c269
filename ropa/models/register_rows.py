"""The rows of the registers that follow from the public record: a projection of the versions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from .read_model import Projected
from .versions import Version


class RegisterRow(Projected):
    """What an entry in force says in a register such as the retention schedule, a row a part.

    `document` is the key of the entry, `topic` the name of the register, and `position` the place
    of the row among those of the entry. `cells` has a text for each column that the public may
    read. A row without cells says which fact the entry `lacks`, by the title of the fact.
    """

    document = models.CharField(max_length=40, db_index=True)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+", db_index=False)
    reference = models.CharField(max_length=120)
    title = models.CharField(max_length=300)
    number = models.PositiveIntegerField(help_text="The number of the version.")
    topic = models.CharField(max_length=40)
    lacks = models.CharField(max_length=150, blank=True)
    position = models.PositiveIntegerField()
    cells = models.JSONField(default=list)

    class Meta(Projected.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["topic", "lacks", "document", "position"], name="register_row_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["topic", "lacks", "reference", "position"], name="register_row_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.reference} {self.position}"
