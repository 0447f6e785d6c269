"""Parts of an activity: what it is for, and the ground the law gives for it."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from .activities import ProcessingActivity
from .base import Fact, SharedRowsField
from .grounds import (
    BASIS_TO_BE_SUPPLIED,
    LAW_ENFORCEMENT_BASES,
    PURPOSE_BASES,
    Article9,
    FurtherUse,
    LegalRegime,
    RecognisedInterest,
    Schedule1,
    Schedule8,
    Sensitivity,
)
from .law import Provision


class Purpose(Fact):
    """One purpose with its own lawful basis and the provisions that ground it."""

    _history_m2m_fields: ClassVar = ["provisions"]

    activity = models.ForeignKey(
        ProcessingActivity, on_delete=models.CASCADE, related_name="purposes"
    )
    statement = models.TextField(
        "purpose",
        help_text="The public reads this after “We use this information to”: "
        "for example “check that children are safe and well cared for”.",
    )
    lawful_basis = models.CharField(
        max_length=8,
        choices=PURPOSE_BASES,
        help_text="A draft may leave it to be supplied. It cannot be approved so.",
    )
    provisions = SharedRowsField(
        Provision,
        blank=True,
        related_name="purposes",
        help_text="The law that gives the task or duty. A legal obligation or public task needs "
        "one (Article 6(3)).",
    )
    interest = models.TextField(
        "legitimate interest",
        blank=True,
        help_text="The public reads this. Only for legitimate interests (Article 13(1)(d)).",
    )
    recognised_interest = models.CharField(
        "recognised legitimate interest",
        max_length=8,
        choices=RecognisedInterest,
        blank=True,
        help_text="The public reads this. Only for recognised legitimate interests, which need "
        "one (Article 6(1)(ea), Annex 1).",
    )
    original_purpose = models.CharField(
        "collected at first to",
        max_length=300,
        blank=True,
        help_text="The public reads this. Only if the information was collected for another "
        "purpose than this one: which (Articles 5(1)(b) and 13(3)).",
    )
    further_use = models.CharField(
        "why it may be used for this too",
        max_length=8,
        choices=FurtherUse,
        blank=True,
        help_text="The public reads this. Only if the information was collected for another "
        "purpose (Article 8A).",
    )
    compatibility = models.TextField(
        "why the new use is compatible",
        blank=True,
        help_text="For staff: how the two purposes are linked, what people expect, what it means "
        "for them, and what protects them (Article 8A(2)).",
    )
    internal_note = models.TextField(blank=True)

    class Meta(Fact.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(original_purpose="") | Q(further_use="", compatibility=""),
                name="purpose_further_use_of_another_purpose",
                violation_error_message="Say for which purpose the information was collected at "
                "first, or leave out why it may be used for this too.",
            ),
            models.CheckConstraint(
                condition=Q(lawful_basis="6-1-f") | Q(interest=""),
                name="purpose_interest_only_for_legitimate_interests",
                violation_error_message="Only the legitimate interests basis names an interest.",
            ),
            models.CheckConstraint(
                condition=Q(lawful_basis="6-1-ea") | Q(recognised_interest=""),
                name="purpose_recognised_interest_with_its_basis",
                violation_error_message="Only the recognised legitimate interest basis names a "
                "condition of Annex 1.",
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    def clean(self) -> None:
        super().clean()
        activity = getattr(self, "activity", None)
        if activity is None or self.lawful_basis in {"", BASIS_TO_BE_SUPPLIED}:
            return
        under_part_3 = activity.legal_regime == LegalRegime.LAW_ENFORCEMENT
        if under_part_3 != (self.lawful_basis in LAW_ENFORCEMENT_BASES):
            raise ValidationError(
                {
                    "lawful_basis": "A law enforcement activity takes a basis of section 35(2), "
                    "and any other activity one of Article 6(1)."
                }
            )


class Condition(Fact):
    """The extra condition for special category or criminal-offence data."""

    activity = models.ForeignKey(
        ProcessingActivity, on_delete=models.CASCADE, related_name="conditions"
    )
    covers = models.CharField(
        "for which data",
        max_length=10,
        choices=[
            (Sensitivity.SPECIAL.value, Sensitivity.SPECIAL.label),
            (Sensitivity.CRIMINAL.value, Sensitivity.CRIMINAL.label),
        ],
    )
    article_9 = models.CharField("Article 9 condition", max_length=6, choices=Article9, blank=True)
    schedule_1 = models.CharField(
        "Schedule 1 condition",
        max_length=6,
        choices=Schedule1,
        blank=True,
        help_text="Paragraph 1, all of Part 2 but paragraph 13, and paragraphs 35 to 37 need an "
        "appropriate policy document.",
    )
    schedule_8 = models.CharField(
        "Schedule 8 condition",
        max_length=6,
        choices=Schedule8,
        blank=True,
        help_text="Only for law enforcement activities.",
    )
    explanation = models.TextField(
        blank=True, help_text="The public reads this: why the condition is met, in plain words."
    )
    internal_note = models.TextField(blank=True)

    class Meta(Fact.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(article_9="") | ~Q(schedule_1="") | ~Q(schedule_8=""),
                name="condition_names_a_condition",
                violation_error_message="Choose the condition relied on.",
            ),
            models.CheckConstraint(
                condition=Q(schedule_8="") | (Q(article_9="") & Q(schedule_1="")),
                name="condition_schedule_8_stands_alone",
                violation_error_message="Schedule 8 is for law enforcement alone: "
                "do not combine it with Article 9 or Schedule 1.",
            ),
            models.CheckConstraint(
                condition=Q(covers="special") | Q(article_9=""),
                name="condition_article_9_for_special_category",
                violation_error_message="Article 9 is for special category data. Criminal-offence "
                "data takes a Schedule 1 or Schedule 8 condition.",
            ),
        ]

    def outside_its_regime(self) -> dict[str, str]:
        """Return what is wrong with each condition that does not belong to the law that governs the
        activity, by field."""
        if self.activity.legal_regime == LegalRegime.LAW_ENFORCEMENT:
            wrong = dict.fromkeys(
                ("article_9", "schedule_1"),
                "This does not govern law enforcement: choose a Schedule 8 condition.",
            )
        else:
            wrong = {
                "schedule_8": "Schedule 8 is for law enforcement alone: choose a condition of "
                "Article 9 or Schedule 1.",
            }
        return {name: message for name, message in wrong.items() if getattr(self, name)}

    def __str__(self) -> str:
        named = (
            self.get_article_9_display(),
            self.get_schedule_1_display(),
            self.get_schedule_8_display(),
        )
        return "; ".join(name for name in named if name)
