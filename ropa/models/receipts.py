"""Receipts for heads of the chain that were sent to a witness."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from .base import Operational


class HeadReceipt(Operational):
    """A head that a place has received. It proves something only with what that place keeps, or,
    if it is a time-stamp, by the signature in it."""

    place = models.CharField(max_length=220)
    kind = models.CharField(max_length=10)
    sequence = models.PositiveBigIntegerField()
    line = models.CharField(max_length=150, help_text="The head, as it was sent.")
    sent_at = models.DateTimeField(default=timezone.now)
    receipt = models.BinaryField(blank=True, default=bytes)

    class Meta(Operational.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "line"], name="headreceipt_once_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.line}"
