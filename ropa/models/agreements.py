"""Agreements between organisations: contracts, arrangements, and agreements to share data."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, NamedTuple, override

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from .base import ReferenceRow, SharedRowsField, is_before
from .days import not_too_early
from .law import Provision
from .organisations import Organisation

ENDS_BEFORE_SIGNED = (
    "An agreement cannot end before it is signed. Correct the day it ends, or the day it was "
    "signed."
)
BEFORE_SIGNED = (
    "This is before the agreement was signed. Correct this day, or the day it was signed."
)
AFTER_ITS_END = (
    "This is after the agreement ends. Correct this day, or the day it ends; leave this empty if "
    "it is not reviewed any more."
)
BEFORE_THE_LAST = "The next review is before the last one. Correct one of the two days."


_DAYS = ("signed_on", "reviewed_on", "review_due_on")


class _Order(NamedTuple):
    """Two days, of which the `later` does not come before the `earlier`; where it does, that is
    told at the field `at`."""

    earlier: str
    later: str
    at: str
    constraint: str
    says: str

    def is_broken_by(self, agreement: Agreement) -> bool:
        return is_before(getattr(agreement, self.later), getattr(agreement, self.earlier))

    def in_database(self) -> models.CheckConstraint:
        return models.CheckConstraint(
            condition=Q(**{f"{self.later}__isnull": True})
            | Q(**{f"{self.earlier}__isnull": True})
            | Q(**{f"{self.later}__gte": F(self.earlier)}),
            name=f"agreement_{self.constraint}",
            violation_error_message=self.says,
        )


_ORDERS = [
    _Order(earlier, later, at, constraint, says)
    for earlier, later, at, constraint, says in (
        ("signed_on", "valid_to", "valid_to", "ends_after_signing", ENDS_BEFORE_SIGNED),
        ("signed_on", "reviewed_on", "reviewed_on", "reviewed_after_signing", BEFORE_SIGNED),
        ("signed_on", "review_due_on", "review_due_on", "review_due_after_signing", BEFORE_SIGNED),
        ("reviewed_on", "valid_to", "reviewed_on", "reviewed_before_end", AFTER_ITS_END),
        ("review_due_on", "valid_to", "review_due_on", "review_due_before_end", AFTER_ITS_END),
        ("reviewed_on", "review_due_on", "review_due_on", "reviewed_in_order", BEFORE_THE_LAST),
    )
]


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
            *(order.in_database() for order in _ORDERS),
            not_too_early("agreement_days_not_too_early", *_DAYS),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse days in the wrong order, each at the field to look at first."""
        super().clean()
        wrong: dict[str, str] = {}
        for order in _ORDERS:
            if order.is_broken_by(self):
                wrong.setdefault(order.at, order.says)
        if wrong:
            raise ValidationError(wrong)

    @override
    def end(self, last_day: date, successor: ReferenceRow) -> None:
        """An agreement that another takes the place of is not reviewed again."""
        super().end(last_day, successor)
        if is_before(last_day, self.review_due_on):
            self.review_due_on = None
