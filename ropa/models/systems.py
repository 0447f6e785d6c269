"""Systems in which data is kept, and which entries use them: the list of assets."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from .activities import ProcessingActivity
from .base import Part, ReferenceRow
from .organisations import Organisation


class System(ReferenceRow):
    """What data is kept or worked on in: an application, a shared drive, a room with paper files.

    Security rests on knowing these (Articles 5(1)(f) and 32). For staff only.
    """

    class Kind(models.TextChoices):
        APPLICATION = "application", "Application or online service"
        DATABASE = "database", "Database"
        FILES = "files", "Shared drive or file store"
        MESSAGES = "messages", "Email or messaging"
        EQUIPMENT = "equipment", "Devices or equipment"
        PAPER = "paper", "Paper files"
        OTHER = "other", "Another kind of system"

    name = models.CharField(
        max_length=200, unique=True, help_text="For staff: what colleagues call it."
    )
    kind = models.CharField(max_length=11, choices=Kind)
    supplier = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="systems_supplied",
        help_text="For staff: empty if you made it yourselves.",
    )
    hosting = models.CharField(
        "where it is hosted",
        max_length=200,
        blank=True,
        help_text="For staff: the country, and whose computers or rooms.",
    )
    owner = models.CharField(
        "who looks after it",
        max_length=200,
        blank=True,
        help_text="For staff: a role or team, never a person’s name.",
    )
    loss = models.TextField(
        "what its loss would mean",
        blank=True,
        help_text="For staff: for people, and for your work.",
    )

    class Meta(ReferenceRow.Meta):
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class SystemUse(Part):
    """A system that an activity uses. For staff only."""

    activity = models.ForeignKey(
        ProcessingActivity, on_delete=models.CASCADE, related_name="system_uses"
    )
    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="uses")
    detail = models.CharField(
        "what for", max_length=300, blank=True, help_text="For staff: what is done in it here."
    )

    class Meta(Part.Meta):
        verbose_name = "system used"
        verbose_name_plural = "systems used"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["activity", "system"],
                name="systemuse_once",
                violation_error_message="This system is already listed.",
            )
        ]

    def __str__(self) -> str:
        return str(self.system)
