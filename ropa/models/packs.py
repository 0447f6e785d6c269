"""Which entries of starter packs were taken into the register, and what each pack said then."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from .activities import ProcessingActivity
from .base import Operational
from .imports import RegisterImport


class TakenEntry(Operational):
    """An entry that came from a pack, with the pack's text of it, to tell what a later edition
    changes. What became of the entry since stands in its history.

    An entry that is brought to a later edition has one for each; the newest counts whose import was
    not undone.
    """

    of = models.ForeignKey(RegisterImport, on_delete=models.CASCADE, related_name="taken")
    activity = models.ForeignKey(ProcessingActivity, on_delete=models.CASCADE, related_name="taken")
    pack = models.CharField(max_length=60)
    key = models.CharField(max_length=60, help_text="Which entry of the pack it is.")
    edition = models.DateField()
    content = models.JSONField(help_text="What the pack said of the entry.")

    class Meta(Operational.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "activity"], name="takenentry_once")
        ]

    def __str__(self) -> str:
        return f"{self.key}, {self.edition}"
