"""Categories of personal data, and categories of people they are about (data subjects)."""

from typing import ClassVar

from django.db import models

from .base import ReferenceRow
from .grounds import Sensitivity


class DataCategory(ReferenceRow):
    """A category of personal data."""

    name = models.CharField(
        max_length=200, unique=True, help_text="The public reads this, in lists."
    )
    description = models.TextField(
        blank=True, help_text="The public reads this where the name alone is not clear."
    )
    sensitivity = models.CharField(max_length=10, choices=Sensitivity, default=Sensitivity.ORDINARY)

    class Meta(ReferenceRow.Meta):
        ordering: ClassVar = ["name"]
        verbose_name_plural = "data categories"

    def __str__(self) -> str:
        return self.name


class PeopleCategory(ReferenceRow):
    """A category of people that data is about (data subjects)."""

    name = models.CharField(
        max_length=200,
        unique=True,
        help_text="In the plural; the public reads this, for example “foster carers”.",
    )
    description = models.TextField(blank=True, help_text="The public reads this.")
    are_children = models.BooleanField(
        "children or young people",
        default=False,
        help_text="Text for them must be plain enough for a 12-year-old.",
    )

    class Meta(ReferenceRow.Meta):
        ordering: ClassVar = ["name"]
        verbose_name_plural = "people categories"

    def __str__(self) -> str:
        return self.name
