"""Parts of an activity: what people can choose about a use of their data."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from .activities import ProcessingActivity
from .base import Fact

# Nobody is older, and no choice has to wait for it.
GREATEST_AGE = 120


class PeopleChoice(Fact):
    """A choice people have about a use of their data, and how they make it (UK GDPR Articles 7(3),
    12(2) and 21(2) to (4))."""

    class Kind(models.TextChoices):
        OPT_OUT = "opt-out", "Opt out"
        OPT_IN = "opt-in", "Opt in"
        WITHDRAW_CONSENT = "withdraw-consent", "Withdraw consent"
        STOP_MARKETING = "stop-marketing", "Stop direct marketing"
        NATIONAL_DATA_OPT_OUT = "national-data-opt-out", "National data opt-out"
        OPEN_REGISTER = "open-register", "Leave the open register of electors"
        OTHER = "other-choice", "Another choice"

    activity = models.ForeignKey(
        ProcessingActivity, on_delete=models.CASCADE, related_name="people_choices"
    )
    kind = models.CharField(max_length=24, choices=Kind)
    choice = models.CharField(
        "what people can choose",
        max_length=300,
        help_text="The public reads this after “You can”: for example “say no to letters about "
        "our events”.",
    )
    how = models.TextField(
        "how to say so",
        help_text="The public reads this: whole sentences. Withdrawing consent must be as easy as "
        "giving it (Article 7(3)).",
    )
    by_when = models.CharField(
        max_length=200,
        blank=True,
        help_text="The public reads this after “Say so by”: for example “31 May each year”. Empty "
        "if there is no last day.",
    )
    consequence = models.TextField(
        "what follows",
        blank=True,
        help_text="The public reads this: whole sentences, for example “We stop the letters "
        "within 2 weeks.”",
    )
    from_age = models.PositiveSmallIntegerField(
        "from which age",
        null=True,
        blank=True,
        help_text="In years, where young people choose for themselves only from an age on.",
    )
    only_for = models.TextField(
        "for which uses",
        blank=True,
        help_text="The purposes above that people can choose about, one a line, in the same "
        "words. Empty: all of them.",
    )
    contact = models.CharField(
        "whom to tell",
        max_length=300,
        blank=True,
        help_text="The public reads this: an office, its telephone number or mail address. Never "
        "a person’s name.",
    )
    url = models.URLField(
        "web address", blank=True, help_text="The public gets this as a link: where to say so."
    )

    class Meta(Fact.Meta):
        verbose_name = "choice people have"
        verbose_name_plural = "choices people have"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["activity", "choice"],
                name="peoplechoice_once",
                violation_error_message="This choice is already listed.",
            ),
            models.CheckConstraint(
                condition=Q(from_age__isnull=True) | Q(from_age__range=(1, GREATEST_AGE)),
                name="peoplechoice_age_in_years",
                violation_error_message="Write the age in years: a number from 1 to 120.",
            ),
        ]

    def __str__(self) -> str:
        return self.choice
