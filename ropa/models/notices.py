"""Privacy notices: how activities are told to the people they concern."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from .activities import ProcessingActivity
from .base import CodeField, Part, Recorded
from .data import PeopleCategory
from .organisations import Organisation, Team

FORMATTING_HELP = "Leave a line empty between paragraphs; start a line with “- ” for a list."


class Notice(Recorded):
    """A privacy notice of one organisation, made of sections."""

    key_field = "slug"

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
    internal_note = models.TextField(
        blank=True, help_text="For staff only. The public never reads this."
    )

    class Meta:
        ordering: ClassVar = ["title"]
        permissions: ClassVar = [
            ("publish_notice", "Can publish a notice"),
            ("keep_notice", "Can keep this notice"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "title"], name="notice_title_unique_in_organisation"
            )
        ]

    def __str__(self) -> str:
        return self.title


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
