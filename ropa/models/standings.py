"""Where each entry and notice stands, kept ready for the pages of staff.

Nothing here is decided by hand: `ropa.standings` makes it from rows, decisions and versions, and
can make it again. A decision never relies on it.
"""

from __future__ import annotations

from typing import ClassVar, cast

from django.conf import settings
from django.db import models

from .activities import ProcessingActivity
from .attributed import Subject, one_subject
from .decisions import Decision
from .notices import Notice
from .read_model import Projected


class WorkedOut(Projected):
    """All that was worked out about one entry or notice. What pages look for is kept in the narrow
    tables below, which follow from it."""

    key = models.CharField(max_length=40, unique=True, help_text="Such as “activity:12”.")
    standing = models.JSONField(help_text="The columns of its standing.")
    found = models.JSONField(
        blank=True, help_text="What the checks found, in the order of the rules."
    )
    rests_on = models.JSONField(
        blank=True, help_text="The rows it shares with others: kinds and keys."
    )

    def __str__(self) -> str:
        return self.key


class Standing(Projected):
    """Where one entry or notice stood when it was worked out last."""

    class State(models.TextChoices):
        """Where an entry or a notice can stand. The labels are what staff read."""

        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Waiting for approval"
        RETURNED = "returned", "Returned"
        APPROVED = "approved", "Approved"
        CHANGED = "changed", "Changed since approval"
        RETIRED = "retired", "Retired"
        PUBLISHED = "published", "Published"
        OUT_OF_DATE = "out_of_date", "Changed since publication"
        WITHDRAWN = "withdrawn", "Withdrawn"

    key = models.CharField(max_length=40, unique=True, help_text="Such as “activity:12”.")
    activity = models.OneToOneField(
        ProcessingActivity, null=True, blank=True, on_delete=models.CASCADE, related_name="standing"
    )
    notice = models.OneToOneField(
        Notice, null=True, blank=True, on_delete=models.CASCADE, related_name="standing"
    )
    state = models.CharField(max_length=11, choices=State)
    number = models.PositiveIntegerField(help_text="Of the newest version; 0 if there is none.")
    decision = models.ForeignKey(
        Decision,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The newest.",
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    digest = models.CharField(
        max_length=64, blank=True, help_text="Of its document; empty if none can be made."
    )
    changes = models.CharField(
        max_length=300, blank=True, help_text="What differs from its newest version, in words."
    )
    controllers = models.TextField(blank=True, help_text="Their names, for lists.")
    must = models.PositiveIntegerField(help_text="How many findings block it.")
    gaps = models.PositiveIntegerField(help_text="How many facts are known to be missing.")
    should = models.PositiveIntegerField(help_text="How many other findings there are.")
    review_due = models.DateField(null=True, blank=True)
    next_look = models.DateField(
        null=True,
        blank=True,
        help_text="The first day on which the checks may find something else.",
    )

    class Meta(Projected.Meta):
        constraints: ClassVar = [one_subject("standing_one_subject")]
        indexes: ClassVar = [
            models.Index(fields=["state", "activity"], name="standing_state"),
            models.Index(fields=["-must", "-gaps", "-should"], name="standing_need"),
            models.Index(fields=["review_due"], name="standing_review"),
            models.Index(fields=["next_look"], name="standing_next_look"),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.get_state_display()}"

    @property
    def subject(self) -> Subject:
        """The entry or notice whose standing this is."""
        return self.activity or cast("Notice", self.notice)


class StandingFinding(Projected):
    """Says that an entry or a notice breaks a rule, and at which place of `WorkedOut.found` that is
    told."""

    standing = models.ForeignKey(Standing, on_delete=models.CASCADE, related_name="findings")
    rule = models.CharField(max_length=40)
    place = models.PositiveIntegerField()

    class Meta(Projected.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["rule", "standing", "place"], name="finding_stands_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.standing_id}"


class StandingUse(Projected):
    """Says that an entry or a notice rests on a row that it shares with others."""

    standing = models.ForeignKey(Standing, on_delete=models.CASCADE, related_name="uses")
    kind = models.CharField(max_length=60, help_text="Such as “ropa.organisation”.")
    row = models.BigIntegerField(help_text="Its primary key.")

    class Meta(Projected.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "row", "standing"], name="use_stands_once")
        ]

    def __str__(self) -> str:
        return f"{self.standing_id} rests on {self.kind} {self.row}"
