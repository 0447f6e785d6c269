"""Parts of an activity: who decides about it, and under which statutory powers."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from django.db import models
from django.db.models import Q

from .activities import ProcessingActivity
from .base import Part
from .law import Provision, StatutoryPower
from .organisations import Organisation


class ControllerRole(Part):
    """An organisation's part in an activity: controller (of what) or processor.

    Joint controllers decide together and need an arrangement (Article 26). Independent
    controllers each decide about their own data. Both need a scope: the data each answers for.
    """

    class Role(models.TextChoices):
        SOLE = "sole", "Only controller"
        JOINT = "joint", "Joint controller"
        INDEPENDENT = "independent", "Separate controller"
        PROCESSOR = "processor", "Processor"

    CONTROLLERS = (Role.SOLE, Role.JOINT, Role.INDEPENDENT)

    activity = models.ForeignKey(
        ProcessingActivity, on_delete=models.CASCADE, related_name="controller_roles"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="controller_roles"
    )
    role = models.CharField(max_length=12, choices=Role, default=Role.SOLE)
    scope = models.TextField(
        "of which data",
        blank=True,
        help_text="The public reads this after “is the controller of”: for example “police data”. "
        "Needed unless this is the only controller.",
    )
    arrangement = models.TextField(
        blank=True,
        help_text="For staff: the agreement, its date and where it is kept. Joint controllers "
        "must have one (Article 26).",
    )
    essence = models.TextField(
        "arrangement in short",
        blank=True,
        help_text="The public reads this: who does what, and whom to turn to (Article 26(2)).",
    )

    class Meta(Part.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["activity", "organisation"],
                name="controllerrole_organisation_once",
                violation_error_message="This organisation already has a role here.",
            ),
            models.UniqueConstraint(
                fields=["activity"],
                condition=Q(role="sole"),
                name="controllerrole_one_sole",
                violation_error_message="There is already an only controller. Where there are "
                "several, each is joint or separate.",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=["joint", "independent"]) | ~Q(scope=""),
                name="controllerrole_scope_stated",
                violation_error_message="Say of which data this organisation is controller.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_role_display()}"


def controllership_problem(roles: Collection[str]) -> str:
    """Return what is wrong with an activity's roles taken together, or an empty text.

    `roles` are values of `ControllerRole.Role`. An activity has either one only controller, or
    several that are joint or separate (Articles 26 and 30(1)(a)).
    """
    role = ControllerRole.Role
    controllers = [given for given in roles if given != role.PROCESSOR]
    if not controllers:
        return "Name the controller: the organisation that decides why and how."
    if role.SOLE in controllers and len(controllers) > 1:
        return (
            "There is an only controller and another one. "
            "Make each of them joint or separate, and say of which data."
        )
    if role.SOLE not in controllers and len(controllers) == 1:
        return (
            "A joint or separate controller cannot stand alone. "
            "Add the other controllers, or make this one the only controller."
        )
    return ""


class PowerUse(Part):
    """A statutory power an activity relies on, and which organisation holds it."""

    activity = models.ForeignKey(
        ProcessingActivity, on_delete=models.CASCADE, related_name="power_uses"
    )
    power = models.ForeignKey(StatutoryPower, on_delete=models.PROTECT, related_name="uses")
    held_by = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="power_uses",
        help_text="Whose power or duty it is.",
    )
    applied_through = models.ForeignKey(
        Provision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="applied_power_uses",
        help_text="If another instrument applies the power here, which one.",
    )
    explanation = models.TextField(
        blank=True, help_text="The public reads this: what the power means in this activity."
    )

    class Meta(Part.Meta):
        verbose_name = "power used"
        verbose_name_plural = "powers used"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["activity", "power", "held_by"],
                name="poweruse_once",
                violation_error_message="This power of this organisation is already listed.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.power} ({self.held_by})"
