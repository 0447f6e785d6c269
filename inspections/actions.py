"""From a regime to the register: the entry and the section that follow from it."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max

from ropa import permissions
from ropa.actions.refusal import Refused
from ropa.models import (
    ControllerRole,
    Notice,
    NoticeSection,
    PowerUse,
    ProcessingActivity,
    Purpose,
    SectionActivity,
)
from ropa.models.grounds import LawfulBasis

from .models import InspectionRegime

_ROLES = {
    InspectionRegime.Controllership.SOLE: ControllerRole.Role.SOLE,
    InspectionRegime.Controllership.JOINT: ControllerRole.Role.JOINT,
    InspectionRegime.Controllership.INDEPENDENT: ControllerRole.Role.INDEPENDENT,
}


def start_entry(*, regime: InspectionRegime, by: User, notice: Notice) -> ProcessingActivity:
    """Start the entry of a regime and its section of a notice, and return the entry.

    The entry is a draft: who is controller of what, the powers, and a first purpose, grounded in
    the regime's law as a public task and marked for confirmation, follow from the regime. Raises
    `PermissionDenied` if `by` may not change the regime and the notice or add entries, and
    `Refused` if the regime has a section or an entry, names too few controllers, or shares its
    name with an entry or its address with a section.
    """
    permissions.require(by, "change", regime)
    permissions.require(by, "change", notice)
    entry = ProcessingActivity(title=regime.title, summary=regime.summary, team_id=regime.team_id)
    permissions.require(by, "add", entry)
    with transaction.atomic():
        _check(regime, notice)
        entry.reference = ProcessingActivity.objects.next_reference()
        entry.save()
        for role in _controllers(regime):
            role.activity = entry
            role.save()
        _add_purpose(regime, entry)
        _add_powers(regime, entry)
        regime.section = _add_section(regime, notice, entry)
        regime.save()
        regime.activities.add(entry)
    return entry


def _check(regime: InspectionRegime, notice: Notice) -> None:
    if regime.section_id is not None:
        raise Refused(f"“{regime}” has its section already: change that one instead.")
    if regime.activities.exists():
        raise Refused(
            f"“{regime}” has an entry already: open it, and choose its section on this page."
        )
    if ProcessingActivity.objects.filter(title=regime.title).exists():
        raise Refused(
            f"There is an entry called “{regime.title}” already: choose it on this page instead, "
            "or give the inspections another name."
        )
    if notice.sections.filter(slug=regime.slug).exists():
        raise Refused(
            f"“{notice}” has a section with the address “{regime.slug}” already: choose it on "
            "this page instead."
        )


def _controllers(regime: InspectionRegime) -> list[ControllerRole]:
    """The lead alone, or everybody who answers for some of the data, the lead first."""
    role = _ROLES[InspectionRegime.Controllership(regime.controllership)]
    if role is ControllerRole.Role.SOLE:
        return [ControllerRole(organisation=regime.lead, role=role, position=1)]
    controllers = [
        participant
        for participant in regime.participants.select_related("organisation")
        if participant.controller_of
    ]
    if len(controllers) < 2:
        raise Refused(
            f"“{regime}” has more than one controller, but fewer than two of the inspectorates "
            "say what they are controller of: fill that in and save first."
        )
    controllers.sort(key=lambda participant: participant.organisation_id != regime.lead_id)
    return [
        ControllerRole(
            organisation=participant.organisation,
            role=role,
            scope=participant.controller_of,
            essence=regime.essence if position == 1 else "",
            arrangement=regime.arrangement if position == 1 else "",
            position=position,
        )
        for position, participant in enumerate(controllers, start=1)
    ]


def _add_purpose(regime: InspectionRegime, entry: ProcessingActivity) -> None:
    purpose = Purpose.objects.create(
        activity=entry,
        statement=f"carry out {regime.title[:1].lower()}{regime.title[1:]}",
        lawful_basis=LawfulBasis.PUBLIC_TASK,
        is_inferred=True,
        internal_note="Written from the inspection regime. Say what it is for in plain words, and "
        "confirm the lawful basis.",
        position=1,
    )
    purpose.provisions.set(regime.law.all())


def _add_powers(regime: InspectionRegime, entry: ProcessingActivity) -> None:
    for position, use in enumerate(regime.powers.all(), start=1):
        PowerUse.objects.create(
            activity=entry,
            power_id=use.power_id,
            held_by_id=use.held_by_id,
            applied_through_id=use.applied_through_id,
            is_inferred=use.is_inferred,
            position=position,
        )


def _add_section(
    regime: InspectionRegime, notice: Notice, entry: ProcessingActivity
) -> NoticeSection:
    last = notice.sections.aggregate(Max("position"))["position__max"] or 0
    section = NoticeSection.objects.create(
        notice=notice,
        slug=regime.slug,
        title=regime.title,
        covers=regime.summary,
        why=f"We use information about people to carry out {regime.title[:1].lower()}"
        f"{regime.title[1:]}.",
        position=last + 1,
    )
    SectionActivity.objects.create(section=section, activity=entry, position=1)
    return section
