"""Parts of an activity: which data about whom, where it comes from, and who gets it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from .activities import ProcessingActivity
from .agreements import Agreement
from .base import Fact, Part, SharedRowsField
from .channels import Channel
from .data import DataCategory, PeopleCategory
from .days import not_too_early
from .law import StatutoryPower
from .organisations import Organisation


class DataHolding(Fact):
    """A category of data held about a category of people (Article 30(1)(c))."""

    activity = models.ForeignKey(
        ProcessingActivity, on_delete=models.CASCADE, related_name="data_holdings"
    )
    people_category = models.ForeignKey(
        PeopleCategory,
        verbose_name="about whom",
        on_delete=models.PROTECT,
        related_name="data_holdings",
    )
    data_category = models.ForeignKey(
        DataCategory,
        verbose_name="which data",
        on_delete=models.PROTECT,
        related_name="data_holdings",
    )
    detail = models.CharField(
        max_length=300, blank=True, help_text="The public reads this after the category’s name."
    )

    class Meta(Fact.Meta):
        verbose_name = "data held"
        verbose_name_plural = "data held, about whom"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["activity", "people_category", "data_category"],
                name="dataholding_once",
                violation_error_message="This data about these people is already listed.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.data_category} about {self.people_category}"


class DataSource(Fact):
    """Where data comes from: the people themselves, own staff, or others (Article 14(2)(f))."""

    _history_m2m_fields: ClassVar = ["including"]

    class Group(models.TextChoices):
        THEMSELVES = "themselves", "The people themselves"
        OWN_STAFF = "own-staff", "Our own staff"
        AUTHORITY = "authority", "Public authorities and services"
        PUBLIC = "public", "Members of the public and others"

    UNNAMED = (Group.THEMSELVES, Group.OWN_STAFF)

    activity = models.ForeignKey(
        ProcessingActivity, on_delete=models.CASCADE, related_name="data_sources"
    )
    group = models.CharField(max_length=10, choices=Group)
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="data_sources",
    )
    people_category = models.ForeignKey(
        PeopleCategory,
        verbose_name="or people",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="data_sources",
    )
    including = SharedRowsField(
        Organisation,
        blank=True,
        related_name="data_sources_included",
        help_text="Bodies of this kind to name, for example the Department for Education among "
        "government departments.",
    )
    detail = models.CharField(max_length=300, blank=True, help_text="The public reads this.")

    class Meta(Fact.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(
                    Q(group__in=["themselves", "own-staff"])
                    & Q(organisation__isnull=True)
                    & Q(people_category__isnull=True)
                )
                | (
                    Q(group__in=["authority", "public"])
                    & (
                        Q(organisation__isnull=False, people_category__isnull=True)
                        | Q(organisation__isnull=True, people_category__isnull=False)
                    )
                ),
                name="datasource_one_origin",
                violation_error_message="Choose an organisation or people as the source, not "
                "both; neither for the people themselves or your own staff.",
            ),
            models.UniqueConstraint(
                fields=["activity", "organisation"],
                name="datasource_organisation_once",
                violation_error_message="This organisation is already listed as a source.",
            ),
            models.UniqueConstraint(
                fields=["activity", "people_category"],
                name="datasource_people_once",
                violation_error_message="These people are already listed as a source.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.people_category or self.get_group_display())


class CollectionChannel(Part):
    """A channel by which data reaches the organisation."""

    activity = models.ForeignKey(
        ProcessingActivity, on_delete=models.CASCADE, related_name="channels"
    )
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="uses")
    detail = models.CharField(max_length=300, blank=True, help_text="The public reads this.")

    class Meta(Part.Meta):
        verbose_name = "how it reaches us"
        verbose_name_plural = "how it reaches us"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["activity", "channel"],
                name="collectionchannel_once",
                violation_error_message="This way is already listed.",
            )
        ]

    def __str__(self) -> str:
        return str(self.channel)


class Disclosure(Fact):
    """Sharing with one recipient, for a purpose, under a power (Article 30(1)(d))."""

    _history_m2m_fields: ClassVar = ["including"]

    class Frequency(models.TextChoices):
        ROUTINE = "routine", "Regularly"
        WHEN_NEEDED = "when-needed", "When there is a need"
        ON_REQUEST = "on-request", "When asked"

    activity = models.ForeignKey(
        ProcessingActivity, on_delete=models.CASCADE, related_name="disclosures"
    )
    recipient = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="disclosures"
    )
    including = SharedRowsField(
        Organisation,
        blank=True,
        related_name="disclosures_included",
        help_text="Bodies of this kind to name, for example the Care Quality Commission among "
        "inspectorates.",
    )
    purpose = models.TextField(
        "why",
        help_text="The public reads this beside the recipient, for example “to keep children "
        "safe”.",
    )
    gateway = models.ForeignKey(
        StatutoryPower,
        verbose_name="power to share",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="disclosures",
    )
    frequency = models.CharField(max_length=12, choices=Frequency, default=Frequency.WHEN_NEEDED)
    detail = models.CharField(max_length=300, blank=True, help_text="The public reads this.")
    agreement = models.CharField(
        "agreement that the register does not list",
        max_length=300,
        blank=True,
        help_text="For staff: its title or reference. Better is to add it to the agreements and "
        "choose it here.",
    )
    under_agreement = models.ForeignKey(
        Agreement,
        verbose_name="under which agreement",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="disclosures",
        help_text="For staff: the agreement, which the register keeps once with its parties, its "
        "days and where it is kept.",
    )

    class Meta(Fact.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["activity", "recipient"],
                name="disclosure_once",
                violation_error_message="This recipient is already listed.",
            )
        ]

    def __str__(self) -> str:
        return str(self.recipient)


class Transfer(Fact):
    """A transfer to another country or an international organisation (Articles 44A to 49)."""

    class Mechanism(models.TextChoices):
        ADEQUACY = "adequacy", "Approved by regulations (Article 45A)"
        IDTA = "idta", "International Data Transfer Agreement (section 119A)"
        ADDENDUM = "addendum", "Addendum (section 119A)"
        BINDING_RULES = "bcr", "Binding corporate rules (Article 47)"
        PUBLIC_BODIES = "public-bodies", "Instrument between public bodies (Article 46)"
        CODE_OR_CERTIFICATION = "code", "Code of conduct or certification (Article 46)"
        DEROGATION = "derogation", "Exception for a specific situation (Article 49)"
        PART_3 = "part-3", "Law enforcement transfer (DPA Part 3 Chapter 5)"
        NOT_SETTLED = "not-settled", "Not settled yet"

    activity = models.ForeignKey(
        ProcessingActivity, on_delete=models.CASCADE, related_name="transfers"
    )
    destination = models.CharField(
        "country or organisation", max_length=200, help_text="The public reads this."
    )
    recipient = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="transfers",
    )
    mechanism = models.CharField(max_length=14, choices=Mechanism)
    safeguards = models.TextField(
        blank=True,
        help_text="The public reads this. Article 49 exceptions need documented safeguards.",
    )
    assessment = models.CharField(
        "assessment of the transfer",
        max_length=300,
        blank=True,
        help_text="For staff: the title or reference of the data protection test.",
    )
    assessed_on = models.DateField("assessed on", null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = "transfer abroad"
        verbose_name_plural = "transfers abroad"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(mechanism="derogation") | ~Q(safeguards=""),
                name="transfer_derogation_has_safeguards",
                violation_error_message="Describe the safeguards for this exceptional transfer "
                "(Article 30(1)(e)).",
            ),
            not_too_early("transfer_days_not_too_early", "assessed_on"),
        ]

    def __str__(self) -> str:
        return self.destination
