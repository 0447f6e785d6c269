"""Legislation, its provisions, and the powers and duties they give."""

import re
from collections.abc import Collection
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from .base import ReferenceRow
from .law_kinds import (
    EXTENTS,
    IDENTIFIERS,
    LEGISLATION_SITE,
    LawKind,
    fits_its_kind,
    identifier_from,
)


class Legislation(ReferenceRow):
    """What law a body may cite: an Act, an instrument, guidance, common law or a charter."""

    Kind = LawKind

    title = models.CharField(max_length=300, unique=True)
    kind = models.CharField(max_length=26, choices=LawKind)
    identifier = models.CharField(
        "legislation.gov.uk identifier",
        max_length=60,
        blank=True,
        help_text="As in the address, for example ukpga/2000/14, or as it is cited: SI 2013/2094. "
        "Guidance, codes, common law and whatever else is not published there have none.",
    )
    extent = models.CharField(
        "where it is law",
        max_length=9,
        choices=EXTENTS,
        blank=True,
        help_text="Empty if you do not know.",
    )
    publication_url = models.URLField(
        blank=True,
        help_text="For what is not at legislation.gov.uk: where the public can read it.",
    )

    class Meta(ReferenceRow.Meta):
        ordering: ClassVar = ["title"]
        verbose_name_plural = "legislation"
        constraints: ClassVar = [
            *ReferenceRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["identifier"],
                condition=~Q(identifier=""),
                name="legislation_identifier_unique",
                violation_error_message="Other legislation has this identifier. Use that entry, "
                "or correct the identifier.",
            ),
            models.CheckConstraint(
                condition=fits_its_kind(),
                name="legislation_identifier_fits_kind",
                violation_error_message="Give the legislation.gov.uk identifier in the form that "
                "the kind of law has, and none for law that is not published there.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Take the identifier from an address or a citation, too."""
        self.identifier = identifier_from(self.identifier)
        super().clean_fields(exclude=exclude)

    def clean(self) -> None:
        super().clean()
        kinds = dict(LawKind.choices)
        if self.kind not in kinds:
            return
        wanted = IDENTIFIERS.get(LawKind(self.kind))
        if wanted is None and self.identifier:
            raise ValidationError(
                {"identifier": "Leave this empty: law of this kind is not at legislation.gov.uk."}
            )
        if wanted and not re.match(wanted.pattern, self.identifier):
            raise ValidationError(
                {
                    "identifier": f"Law of the kind “{kinds[self.kind]}” is identified like "
                    f"{wanted.example}. Write it like that."
                }
            )

    @property
    def url(self) -> str:
        """Where the public reads it; empty if that is not known."""
        return f"{LEGISLATION_SITE}{self.identifier}" if self.identifier else self.publication_url


class Provision(ReferenceRow):
    """A section, regulation, paragraph or Part of a piece of legislation, or the whole of it."""

    legislation = models.ForeignKey(
        Legislation, on_delete=models.PROTECT, related_name="provisions"
    )
    label = models.CharField(
        max_length=80,
        blank=True,
        help_text="As lawyers cite it, for example “section 31(9)”. Empty for the whole.",
    )
    path = models.CharField(
        "path on legislation.gov.uk",
        max_length=80,
        blank=True,
        validators=[
            RegexValidator(
                r"^[A-Za-z0-9]+(?:/[A-Za-z0-9-]+)*\Z",
                "Write it as in the address, for example section/31/9.",
            )
        ],
        help_text="For example section/31/9. Empty for the whole.",
    )
    subject = models.CharField(
        max_length=200,
        help_text="What it is about, in plain words the public reads: "
        "“offence of failing to give information”.",
    )

    class Meta(ReferenceRow.Meta):
        ordering: ClassVar = ["legislation__title", "label"]
        constraints: ClassVar = [
            *ReferenceRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["legislation", "label"], name="provision_label_unique_in_legislation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.legislation.title}, {self.label}" if self.label else self.legislation.title

    @property
    def url(self) -> str:
        """Where the public reads the provision; empty if that is not known."""
        if self.path and self.legislation.identifier:
            return f"{self.legislation.url}/{self.path}"
        return self.legislation.url


class StatutoryPower(ReferenceRow):
    """What a provision lets or makes somebody do."""

    class Kind(models.TextChoices):
        FUNCTION = "function", "Function"
        INSPECT = "inspect", "Power to inspect or enter"
        REQUIRE = "require", "Power to require information"
        PROVIDE = "provide", "Duty to give information"
        OFFENCE = "offence", "Offence"
        SHARE = "share", "Power or duty to share (gateway)"
        PUBLISH = "publish", "Power or duty to report or publish"

    name = models.CharField(
        max_length=200,
        unique=True,
        help_text="The public reads this, for example “require a provider to give information”.",
    )
    kind = models.CharField(max_length=10, choices=Kind)
    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="powers")
    enforced_by = models.ForeignKey(
        "self",
        verbose_name="offence for refusing",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="enforces",
        limit_choices_to={"kind": Kind.OFFENCE},
    )

    class Meta(ReferenceRow.Meta):
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
