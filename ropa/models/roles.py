"""Parts of an activity: who decides about it, and under which statutory powers."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple, Self, override

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from .activities import ProcessingActivity
from .agreements import Agreement
from .base import Fact
from .days import not_too_early
from .law import Provision, StatutoryPower
from .organisations import Organisation

ONLY_PROCESSORS_WORK_FOR_OTHERS = (
    "Only a processor works for another processor. Leave this empty, or make this a processor."
)
OF_PROCESSORS_ALONE = (
    "This is asked of a processor only. Leave this empty, or make this a processor."
)
OF_WHAT_IS_DONE_FOR_OTHERS = (
    "A controller is given this only where you work for it as its processor. Leave this empty, or "
    "make this a processor."
)
NOT_FOR_ITSELF = "A processor cannot work for itself. Choose another, or leave this empty."
_NO_PROCESSOR = (
    "Choose a processor that is listed in this entry, or leave this empty if it works for the "
    "controller."
)
_CLOSED_CHAIN = (
    "This chain of processors leads back to where it began. Leave this empty for the processor "
    "that works for the controller."
)


_OF_PROCESSORS = ("place", "due_diligence_on", "due_diligence_by")


class ControllerRole(Fact):
    """An organisation's part in an activity: controller (of what) or processor.

    Joint controllers decide together and need an arrangement (Article 26). Independent
    controllers each decide about their own data. Both need a scope: the data each answers for.
    A processor works for the controller, or for another processor of the activity (Articles 28(2)
    and 28(4)). In a processor's entry, the controllers are those it works for, and it is a
    processor itself.
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
    works_for = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="processor_roles",
        help_text="The public reads this. For a processor that another processor of this entry "
        "uses: which one. Empty if it works for the controller.",
    )
    task = models.CharField(
        "on what it works",
        max_length=300,
        blank=True,
        help_text="For a processor. The public reads this after “for”: for example “hosting case "
        "files”. Where you are the processor: what you do, and beside a controller what you do for "
        "that one, if it differs.",
    )
    place = models.CharField(
        "where it works on it",
        max_length=200,
        blank=True,
        help_text="For a processor. The public reads this after “in”: a country, never an address.",
    )
    arrangement = models.TextField(
        "agreement that the register does not list",
        blank=True,
        help_text="For staff: its title, its date and where it is kept. Better is to add it to the "
        "agreements and choose it here. Joint controllers must have one (Article 26).",
    )
    under_agreement = models.ForeignKey(
        Agreement,
        verbose_name="under which agreement",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="controller_roles",
        help_text="For staff: the arrangement or contract, which the register keeps once with its "
        "parties, its days and where it is kept.",
    )
    due_diligence_on = models.DateField(
        "due diligence done on",
        null=True,
        blank=True,
        help_text="For staff, of a processor: when you last made sure that it gives sufficient "
        "guarantees (Article 28(1)).",
    )
    due_diligence_by = models.CharField(
        "due diligence done by",
        max_length=200,
        blank=True,
        help_text="For staff, of a processor: a role or team, never a person’s name.",
    )
    essence = models.TextField(
        "arrangement in short",
        blank=True,
        help_text="The public reads this: who does what, and whom to turn to (Article 26(2)).",
    )

    class Meta(Fact.Meta):
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
            models.CheckConstraint(
                condition=Q(works_for__isnull=True) | Q(role="processor"),
                name="controllerrole_only_processors_work_for_others",
                violation_error_message=ONLY_PROCESSORS_WORK_FOR_OTHERS,
            ),
            models.CheckConstraint(
                condition=Q(role="processor")
                | Q(place="", due_diligence_on__isnull=True, due_diligence_by=""),
                name="controllerrole_asked_of_processors_alone",
                violation_error_message=OF_PROCESSORS_ALONE,
            ),
            not_too_early("controllerrole_days_not_too_early", "due_diligence_on"),
            models.CheckConstraint(
                condition=Q(works_for__isnull=True) | ~Q(works_for=F("organisation")),
                name="controllerrole_not_for_itself",
                violation_error_message=NOT_FOR_ITSELF,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_role_display()}"

    def clean(self) -> None:
        """Refuse what is said of a processor alone where this is none, and a processor that works
        for itself: each at its field."""
        super().clean()
        wrong: dict[str, str] = {}
        if self.role != self.Role.PROCESSOR:
            wrong = {name: OF_PROCESSORS_ALONE for name in _OF_PROCESSORS if getattr(self, name)}
            if self.works_for_id is not None:
                wrong["works_for"] = ONLY_PROCESSORS_WORK_FOR_OTHERS
        elif self.works_for_id is not None and self.works_for_id == self.organisation_id:
            wrong["works_for"] = NOT_FOR_ITSELF
        if wrong:
            raise ValidationError(wrong)

    @override
    @classmethod
    def problems_together(cls, parts: Sequence[Self], /) -> Mapping[int, Mapping[str, str]]:
        links = [
            ProcessorLink(part.organisation_id, part.role, part.works_for_id) for part in parts
        ]
        found = {place: {"works_for": problem} for place, problem in chain_problems(links).items()}
        for place, part in enumerate(parts):
            if part.task and part.role != cls.Role.PROCESSOR and not part.activity.is_processor:
                found.setdefault(place, {})["task"] = OF_WHAT_IS_DONE_FOR_OTHERS
        return found


class ProcessorLink(NamedTuple):
    """An organisation with a role, and the one it works for: `None` for the controller. Both are
    keys or codes."""

    organisation: Hashable
    role: str
    works_for: Hashable | None


def chain_problems(links: Sequence[ProcessorLink]) -> dict[int, str]:
    """Return what is wrong with the chains of processors of an activity, by place in the list.

    Whoever works for another works for a processor of the activity, and no chain leads back to
    where it began: at its end there is the controller (Articles 28(2) and 28(4)).
    """
    role = ControllerRole.Role
    above = {each.organisation: each.works_for for each in links if each.role == role.PROCESSOR}
    found = {}
    for place, link in enumerate(links):
        if link.works_for is None:
            continue
        if link.works_for not in above:
            found[place] = _NO_PROCESSOR
        elif link.organisation in _chain_above(link.works_for, above):
            found[place] = _CLOSED_CHAIN
    return found


def _chain_above(first: Hashable, above: Mapping[Hashable, Hashable | None]) -> Iterator[Hashable]:
    """Yield an organisation, whom it works for, and so on; each once."""
    seen: set[Hashable] = set()
    each: Hashable | None = first
    while each is not None and each not in seen:
        seen.add(each)
        yield each
        each = above.get(each)


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


class PowerUse(Fact):
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

    class Meta(Fact.Meta):
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
