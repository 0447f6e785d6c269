"""The entry of the register: one processing activity (UK GDPR Article 30(1), DPA 2018 s.61)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from .activity_rules import (
    CONSTRAINTS,
    NO_CAPACITY,
    refuse_together,
    refuse_what_it_cannot_follow,
    refuse_wrong_order,
)
from .base import Recorded
from .grounds import LegalRegime
from .organisations import Team
from .references import REFERENCE_PATTERN, ReferencedQuerySet

# To which entries references were given, while several are checked together.
_GIVEN_TO: ContextVar[Mapping[str, set[int]]] = ContextVar("given to", default=MappingProxyType({}))


class ProcessingActivity(Recorded):
    """One processing activity.

    Within an activity every purpose applies to all its data and recipients; where that is not
    so, it is two activities.
    """

    key_field = "reference"

    class Capacity(models.TextChoices):
        """Whether the body decides about the data, or works on it for others (Article 30)."""

        CONTROLLER = "controller", "As controller: we decide"
        PROCESSOR = "processor", "As processor: others decide"

    class Providing(models.TextChoices):
        """Whether people must give the data (Article 13(2)(e))."""

        REQUIRED = "required", "The law requires it"
        CONTRACT = "contract", "A contract needs it"
        VOLUNTARY = "voluntary", "People may choose"
        MIXED = "mixed", "Some is required, some is voluntary"
        NOT_ASKED = "not-asked", "People are not asked for it"
        UNKNOWN = "unknown", "Not said yet"

    class AutomatedDecisions(models.TextChoices):
        """Automated decisions and profiling (Articles 22A to 22D)."""

        NONE = "none", "None"
        PROFILING = "profiling", "Profiling, with a person deciding"
        DECISIONS = "decisions", "Decisions made by automated means"
        UNKNOWN = "unknown", "Not said yet"

    class TransfersPosition(models.TextChoices):
        """Transfers outside the United Kingdom (Article 30(1)(e))."""

        NONE = "none", "None outside the United Kingdom"
        LISTED = "listed", "Yes, listed below"
        UNKNOWN = "unknown", "Not said yet"

    class DpiaStatus(models.TextChoices):
        """Data protection impact assessment (Article 35)."""

        NOT_ASSESSED = "not-assessed", "Not yet decided whether one is needed"
        NOT_REQUIRED = "not-required", "Not required"
        REQUIRED = "required", "Required, and not begun"
        IN_PROGRESS = "in-progress", "In progress"
        COMPLETED = "completed", "Completed"

    class FollowsPolicy(models.TextChoices):
        """Kept and erased as the policy says (DPA 2018 Schedule 1 paragraph 41(c))."""

        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_APPLICABLE = "not-applicable", "No policy document is required"
        UNKNOWN = "unknown", "Not said yet"

    reference = models.CharField(
        max_length=12,
        unique=True,
        validators=[RegexValidator(REFERENCE_PATTERN, "Write it like RPA-0001.")],
        help_text="Given once and never reused. It is the entry’s public address.",
    )
    title = models.CharField(
        max_length=200, unique=True, help_text="The public reads this as the heading."
    )
    summary = models.TextField(
        help_text="The public reads this first: in two or three plain sentences, what is done "
        "with whose information, and why."
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="activities")
    legal_regime = models.CharField(
        max_length=12,
        choices=LegalRegime,
        default=LegalRegime.UK_GDPR,
        help_text="Investigating and prosecuting crime falls under Part 3; everything else is "
        "UK GDPR. Where one activity does both, make two.",
    )
    capacity = models.CharField(
        "in what capacity you act",
        max_length=10,
        choices=Capacity,
        default=Capacity.CONTROLLER,
        error_messages={"invalid_choice": NO_CAPACITY},
        help_text="A processor’s entry needs less: for whom you work, what you do for each, "
        "transfers abroad and protection. Where you do both, make two.",
    )
    is_public = models.BooleanField(
        "public",
        default=True,
        help_text="Untick to keep the whole entry out of the public record.",
    )
    business_function = models.CharField(
        max_length=120, blank=True, help_text="For staff and auditors, for example “Regulation”."
    )
    begins_on = models.DateField(
        "from when",
        null=True,
        blank=True,
        help_text="The public reads this: the day on which the activity began or begins. Empty if "
        "you do not know.",
    )
    ends_on = models.DateField(
        "until when",
        null=True,
        blank=True,
        help_text="The public reads this: the last day, where the activity has one. Data may be "
        "kept after it.",
    )
    follows = models.ForeignKey(
        "self",
        verbose_name="which entry it follows",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="followed_by",
        help_text="The public reads this: the entry in whose place this one came.",
    )
    children_youngest = models.PositiveSmallIntegerField(
        "age of the youngest children",
        null=True,
        blank=True,
        help_text="The public reads this. In years; empty where they are of any age up to the "
        "oldest.",
    )
    children_oldest = models.PositiveSmallIntegerField(
        "age of the oldest children",
        null=True,
        blank=True,
        help_text="The public reads this. In years; empty where they are of any age up to 17.",
    )
    how_children_are_told = models.CharField(
        max_length=300,
        blank=True,
        help_text="The public reads this: in which form children learn what is done with their "
        "data, for example “a page in plain words, and a film”.",
    )
    children_considered_on = models.DateField(
        "their higher protection considered on",
        null=True,
        blank=True,
        help_text="For staff: when somebody last considered how to protect and support the "
        "children, who may know less of the risks and need different things at different ages.",
    )
    children_considered_by = models.CharField(
        "considered by",
        max_length=200,
        blank=True,
        help_text="For staff: an office or role, never a person’s name.",
    )
    internal_recipients = models.TextField(
        "who sees it inside the organisation", blank=True, help_text="The public reads this."
    )
    sharing_note = models.TextField(
        "about sharing in general",
        blank=True,
        help_text="The public reads this before the list of who you share it with.",
    )
    providing = models.CharField(
        "must people give it?", max_length=10, choices=Providing, default=Providing.UNKNOWN
    )
    if_not_provided = models.TextField(
        "what follows if they do not", blank=True, help_text="The public reads this."
    )
    automated_decisions = models.CharField(
        max_length=10, choices=AutomatedDecisions, default=AutomatedDecisions.UNKNOWN
    )
    automated_decisions_detail = models.TextField(
        "how they work and what they mean for people",
        blank=True,
        help_text="The public reads this. Needed when there are any: in short, for all of them. "
        "Each decision has a row of its own below.",
    )
    transfers_position = models.CharField(
        "transfers abroad",
        max_length=10,
        choices=TransfersPosition,
        default=TransfersPosition.UNKNOWN,
    )
    dpia_status = models.CharField(
        "impact assessment (DPIA)",
        max_length=14,
        choices=DpiaStatus,
        default=DpiaStatus.NOT_ASSESSED,
    )
    dpia_reason = models.TextField(
        "why one is needed, or is not",
        blank=True,
        help_text="For staff and auditors. Needed where none is required.",
    )
    dpia_decided_by = models.CharField(
        "who decided that",
        max_length=200,
        blank=True,
        help_text="An office or role, never a person’s name.",
    )
    dpia_decided_on = models.DateField("decided on", null=True, blank=True)
    dpia_review_on = models.DateField(
        "assessment looked at again on",
        null=True,
        blank=True,
        help_text="The controller reviews it when the risk changes (Article 35(11)).",
    )
    follows_retention_policy = models.CharField(
        "kept and erased as the policy says?",
        max_length=14,
        choices=FollowsPolicy,
        default=FollowsPolicy.UNKNOWN,
    )
    why_not_followed = models.TextField("if not, why not", blank=True)
    data_location = models.TextField(
        "where the data is kept", blank=True, help_text="For staff only: systems and places."
    )
    last_reviewed_on = models.DateField(
        null=True,
        blank=True,
        help_text="If that was before the entry came into this register. Approvals and reviews "
        "made here count by themselves.",
    )
    review_due_on = models.DateField(
        null=True,
        blank=True,
        help_text="Empty: 12 months after the last approval or review.",
    )
    internal_note = models.TextField(
        blank=True, help_text="For staff only. The public never reads this."
    )

    objects = ReferencedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["reference"]
        verbose_name_plural = "processing activities"
        permissions: ClassVar = [
            ("approve_processingactivity", "Can approve an activity"),
            ("keep_processingactivity", "Can keep this activity"),
        ]
        constraints: ClassVar = CONSTRAINTS

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def is_processor(self) -> bool:
        """Whether the body works on the data for others."""
        return self.capacity == self.Capacity.PROCESSOR

    @classmethod
    @contextmanager
    def checked_together(cls, keys: Collection[str]) -> Iterator[None]:
        before = _GIVEN_TO.set({**_GIVEN_TO.get(), **cls.objects.given_to(keys)})
        try:
            yield
        finally:
            _GIVEN_TO.reset(before)

    def clean(self) -> None:
        """Refuse days, ages and entries that do not fit each other, each at its field; keep the
        reference to the one entry it was given to, also when that is deleted, and a processor’s
        entry out of privacy notices."""
        super().clean()
        refuse_together(self, refuse_wrong_order, refuse_what_it_cannot_follow)
        if self.is_processor and self.pk:
            self._refuse_in_notices()
        if not re.match(REFERENCE_PATTERN, self.reference):
            return  # it was refused for that, and no database need be asked what it cannot hold
        given_to = _GIVEN_TO.get().get(self.reference)
        if given_to is None:
            given_to = type(self).objects.given_to([self.reference])[self.reference]
        if given_to - {self.pk}:
            raise ValidationError(
                {"reference": f"{self.reference} was given to another entry. Take the next one."}
            )

    def _refuse_in_notices(self) -> None:
        sections = self.section_activities.select_related("section__notice")
        notices = dict.fromkeys(f"“{place.section.notice}”" for place in sections)
        if notices:
            raise ValidationError(
                {
                    "capacity": "A privacy notice tells of what its organisation decides about. "
                    f"Take this entry out of {', '.join(notices)} first."
                }
            )
