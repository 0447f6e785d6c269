"""Notices: how activities are told to the people they concern, and appropriate policy documents:
how the principles are kept where a condition for sensitive data asks for one."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from .activities import ProcessingActivity
from .base import CodeField, Gappable, Part, Recorded, fact_or_gap, refuse_circle
from .data import PeopleCategory
from .organisations import Organisation, Team

NO_KIND = "Choose whether it is a privacy notice or an appropriate policy document."
FORMATTING_HELP = "Leave a line empty between paragraphs; start a line with “- ” for a list."
NOTICE_FOLLOWS_ITSELF = "A notice cannot follow itself. Choose the one that was there before it."


class Notice(Recorded):
    """What one organisation publishes about its entries, made of sections: a privacy notice, or an
    appropriate policy document (DPA 2018 section 42 and Schedule 1 paragraphs 38 to 40)."""

    key_field = "slug"

    class Kind(models.TextChoices):
        PRIVACY_NOTICE = "privacy-notice", "Privacy notice"
        POLICY_DOCUMENT = "policy-document", "Appropriate policy document"

    kind = models.CharField(
        max_length=15,
        choices=Kind,
        default=Kind.PRIVACY_NOTICE,
        error_messages={"invalid_choice": NO_KIND},
        help_text="An appropriate policy document says how you keep the principles where a "
        "condition for sensitive data asks for one. What it is does not change once it is made.",
    )
    slug = CodeField("address", unique=True)
    title = models.CharField(max_length=200, help_text="The public reads this as the heading.")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="published by",
        on_delete=models.PROTECT,
        related_name="notices",
        help_text="Its name stands at the top of the page; its contacts at the end.",
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="notices")
    applies_to = models.CharField(
        max_length=100, blank=True, help_text="The public reads this, for example “England”."
    )
    summary = models.TextField(
        help_text="The public reads this in lists of notices: one or two plain sentences."
    )
    introduction = models.TextField(help_text=f"The public reads this first. {FORMATTING_HELP}")
    follows = models.ForeignKey(
        "self",
        verbose_name="which notice it follows",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="followed_by",
        help_text="The public reads this: the notice in whose place this one came.",
    )
    internal_note = models.TextField(
        blank=True, help_text="For staff only. The public never reads this."
    )

    class Meta:
        ordering: ClassVar = ["title"]
        verbose_name = "notice or policy document"
        verbose_name_plural = "notices and policy documents"
        permissions: ClassVar = [
            ("publish_notice", "Can publish a notice"),
            ("keep_notice", "Can keep this notice"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "title"], name="notice_title_unique_in_organisation"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["privacy-notice", "policy-document"]),
                name="notice_kind_known",
                violation_error_message=NO_KIND,
            ),
            models.CheckConstraint(
                condition=Q(follows__isnull=True) | ~Q(follows=F("id")),
                name="notice_follows_another",
                violation_error_message=NOTICE_FOLLOWS_ITSELF,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def noun(self) -> str:
        """What it is called in a sentence."""
        return "policy document" if self.is_policy_document else "notice"

    @property
    def is_policy_document(self) -> bool:
        """Whether it says how the principles are kept, and not what people are to know."""
        return self.kind == self.Kind.POLICY_DOCUMENT

    def clean(self) -> None:
        """Keep what it was made as: its address, its parts and its versions follow from that; and
        refuse what it cannot follow: one of the other kind, and a chain that closes on itself."""
        super().clean()
        refuse_circle(self, "follows", NOTICE_FOLLOWS_ITSELF)
        if self.follows and self.follows.kind != self.kind:
            says = f"That is a {self.follows.noun}. Choose the {self.noun} that came before."
            raise ValidationError({"follows": says})
        if self.pk and type(self).objects.filter(pk=self.pk).exclude(kind=self.kind).exists():
            raise ValidationError(
                {"kind": "It was made as something else. Make a new one of the kind you want."}
            )


class NoticeSection(Part):
    """A section of a notice: some activities, introduced in plain English."""

    key_field = "slug"
    owner_field = "notice"

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="sections")
    slug = CodeField("anchor")
    title = models.CharField(max_length=200)
    covers = models.TextField(
        "what it covers", help_text=f"The public reads this first. {FORMATTING_HELP}"
    )
    why = models.TextField(
        "why we process this information",
        help_text=f"The public reads this before the list of purposes. {FORMATTING_HELP}",
    )
    activities = models.ManyToManyField(
        ProcessingActivity, through="SectionActivity", related_name="notice_sections"
    )
    internal_note = models.TextField(
        blank=True, help_text="For staff only. The public never reads this."
    )

    class Meta(Part.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["notice", "slug"],
                name="noticesection_slug_unique_in_notice",
                violation_error_message="Another section of this notice has this anchor.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.notice}: {self.title}"

    def natural_key_text(self) -> str:
        return f"{self.notice.slug}/{self.slug}"


class SectionActivity(Part):
    """An activity in its place within a section."""

    owner_field = "section"

    section = models.ForeignKey(
        NoticeSection, on_delete=models.CASCADE, related_name="section_activities"
    )
    activity = models.ForeignKey(
        ProcessingActivity, on_delete=models.PROTECT, related_name="section_activities"
    )

    class Meta(Part.Meta):
        verbose_name = "activity in this section"
        verbose_name_plural = "activities in this section"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["section", "activity"],
                name="sectionactivity_once",
                violation_error_message="This activity is already in the section.",
            )
        ]

    def __str__(self) -> str:
        return str(self.activity)

    def clean(self) -> None:
        """Refuse an entry in which the body is a processor: whoever decides tells people."""
        super().clean()
        if self.activity_id and self.activity.is_processor:
            raise ValidationError(
                {
                    "activity": "You do this for others. Whoever decides about it tells people in "
                    "a privacy notice of their own. Choose another entry."
                }
            )


class AudienceStatement(Part):
    """What one group of readers is told, in words made for them: “I am a child who ...”."""

    owner_field = "section"

    section = models.ForeignKey(NoticeSection, on_delete=models.CASCADE, related_name="audiences")
    slug = CodeField("anchor")
    heading = models.CharField(
        max_length=200, help_text="In the reader’s voice: “I am a parent of a child who ...”."
    )
    people_category = models.ForeignKey(
        PeopleCategory, on_delete=models.PROTECT, related_name="audience_statements"
    )
    text = models.TextField(
        help_text="How their information is used and how long it is kept, said to them. For "
        f"children: plain enough for a 12-year-old. {FORMATTING_HELP}"
    )

    class Meta(Part.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["section", "slug"],
                name="audiencestatement_slug_unique_in_section",
                violation_error_message="Another group of readers here has this anchor.",
            )
        ]

    def __str__(self) -> str:
        return self.heading


class PrincipleStatement(Gappable, Part):
    """How one of the principles is kept, in an appropriate policy document (DPA 2018 section
    42(2)(a) and Schedule 1 paragraph 39(a))."""

    owner_field = "notice"
    gap_facts = ("text",)

    class Principle(models.TextChoices):
        """UK GDPR Article 5, and DPA 2018 sections 34 to 40 for law enforcement."""

        LAWFULNESS = "lawfulness", "Lawfulness, fairness and transparency"
        PURPOSE = "purpose-limitation", "Purpose limitation"
        MINIMISATION = "data-minimisation", "Data minimisation"
        ACCURACY = "accuracy", "Accuracy"
        STORAGE = "storage-limitation", "Storage limitation"
        SECURITY = "security", "Security"
        ACCOUNTABILITY = "accountability", "Accountability"

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="principles")
    principle = models.CharField(max_length=18, choices=Principle)
    text = models.TextField(
        "how we keep it",
        blank=True,
        help_text="The public reads this: what you do so that it is kept. Of storage limitation, "
        f"how you keep and erase data; the periods come from the entries. {FORMATTING_HELP}",
    )

    class Meta(Part.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["notice", "principle"],
                name="principlestatement_once",
                violation_error_message="This document says already how it keeps this principle.",
            ),
            fact_or_gap("principlestatement_fact_or_gap", "text"),
        ]

    def __str__(self) -> str:
        return self.get_principle_display()

    def clean(self) -> None:
        """Refuse it in a privacy notice, where nobody would read it."""
        super().clean()
        if self.notice_id and not self.notice.is_policy_document:
            raise ValidationError(
                {
                    "principle": "A privacy notice says nothing of principles. Say it in an "
                    "appropriate policy document."
                }
            )
