"""Parts of an activity: how long data is kept, how it is protected, and the papers behind it."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models

from .activities import ProcessingActivity
from .base import Gappable, Part, fact_or_gap

validate_period = RegexValidator(
    r"^P(?=[0-9])(?:[0-9]{1,6}Y)?(?:[0-9]{1,6}M)?(?:[0-9]{1,6}W)?(?:[0-9]{1,6}D)?\Z",
    "Write an ISO 8601 period: P3Y for 3 years, P6M for 6 months, P30D for 30 days.",
)


class RetentionRule(Gappable, Part):
    """How long something is kept (Article 30(1)(f)): a floor, an event, an extension, an end.

    The public sentence is made from the fields: “At least 3 years after the case is closed.”
    """

    gap_facts = ("minimum_period", "trigger", "schedule_reference")

    class EndAction(models.TextChoices):
        REVIEW = "review", "Reviewed"
        DELETE = "delete", "Deleted"
        DESTROY = "destroy", "Confidentially destroyed or deleted"
        ANONYMISE = "anonymise", "Made anonymous"
        ARCHIVE = "archive", "Sent to the archive"

    activity = models.ForeignKey(
        ProcessingActivity, on_delete=models.CASCADE, related_name="retention_rules"
    )
    covers = models.CharField(
        "what it covers",
        max_length=300,
        help_text="The public reads this, for example “case records”.",
    )
    minimum_period = models.CharField(
        "kept at least",
        max_length=20,
        blank=True,
        validators=[validate_period],
        help_text="An ISO 8601 period: P3Y is 3 years. Empty where an event decides.",
    )
    is_usual = models.BooleanField(
        "usually",
        default=False,
        help_text="Tick where this is the usual period and not a fixed one.",
    )
    trigger = models.CharField(
        "event",
        max_length=200,
        blank=True,
        help_text="The period runs from it; without a period, data is kept at least until it. "
        "Write a clause, for example “the registration ends”.",
    )
    extension = models.TextField(
        "when it is kept longer", blank=True, help_text="Whole sentences; the public reads them."
    )
    end_action = models.CharField(
        "what happens at the end", max_length=10, choices=EndAction, blank=True
    )
    review_interval = models.CharField(
        "looked at again every",
        max_length=20,
        blank=True,
        validators=[validate_period],
        help_text="An ISO 8601 period: P1Y is every year.",
    )
    schedule_reference = models.CharField(
        "retention schedule",
        max_length=200,
        blank=True,
        help_text="The public reads this: the schedule and the line in it.",
    )
    internal_note = models.TextField(blank=True)

    class Meta(Part.Meta):
        constraints: ClassVar = [
            fact_or_gap(
                "retentionrule_fact_or_gap", "minimum_period", "trigger", "schedule_reference"
            )
        ]

    def __str__(self) -> str:
        return self.covers


class SecurityMeasure(Gappable, Part):
    """How data is protected, in general terms (Article 30(1)(g))."""

    gap_facts = ("description",)

    class Kind(models.TextChoices):
        TECHNICAL = "technical", "Technical"
        ORGANISATIONAL = "organisational", "Organisational"

    activity = models.ForeignKey(
        ProcessingActivity, on_delete=models.CASCADE, related_name="security_measures"
    )
    kind = models.CharField(max_length=14, choices=Kind)
    description = models.TextField(
        blank=True, help_text="The public reads this. Say what is done, not how to get round it."
    )

    class Meta(Part.Meta):
        constraints: ClassVar = [fact_or_gap("securitymeasure_fact_or_gap", "description")]

    def __str__(self) -> str:
        return self.description or self.to_be_supplied


class SupportingDocument(Part):
    """A paper the entry rests on: where auditors find it. For staff only."""

    class Kind(models.TextChoices):
        DPIA = "dpia", "Data protection impact assessment"
        POLICY = "policy-document", "Appropriate policy document (Schedule 1 Part 4)"
        RETENTION_POLICY = "retention-policy", "Retention and erasure policy"
        PROCESSOR_CONTRACT = "processor-contract", "Contract with a processor"
        JOINT_ARRANGEMENT = "joint-arrangement", "Arrangement of joint controllers"
        INTERESTS_ASSESSMENT = "interests-assessment", "Legitimate interests assessment"
        CONSENT_RECORD = "consent-record", "Record of consent"
        BREACH_RECORD = "breach-record", "Record of a personal data breach"
        OTHER = "other", "Something else"

    activity = models.ForeignKey(
        ProcessingActivity, on_delete=models.CASCADE, related_name="supporting_documents"
    )
    kind = models.CharField(max_length=22, choices=Kind)
    title = models.CharField(max_length=200)
    location = models.CharField(
        "link or file reference", max_length=300, blank=True, help_text="Where colleagues find it."
    )

    class Meta(Part.Meta):
        pass

    def __str__(self) -> str:
        return self.title
