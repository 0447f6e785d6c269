"""Organisations, the teams that keep entries, and how to reach them."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from .base import CodeField, Fact, Gappable, Recorded, ReferenceRow, fact_or_gap
from .identifiers import Identified, identifier_constraints


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def regulator_on(self, day: date) -> Self:
        """Return the data protection regulator of a day, or none."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
            is_regulator=True,
        )


class Organisation(Identified, ReferenceRow):
    """A named body (the Care Quality Commission) or a kind of body (local authorities)."""

    class Kind(models.TextChoices):
        BODY = "body", "A named body"
        KIND_OF_BODY = "kind", "A kind of body"

    name = models.CharField(
        max_length=200,
        unique=True,
        help_text="The public reads this name, for example “Care Quality Commission” or "
        "“local authorities”.",
    )
    short_name = models.CharField(
        max_length=60, blank=True, help_text="What people call it, for example “CQC”."
    )
    kind = models.CharField(max_length=4, choices=Kind, default=Kind.BODY)
    is_public_authority = models.BooleanField("public authority", default=False)
    description = models.TextField(
        blank=True, help_text="The public reads this: one or two plain sentences on what it does."
    )
    website = models.URLField(blank=True)
    privacy_notice_url = models.URLField(
        "its own privacy notice", blank=True, help_text="The public gets this as a link."
    )

    is_regulator = models.BooleanField(
        "data protection regulator",
        default=False,
        help_text="The body people may complain to about the use of their data. There is one.",
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta(ReferenceRow.Meta):
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            *ReferenceRow.Meta.constraints,
            *identifier_constraints(),
            models.UniqueConstraint(
                fields=["is_regulator"],
                condition=Q(is_regulator=True, valid_to__isnull=True),
                name="organisation_one_regulator",
                violation_error_message="Another organisation is the data protection regulator. "
                "Give that one a last day first.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContactPoint(Gappable, Fact):
    """Where people reach an organisation, and for what (Articles 13(1)(a), 13(1)(b), 30(1)(a))."""

    owner_field = "organisation"
    gap_facts = ("email", "telephone", "address", "url")

    class Subject(models.TextChoices):
        GENERAL = "general", "General enquiries"
        DPO = "dpo", "Data protection officer"
        REPRESENTATIVE = "representative", "Representative in the United Kingdom (Article 27)"
        RIGHTS = "rights", "Asking for your data and your other rights"
        COMPLAINTS = "complaints", "Complaints about how we use personal data"

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="contact_points"
    )
    subject = models.CharField("for", max_length=20, choices=Subject)
    name = models.CharField(max_length=200, help_text="An office or role, never a person’s name.")
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    address = models.TextField("postal address", blank=True)
    url = models.URLField("web page or form", blank=True)

    class Meta(Fact.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "subject"], name="contactpoint_one_per_subject"
            ),
            fact_or_gap("contactpoint_fact_or_gap", "email", "telephone", "address", "url"),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()}: {self.name}"


class Team(Recorded):
    """The people of one organisation who keep their own entries."""

    code = CodeField(unique=True)
    name = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    email = models.EmailField(blank=True)
    approves_own_work = models.BooleanField(
        "one person may write and approve",
        default=False,
        help_text="For a small body with one person in charge. Each version approved by its own "
        "author then says so.",
    )

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "name"], name="team_name_unique_in_organisation"
            )
        ]
        permissions: ClassVar = [
            ("keep_entries", "Can keep the entries and notices of this team"),
            ("keep_whole_register", "Can keep the entries and notices of every team"),
        ]

    def __str__(self) -> str:
        return self.name
