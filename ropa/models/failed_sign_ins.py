"""Counts of failed sign-ins, which limit the guessing of passwords."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from .base import Operational


class FailedSignIn(Operational):
    """One try to sign in whose password was wrong, or that is just being checked.

    The names that were tried are not kept: people type passwords there. `name`, `address` and
    `browser` hold digests with the installation's key, enough to count what belongs together.
    Rows are removed after a day.
    """

    name = models.CharField(max_length=32, help_text="Digest of what was typed as the name.")
    address = models.CharField(max_length=32, help_text="Digest of the network address.")
    browser = models.CharField(
        max_length=32, blank=True, help_text="Digest of a browser known to belong to the account."
    )
    at = models.DateTimeField()

    class Meta(Operational.Meta):
        verbose_name = "failed sign-in"
        indexes: ClassVar = [
            models.Index(fields=["name", "at"], name="failed_by_name"),
            models.Index(fields=["address", "at"], name="failed_by_address"),
            models.Index(fields=["at"], name="failed_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
