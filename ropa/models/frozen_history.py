"""What was changed and decided from one version to the next, frozen as text."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from .versions import Version


class FrozenHistory(models.Model):
    """The history since the version before, as it stood when `version` was frozen: that carries the
    digest of the text, so the chain holds it. `ropa.history.frozen` makes the text.

    Rows are only ever added: triggers refuse updates and deletes on both database engines.
    """

    version = models.OneToOneField(
        Version, primary_key=True, on_delete=models.PROTECT, related_name="frozen_history"
    )
    until = models.DateTimeField(help_text="Everything up to this instant is frozen.")
    last_records = models.TextField(
        help_text="JSON: of each table, the greatest number of a record that is frozen."
    )
    text = models.TextField(help_text="Canonical JSON.")

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-version_id"]

    def __str__(self) -> str:
        return f"History frozen with {self.version}"
