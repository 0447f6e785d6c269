"""Agreements between organisations: contracts, arrangements, and agreements to share data."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from .base import ReferenceRow, SharedRowsField, is_before
from .law import Provision
from .organisations import Organisation

ENDS_BEFORE_SIGNED = (
    "An agreement cannot end before it is signed. Correct the day it ends, or the day it was "
    "signed."
)


class Agreement(ReferenceRow):
    """What organisations have agreed about personal data (Articles 26(1) and 28(3); DPA 2018
    sections 58 and 59). For staff only.

    `valid_to` is the day on which it ends. Nobody may rely on it after that day.
    """

    _history_m2m_fields: ClassVar = ["parties"]

    class Kind(models.TextChoices):
        CONTRACT = "contract", "Contract with a processor"
        ARRANGEMENT = "arrangement", "Arrangement between joint controllers"
        SHARING = "sharing", "Data sharing agreement"
        MEMORANDUM = "memorandum", "Memorandum of understanding"
        OTHER = "other", "Another agreement"

    name = models.CharField(
        max_length=200, unique=True, help_text="For staff: its title, which no other agreement has."
    )
    kind = models.CharField(max_length=11, choices=Kind)
    parties = SharedRowsField(
        Organisation, related_name="agreements", help_text="For staff: who has agreed."
    )
    subject = models.TextField(
        "what it is about", blank=True, help_text="For staff: which data, and what is done with it."
    )
    provision = models.ForeignKey(
        Provision,
        verbose_name="law it rests on",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agreements",
        help_text="For staff: empty if it rests on no provision of its own.",
    )
    signed_on = models.DateField(
        "signed on", null=True, blank=True, help_text="For staff: empty if you do not know."
    )
    valid_to = models.DateField(
        "ends on",
        null=True,
        blank=True,
        help_text="For staff: its last day. Empty if it has no end.",
    )
    reviewed_on = models.DateField("last reviewed on", null=True, blank=True)
    review_due_on = models.DateField("next review on", null=True, blank=True)
    location = models.CharField(
        "where it is kept",
        max_length=300,
        blank=True,
        help_text="For staff: a link or file reference by which colleagues find it.",
    )

    class Meta(ReferenceRow.Meta):
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            *ReferenceRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(signed_on__isnull=True)
                | Q(valid_to__gte=F("signed_on")),
                name="agreement_ends_after_signing",
                violation_error_message=ENDS_BEFORE_SIGNED,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse an end before the beginning: at the field that states the end."""
        super().clean()
        if is_before(self.valid_to, self.signed_on):
            raise ValidationError({"valid_to": ENDS_BEFORE_SIGNED})
