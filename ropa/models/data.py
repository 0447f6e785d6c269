"""Categories of personal data, and categories of people they are about (data subjects)."""

from typing import ClassVar

from django.db import models

from .base import Part, ReferenceRow
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


class RelatedGroup(Part):
    """That a category of people is part of another, or that some of them are in both.

    Whoever reads what is held about one of them is led to what is said of the other.
    """

    owner_field = "people_category"

    class Relation(models.TextChoices):
        PART_OF = "part-of", "Part of"
        OVERLAPS = "overlaps", "Some of them are also"

    people_category = models.ForeignKey(
        PeopleCategory, on_delete=models.CASCADE, related_name="related_groups"
    )
    relation = models.CharField(
        max_length=10,
        choices=Relation,
        default=Relation.PART_OF,
        help_text="“Part of” if all of these people are in the other group too.",
    )
    group = models.ForeignKey(
        PeopleCategory,
        on_delete=models.PROTECT,
        related_name="groups_related_to_it",
        verbose_name="the other group",
    )

    class Meta(Part.Meta):
        verbose_name = "related group"
        verbose_name_plural = "related groups"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["people_category", "group"],
                name="relatedgroup_once",
                violation_error_message="This group is already listed.",
            ),
            models.CheckConstraint(
                condition=~models.Q(people_category=models.F("group")),
                name="relatedgroup_is_another",
                violation_error_message="Choose another group than this one.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_display()}: {self.group}"
