"""Parts of an activity: how long data is kept, how it is protected, and the papers behind it."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from .activities import ProcessingActivity
from .base import Fact, Gappable, Part, fact_or_gap

# In regular expressions of Python, SQLite and PostgreSQL alike: longer than nothing, and under
# 1,000 years.
PERIOD_PATTERN = r"\AP(?=[0-9YMW]*[1-9])([0-9]{1,3}Y)?([0-9]{1,4}M)?([0-9]{1,5}W)?([0-9]{1,6}D)?\Z"

validate_period = RegexValidator(
    PERIOD_PATTERN,
    "Write an ISO 8601 period, longer than nothing and under 1,000 years: P3Y for 3 years, P6M for "
    "6 months, P30D for 30 days.",
)


FOR_EVER_HAS_NO_END = (
    "What is kept for ever has no period, no event and no end but the archive. Remove this, or "
    "choose another limit."
)


class RetentionRule(Gappable, Fact):
    """How long something is kept, and why (Articles 5(1)(e) and 30(1)(f)).

    The public sentences are made from the fields: “At least 3 years after the case is closed. We
    keep it this long because people can appeal for 3 years.”
    """

    gap_facts = ("minimum_period", "trigger", "schedule_reference")

    class Limit(models.TextChoices):
        """What the period or the event is: a floor, the very time, a ceiling, or no limit."""

        AT_LEAST = "at-least", "At least"
        EXACTLY = "exactly", "Exactly"
        AT_MOST = "at-most", "At most"
        FOR_EVER = "for-ever", "For ever"

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
    limit = models.CharField(
        "kept",
        max_length=8,
        choices=Limit,
        default=Limit.AT_LEAST,
        help_text="“For ever” is for what is never erased, such as records of historical value.",
    )
    minimum_period = models.CharField(
        "period",
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
        help_text="The period runs from it; without a period, data is kept until it. Write a "
        "clause, for example “the registration ends” or “the date of birth”.",
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
    reason = models.TextField(
        "why this long",
        blank=True,
        help_text="The public reads this after “We keep it this long because”: for example “people "
        "can bring a claim for 6 years”.",
    )
    schedule_reference = models.CharField(
        "retention schedule",
        max_length=200,
        blank=True,
        help_text="The public reads this: the schedule and the line in it.",
    )
    internal_note = models.TextField(blank=True)

    class Meta(Fact.Meta):
        constraints: ClassVar = [
            fact_or_gap(
                "retentionrule_fact_or_gap",
                "minimum_period",
                "trigger",
                "schedule_reference",
                is_stated=Q(limit="for-ever"),
            ),
            models.CheckConstraint(
                condition=~Q(limit="for-ever")
                | Q(minimum_period="", trigger="", end_action__in=["", "archive"]),
                name="retentionrule_for_ever_has_no_end",
                violation_error_message=FOR_EVER_HAS_NO_END,
            ),
            models.CheckConstraint(
                condition=Q(minimum_period="") | Q(minimum_period__regex=PERIOD_PATTERN),
                name="retentionrule_period",
                violation_error_message=validate_period.message,
            ),
            models.CheckConstraint(
                condition=Q(review_interval="") | Q(review_interval__regex=PERIOD_PATTERN),
                name="retentionrule_review_interval",
                violation_error_message=validate_period.message,
            ),
        ]

    def __str__(self) -> str:
        return self.covers

    def clean(self) -> None:
        """Refuse an end for what is kept for ever: at the field that states it."""
        super().clean()
        if self.limit != self.Limit.FOR_EVER:
            return
        self.to_be_supplied = ""
        ends = {
            "minimum_period": self.minimum_period,
            "trigger": self.trigger,
            "end_action": self.end_action not in ("", self.EndAction.ARCHIVE),
        }
        if stated := [name for name, is_stated in ends.items() if is_stated]:
            raise ValidationError(dict.fromkeys(stated, FOR_EVER_HAS_NO_END))


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
