"""Inspection regimes: who inspects which services, with whom, under which law and powers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Self, override

from django.db import models
from django.db.models import Q

from ropa.models import (
    NoticeSection,
    Organisation,
    ProcessingActivity,
    Provision,
    StatutoryPower,
    Team,
    Version,
)
from ropa.models.base import CodeField, Fact, Part, Recorded, SharedRowsField
from ropa.models.read_model import Projected


class InspectionRegime(Recorded):
    """A way of inspecting: one inspectorate alone, or several together."""

    key_field = "slug"

    class Controllership(models.TextChoices):
        """How the inspectorates that take part answer for the data (Article 26)."""

        SOLE = "sole", "The lead inspectorate is the only controller"
        JOINT = "joint", "They are joint controllers"
        INDEPENDENT = "independent", "Each is a separate controller of its own data"

    slug = CodeField("address", unique=True)
    title = models.CharField(max_length=200, unique=True, help_text="The public reads this.")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="regimes")
    summary = models.TextField(
        "what is inspected", help_text="The public reads this: two or three plain sentences."
    )
    lead = models.ForeignKey(
        Organisation,
        verbose_name="led by",
        on_delete=models.PROTECT,
        related_name="regimes_led",
    )
    commissioned_by = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="regimes_commissioned",
        help_text="If another body asks for these inspections.",
    )
    law = SharedRowsField(
        Provision,
        related_name="regimes",
        help_text="The law these inspections are carried out under.",
    )
    inferred_law = SharedRowsField(
        Provision,
        verbose_name="of this law, the register’s reading",
        blank=True,
        related_name="regimes_inferred",
        help_text="Which of it the inspectorates have not named themselves. The public reads that "
        "they have not confirmed it.",
    )
    controllership = models.CharField(
        "who answers for the data", max_length=12, choices=Controllership
    )
    arrangement = models.TextField(
        blank=True, help_text="For staff: the agreement between the inspectorates and where it is."
    )
    essence = models.TextField(
        "arrangement in short",
        blank=True,
        help_text="The public reads this: who does what, and whom to turn to.",
    )
    section = models.OneToOneField(
        NoticeSection,
        verbose_name="section of a notice",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="regime",
        help_text="Where the public reads about it. It appears on the site when that notice is "
        "published.",
    )
    activities = SharedRowsField(
        ProcessingActivity,
        blank=True,
        related_name="regimes",
        help_text="The entries of the register that these inspections give rise to.",
    )
    internal_note = models.TextField(blank=True, help_text="For staff only.")

    _history_m2m_fields: ClassVar = ["law", "inferred_law", "activities"]

    class Meta:
        ordering: ClassVar = ["title"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(controllership="sole") | ~Q(essence=""),
                name="regime_arrangement_explained",
                violation_error_message="Say in short who does what and whom to turn to: there is "
                "more than one controller.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class ServiceType(Part):
    """A kind of service or place that is inspected."""

    owner_field = "regime"

    regime = models.ForeignKey(
        InspectionRegime, on_delete=models.CASCADE, related_name="service_types"
    )
    name = models.CharField(max_length=200, help_text="In the plural; the public reads this.")
    detail = models.CharField(max_length=300, blank=True, help_text="The public reads this.")

    class Meta(Part.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["regime", "name"], name="servicetype_once")
        ]

    def __str__(self) -> str:
        return self.name


class RegimeParticipant(Fact):
    """An inspectorate that takes part, what it does, and of which data it is controller."""

    owner_field = "regime"

    regime = models.ForeignKey(
        InspectionRegime, on_delete=models.CASCADE, related_name="participants"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="regimes_joined"
    )
    part_played = models.TextField(help_text="The public reads this: what it looks at.")
    controller_of = models.TextField(
        "controller of",
        blank=True,
        help_text="The public reads this: which data it answers for. Empty if none.",
    )

    class Meta(Fact.Meta):
        verbose_name = "inspectorate taking part"
        verbose_name_plural = "inspectorates taking part"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["regime", "organisation"],
                name="regimeparticipant_once",
                violation_error_message="This inspectorate is already listed.",
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    @override
    @classmethod
    def problems_together(cls, parts: Sequence[Self], /) -> Mapping[int, Mapping[str, str]]:
        if not parts or parts[0].regime.lead_id in {part.organisation_id for part in parts}:
            return {}
        lead = parts[0].regime.lead
        return {
            0: {
                "organisation": f"{lead} leads these inspections, and does not take part in them. "
                "Add it here, or choose another lead."
            }
        }


class RegimePower(Fact):
    """A power an inspectorate uses in this regime."""

    owner_field = "regime"

    regime = models.ForeignKey(InspectionRegime, on_delete=models.CASCADE, related_name="powers")
    held_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="regime_powers"
    )
    power = models.ForeignKey(StatutoryPower, on_delete=models.PROTECT, related_name="regime_uses")
    applied_through = models.ForeignKey(
        Provision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="regime_powers_applied",
        help_text="If another instrument applies the power here, which one.",
    )

    class Meta(Fact.Meta):
        verbose_name = "power used"
        verbose_name_plural = "powers used"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["regime", "held_by", "power"],
                name="regimepower_once",
                violation_error_message="This power of this inspectorate is already listed.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.power} ({self.held_by})"


class RegimeInForce(Projected):
    """A regime as a published notice tells of it: a projection of the versions of notices.

    `document` is the key of the notice, `section` the slug of the section that tells of it, and
    `entries` are the entries of that section. `search_text` is what lists search, in small letters.
    """

    document = models.CharField(max_length=40, db_index=True)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+", db_index=False)
    slug = models.CharField(max_length=120)
    sorted_as = models.CharField(max_length=200)
    is_joint = models.BooleanField()
    published_at = models.DateTimeField()
    notice = models.CharField(max_length=120)
    notice_title = models.CharField(max_length=300)
    section = models.CharField(max_length=120)
    entries = models.JSONField()
    regime = models.JSONField()
    search_text = models.TextField()

    class Meta(Projected.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["slug", "document"], name="regime_once_in_a_notice")
        ]
        indexes: ClassVar = [models.Index(fields=["sorted_as", "slug"], name="regime_sorted")]

    def __str__(self) -> str:
        return self.slug


class RegimeMention(Projected):
    """An organisation or a provision with a part in a regime that a published notice tells of.

    `document` is the key of the notice, `kind` and `code` name the subject, and `heading` says
    under what its page leads to the regime.
    """

    document = models.CharField(max_length=40, db_index=True)
    slug = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=120)
    heading = models.CharField(max_length=60)

    class Meta(Projected.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "code", "slug", "document"], name="regime_mention_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.slug}: {self.kind} {self.code}"
