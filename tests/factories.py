"""Rows for tests. Each factory makes exactly what its name says, and takes any field by name.

Codes are counted up, so that rows never clash; whatever a test is about, it names itself.
"""

from __future__ import annotations

import itertools
from typing import Any

from django.contrib.auth.models import Group, User

from inspections.models import InspectionRegime
from ropa import permissions
from ropa.actions.approving import approve_activity
from ropa.actions.freezing import freeze
from ropa.actions.publishing import publish_notice
from ropa.documents.canonical import canonical_json
from ropa.documents.classification import Document
from ropa.documents.policy_documents import PRINCIPLES
from ropa.models import (
    Agreement,
    AudienceStatement,
    Channel,
    ContactPoint,
    ControllerRole,
    DataCategory,
    DataHolding,
    DataSource,
    Decision,
    Disclosure,
    Legislation,
    Notice,
    NoticeSection,
    Organisation,
    PeopleCategory,
    PowerUse,
    PrincipleStatement,
    ProcessingActivity,
    Provision,
    Purpose,
    RetentionRule,
    SectionActivity,
    StatutoryPower,
    System,
    Team,
    Version,
)
from ropa.models.attributed import Subject
from ropa.models.grounds import LawfulBasis

_count = itertools.count(1)


def make_organisation(**fields: Any) -> Organisation:
    number = next(_count)
    return Organisation.objects.create(
        **{"code": f"body-{number}", "name": f"Body {number}"} | fields
    )


def make_team(**fields: Any) -> Team:
    number = next(_count)
    fields.setdefault("organisation", None)
    fields["organisation"] = fields["organisation"] or make_organisation()
    return Team.objects.create(**{"code": f"team-{number}", "name": f"Team {number}"} | fields)


def make_legislation(**fields: Any) -> Legislation:
    number = next(_count)
    return Legislation.objects.create(
        **{
            "code": f"act-{number}",
            "title": f"Example Act {number}",
            "kind": "act",
            "identifier": f"ukpga/2000/{number}",
        }
        | fields
    )


def make_provision(**fields: Any) -> Provision:
    number = next(_count)
    fields["legislation"] = fields.get("legislation") or make_legislation()
    return Provision.objects.create(
        **{
            "code": f"provision-{number}",
            "label": f"section {number}",
            "path": f"section/{number}",
            "subject": "an example",
        }
        | fields
    )


def make_power(**fields: Any) -> StatutoryPower:
    number = next(_count)
    fields["provision"] = fields.get("provision") or make_provision()
    return StatutoryPower.objects.create(
        **{"code": f"power-{number}", "name": f"Power {number}", "kind": "function"} | fields
    )


def make_agreement(*parties: Organisation, **fields: Any) -> Agreement:
    number = next(_count)
    agreement = Agreement.objects.create(
        **{"code": f"agreement-{number}", "name": f"Agreement {number}", "kind": "contract"}
        | fields
    )
    agreement.parties.set(parties or [make_organisation()])
    return agreement


def make_system(**fields: Any) -> System:
    number = next(_count)
    return System.objects.create(
        **{"code": f"system-{number}", "name": f"System {number}", "kind": "application"} | fields
    )


def make_channel(code: str = "", **fields: Any) -> Channel:
    """A channel, or the one with that code that is there already."""
    if code and not fields:
        return Channel.objects.get_or_create(code=code, defaults={"name": code})[0]
    number = next(_count)
    return Channel.objects.create(
        **{"code": code or f"channel-{number}", "name": f"Channel {number}"} | fields
    )


def make_data_category(**fields: Any) -> DataCategory:
    number = next(_count)
    return DataCategory.objects.create(
        **{"code": f"data-{number}", "name": f"data {number}"} | fields
    )


def make_people_category(**fields: Any) -> PeopleCategory:
    number = next(_count)
    return PeopleCategory.objects.create(
        **{"code": f"people-{number}", "name": f"people {number}"} | fields
    )


def make_bare_activity(**fields: Any) -> ProcessingActivity:
    """An activity without parts: too little to approve."""
    number = next(_count)
    fields["team"] = fields.get("team") or make_team()
    return ProcessingActivity.objects.create(
        **{
            "reference": f"RPA-{number:04d}",
            "title": f"Activity {number}",
            "summary": f"What activity {number} does.",
        }
        | fields
    )


def make_reachable(organisation: Organisation) -> Organisation:
    """Give an organisation a way to reach it, unless it has one."""
    ContactPoint.objects.get_or_create(
        organisation=organisation,
        subject=ContactPoint.Subject.GENERAL,
        defaults={"name": "Enquiries", "email": "enquiries@example.org"},
    )
    return organisation


def make_regulator() -> Organisation:
    """The body people may complain to; always the same one."""
    regulator, _ = Organisation.objects.get_or_create(
        is_regulator=True, defaults={"code": "regulator", "name": "The Regulator"}
    )
    ContactPoint.objects.get_or_create(
        organisation=regulator,
        subject=ContactPoint.Subject.COMPLAINTS,
        defaults={"name": "Complaints", "url": "https://example.org/complaints"},
    )
    return regulator


def make_activity(**fields: Any) -> ProcessingActivity:
    """An activity with as much as the law asks of it: it can be approved and published."""
    fields.setdefault("sharing_note", "We share it with nobody.")
    activity = make_bare_activity(**fields)
    ControllerRole.objects.create(
        activity=activity,
        organisation=make_reachable(activity.team.organisation),
        role=ControllerRole.Role.SOLE,
    )
    purpose = Purpose.objects.create(
        activity=activity, statement="do an example", lawful_basis=LawfulBasis.PUBLIC_TASK
    )
    purpose.provisions.add(make_provision())
    DataHolding.objects.create(
        activity=activity,
        data_category=make_data_category(),
        people_category=make_people_category(),
    )
    DataSource.objects.create(activity=activity, group=DataSource.Group.THEMSELVES)
    RetentionRule.objects.create(activity=activity, covers="everything", minimum_period="P1Y")
    return activity


def make_processor_entry(**fields: Any) -> ProcessingActivity:
    """An entry in which a body works for another one, complete enough to be approved."""
    activity = make_bare_activity(capacity=ProcessingActivity.Capacity.PROCESSOR, **fields)
    client, own = make_organisation(), activity.team.organisation
    ControllerRole.objects.create(
        activity=activity, organisation=make_reachable(client), role=ControllerRole.Role.SOLE
    )
    ControllerRole.objects.create(
        activity=activity,
        organisation=make_reachable(own),
        role=ControllerRole.Role.PROCESSOR,
        task="hosting case files",
        position=1,
    )
    return activity


def add_parts(activity: ProcessingActivity, number: int) -> None:
    """Give an activity `number` parts of each kind that points at reference data."""
    for position in range(1, number + 1):
        place = {"activity": activity, "position": position}
        provision = make_provision()
        purpose = Purpose.objects.create(
            **place, statement=f"purpose {position}", lawful_basis=LawfulBasis.PUBLIC_TASK
        )
        purpose.provisions.add(provision)
        DataHolding.objects.create(
            **place, data_category=make_data_category(), people_category=make_people_category()
        )
        source = DataSource.objects.create(
            **place, group=DataSource.Group.AUTHORITY, organisation=make_organisation()
        )
        source.including.add(make_organisation())
        disclosure = Disclosure.objects.create(
            **place, recipient=make_organisation(), purpose="to show it", gateway=make_power()
        )
        disclosure.including.add(make_organisation())
        RetentionRule.objects.create(**place, covers=f"rule {position}", minimum_period="P3Y")
        PowerUse.objects.create(
            **place,
            power=make_power(enforced_by=make_power(kind="offence")),
            held_by=make_organisation(),
            applied_through=provision,
        )


def make_notice(*activities: ProcessingActivity, **fields: Any) -> Notice:
    """A notice with one section, one audience, and the activities in it.

    It can be published when the activities have been approved.
    """
    number = next(_count)
    fields["team"] = fields.get("team") or make_team()
    fields.setdefault("organisation", fields["team"].organisation)
    make_reachable(fields["organisation"])
    ContactPoint.objects.get_or_create(
        organisation=fields["organisation"],
        subject=ContactPoint.Subject.COMPLAINTS,
        defaults={"name": "Complaints", "email": "complaints@example.org"},
    )
    make_regulator()
    notice = Notice.objects.create(
        **{
            "slug": f"notice-{number}",
            "title": f"Notice {number}",
            "summary": "What this notice is about.",
            "introduction": "How this notice begins.",
        }
        | fields
    )
    make_section(notice, *activities)
    return notice


def make_policy_document(*activities: ProcessingActivity, **fields: Any) -> Notice:
    """A policy document with one section, which says how each principle is kept, and the
    activities in it."""
    number = next(_count)
    fields["team"] = fields.get("team") or make_team()
    fields.setdefault("organisation", fields["team"].organisation)
    document = Notice.objects.create(
        **{
            "kind": Notice.Kind.POLICY_DOCUMENT,
            "slug": f"policy-{number}",
            "title": f"Policy {number}",
            "summary": "What this document is about.",
            "introduction": "How this document begins.",
        }
        | fields
    )
    for position, principle in enumerate(PRINCIPLES, start=1):
        PrincipleStatement.objects.create(
            notice=document,
            principle=principle,
            text=f"How we keep {principle.value}.",
            position=position,
        )
    section = NoticeSection.objects.create(
        notice=document,
        slug=f"section-{number}",
        title=f"Section {number}",
        covers="What it covers.",
        why="Why we do it.",
    )
    for position, activity in enumerate(activities, start=1):
        SectionActivity.objects.create(section=section, activity=activity, position=position)
    return document


def make_section(notice: Notice, *activities: ProcessingActivity, **fields: Any) -> NoticeSection:
    number = next(_count)
    section = NoticeSection.objects.create(
        **{
            "notice": notice,
            "slug": f"section-{number}",
            "title": f"Section {number}",
            "covers": "What it covers.",
            "why": "Why we do it.",
            # A column of two bytes: the count of all that a run has made may not fit.
            "position": notice.sections.count() + 1,
        }
        | fields
    )
    AudienceStatement.objects.create(
        section=section,
        slug="reader",
        heading="I am a reader",
        people_category=make_people_category(),
        text="What we do with information about you.",
    )
    for position, activity in enumerate(activities, start=1):
        SectionActivity.objects.create(section=section, activity=activity, position=position)
    return section


def make_regime(**fields: Any) -> InspectionRegime:
    """An inspection regime of one inspectorate, in no notice."""
    number = next(_count)
    fields["team"] = fields.get("team") or make_team()
    fields["lead"] = fields.get("lead") or fields["team"].organisation
    return InspectionRegime.objects.create(
        **{
            "slug": f"regime-{number}",
            "title": f"Regime {number}",
            "summary": "What is inspected.",
            "controllership": "sole",
        }
        | fields
    )


def make_role(name: str) -> Group:
    """A role, with its permissions."""
    if not Group.objects.filter(name=name).exists():
        permissions.create_roles(name)
    return Group.objects.get(name=name)


def make_user(role: str, *teams: Team, **fields: Any) -> User:
    """A member of staff with a role, who keeps the entries of the teams."""
    given: dict[str, Any] = {"password": "lamp-coffee-tractor", "is_staff": True} | fields
    given.setdefault("username", f"user-{next(_count)}")
    user = User.objects.create_user(**given)
    user.groups.add(make_role(role))
    for team in teams:
        permissions.give_access(user, team)
    return user


def approve(activity: ProcessingActivity, by: User | None = None) -> Version:
    return approve_activity(
        activity=activity, by=by or make_user("Approver"), reason="It is complete."
    )


def make_approved_activity(**fields: Any) -> ProcessingActivity:
    """An activity that is approved as it stands."""
    activity = make_activity(**fields)
    approve(activity)
    return activity


def publish(notice: Notice, by: User | None = None, change_note: str = "") -> Version:
    return publish_notice(
        notice=notice,
        by=by or make_user("Approver"),
        reason="It is ready.",
        change_note=change_note,
    )


def frozen(subject: Subject, document: Document, note: str = "", is_public: bool = True) -> Version:
    """Freeze a document made by hand."""
    is_notice = isinstance(subject, Notice)
    return freeze(
        subject=subject,
        text=canonical_json(document),
        kind=Decision.Kind.PUBLISHED if is_notice else Decision.Kind.APPROVED,
        is_public=is_public,
        by=make_user("Approver"),
        reason="A test.",
        change_note=note,
    )
