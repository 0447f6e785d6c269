"""Parts of an activity: what a computer decides about people, or helps to decide."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from .activities import ProcessingActivity
from .base import Fact, SharedRowsField
from .data import DataCategory


class AutomatedDecision(Fact):
    """A decision about people that a computer takes or helps to take, and what protects them (UK
    GDPR Articles 22A to 22D, DPA 2018 sections 50A to 50D)."""

    _history_m2m_fields: ClassVar = ["data_categories"]

    class Involvement(models.TextChoices):
        """Whether a person has a meaningful part in it (Article 22A(1)(a) and (2))."""

        SOLELY = "solely", "A computer alone decides"
        WITH_PERSON = "with-person", "A person decides, helped by a computer"

    class Significance(models.TextChoices):
        """What it does to people (Article 22A(1)(b); for law enforcement only what is adverse,
        section 50A(1)(b))."""

        SIGNIFICANT = "significant", "Yes: a legal effect, or one that matters as much"
        NOT_SIGNIFICANT = "not-significant", "No such effect"
        UNKNOWN = "unknown", "Not said yet"

    activity = models.ForeignKey(
        ProcessingActivity, on_delete=models.CASCADE, related_name="decisions_made"
    )
    decision = models.CharField(
        "what is decided",
        max_length=300,
        help_text="The public reads this after “A computer alone decides” or “A person, helped by "
        "a computer, decides”: for example “whether you get a parking permit”.",
    )
    involvement = models.CharField(
        "who decides",
        max_length=12,
        choices=Involvement,
        help_text="A person takes part only if they can weigh the case and come to another answer.",
    )
    significance = models.CharField(
        "is it significant for people?",
        max_length=16,
        choices=Significance,
        default=Significance.UNKNOWN,
        help_text="It is where it changes somebody’s rights, money, schooling, care or the like.",
    )
    effect = models.TextField(
        "what it means for people",
        blank=True,
        help_text="The public reads this: whole sentences (Article 13(2)(f)).",
    )
    logic = models.TextField(
        "how it works",
        blank=True,
        help_text="The public reads this: in plain words, what the computer looks at and how it "
        "comes to an answer (Article 13(2)(f)).",
    )
    data_categories = SharedRowsField(
        DataCategory,
        verbose_name="on which data",
        blank=True,
        related_name="automated_decisions",
        help_text="Of the data above, what the decision rests on.",
    )
    people_are_told = models.BooleanField(
        default=False,
        help_text="They get information about what was decided about them (Article 22C(2)(a)).",
    )
    people_are_heard = models.BooleanField(
        "people can have their say",
        default=False,
        help_text="They can make representations about it (Article 22C(2)(b)).",
    )
    a_person_steps_in = models.BooleanField(
        "people can get a person to look at it",
        default=False,
        help_text="Human intervention (Article 22C(2)(c)).",
    )
    can_be_contested = models.BooleanField(
        "people can contest it", default=False, help_text="Article 22C(2)(d)."
    )
    tool_record = models.URLField(
        "record of the tool",
        blank=True,
        help_text="The public gets this as a link: its record in the public register of "
        "algorithmic tools (ATRS), if there is one.",
    )

    class Meta(Fact.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["activity", "decision"],
                name="automateddecision_once",
                violation_error_message="This decision is already listed.",
            )
        ]

    def __str__(self) -> str:
        return self.decision
