"""Rows with something in every field, to see where each field goes.

A text field holds its own name, such as “purpose.statement”, so that a document shows what
reached it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models

from ropa.models import (
    Agreement,
    AudienceStatement,
    AutomatedDecision,
    Channel,
    CollectionChannel,
    Condition,
    ContactPoint,
    ControllerRole,
    DataCategory,
    DataHolding,
    DataSource,
    Disclosure,
    Legislation,
    Notice,
    NoticeSection,
    Organisation,
    PeopleCategory,
    PeopleChoice,
    PowerUse,
    PrincipleStatement,
    ProcessingActivity,
    Provision,
    Purpose,
    RelatedGroup,
    RetentionRule,
    SectionActivity,
    SecurityMeasure,
    StatutoryPower,
    SupportingDocument,
    System,
    SystemUse,
    Team,
    Transfer,
)
from ropa.models.base import CodeField
from ropa.models.identifiers import IDENTIFIER_FORMS, IdentifierField

DAY = date(2026, 3, 14)


def mark(field: models.Field) -> str:
    """What a text field holds: its own name, as far as it fits and stands in an address."""
    between = "-" if isinstance(field, CodeField) else "."
    return f"{field.model._meta.model_name}{between}{field.name}"[: field.max_length or 100]


def fill[M: models.Model](model: type[M], **given: Any) -> M:
    """Make a row of `model` with something in every field; fields that point elsewhere only if
    given."""
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.primary_key or field.is_relation or field.name == "position":
            continue
        if field.choices:
            values[field.name] = list(field.choices)[-1][0]
        elif isinstance(field, models.BooleanField):
            values[field.name] = True
        elif isinstance(field, models.DateField):
            values[field.name] = DAY
        elif isinstance(field, models.IntegerField):
            values[field.name] = 16
        elif isinstance(field, IdentifierField):
            values[field.name] = IDENTIFIER_FORMS[field.name].example
        else:
            values[field.name] = mark(field)
    return model._default_manager.create(**values | given)


def fill_activity() -> ProcessingActivity:
    """An activity with every kind of part, in every way it can be filled in."""
    body = fill(Organisation, kind="body", is_regulator=False)
    fill(ContactPoint, organisation=body, subject="dpo", to_be_supplied="")
    gap = {"email": "", "telephone": "", "address": "", "url": ""}
    fill(ContactPoint, organisation=body, subject="rights", **gap)
    team = fill(Team, organisation=body)
    act = fill(Legislation, kind="act", identifier="ukpga/2000/1")
    guidance = fill(Legislation, code="g", title="g", identifier="", kind="code-of-practice")
    section = fill(Provision, legislation=act)
    chapter = fill(Provision, code="c", label="c", legislation=guidance)
    offence = fill(StatutoryPower, code="o", name="o", kind="offence", provision=chapter)
    power = fill(StatutoryPower, provision=section, enforced_by=offence)
    data = fill(DataCategory)
    people = fill(PeopleCategory)
    wider = fill(PeopleCategory, code="w", name="w")
    fill(RelatedGroup, people_category=people, group=wider)

    activity = fill(
        ProcessingActivity,
        reference="RPA-0001",
        team=team,
        capacity="controller",
        follows_retention_policy="no",
    )
    part = {"activity": activity}
    agreement = fill(Agreement, provision=section)
    agreement.parties.add(body)
    _fill_roles(activity, body, agreement)
    purpose = fill(Purpose, **part, lawful_basis="6-1-f", recognised_interest="")
    purpose.provisions.add(section)
    fill(Purpose, **part, lawful_basis="6-1-e", interest="", recognised_interest="", position=1)
    fill(
        Purpose,
        **part,
        lawful_basis="6-1-ea",
        statement="recognised interest",
        interest="",
        position=2,
    )
    fill(Condition, **part, covers="special", schedule_8="")
    fill(Condition, **part, covers="criminal", article_9="", schedule_1="")
    fill(DataHolding, **part, data_category=data, people_category=people)
    named = fill(DataSource, **part, group="authority", organisation=body)
    named.including.add(body)
    fill(DataSource, **part, group="public", people_category=people, position=1)
    fill(CollectionChannel, **part, channel=fill(Channel))
    disclosure = fill(Disclosure, **part, recipient=body, gateway=power, under_agreement=agreement)
    disclosure.including.add(body)
    periods = {"minimum_period": "P3Y", "review_interval": "P1Y"}
    fill(RetentionRule, **part, limit="at-most", **periods, to_be_supplied="")
    no_facts = {"limit": "at-least", "minimum_period": "", "trigger": "", "schedule_reference": ""}
    fill(RetentionRule, **part, **no_facts, review_interval="P2Y")
    fill(PowerUse, **part, power=power, held_by=body, applied_through=chapter)
    fill(Transfer, **part, recipient=body)
    fill(PeopleChoice, **part)
    alone = {"involvement": "solely", "significance": "significant"}
    fill(AutomatedDecision, **part, **alone).data_categories.add(data)
    fill(SecurityMeasure, **part, to_be_supplied="")
    fill(SecurityMeasure, **part, description="")
    fill(SupportingDocument, **part)
    fill(SystemUse, **part, system=fill(System, supplier=body))
    return activity


def _fill_roles(activity: ProcessingActivity, body: Organisation, agreement: Agreement) -> None:
    """A controller, and a processor that uses another."""
    part = {"activity": activity}
    of_processors = {"task": "", "place": "", "due_diligence_on": None, "due_diligence_by": ""}
    fill(
        ControllerRole,
        **part,
        **of_processors,
        organisation=body,
        role="joint",
        under_agreement=agreement,
    )
    host = fill(Organisation, code="host", name="host", kind="body", is_regulator=False)
    fill(ControllerRole, **part, organisation=host, role="processor", position=1)
    below = fill(Organisation, code="below", name="below", kind="body", is_regulator=False)
    links = {"organisation": below, "works_for": host, "under_agreement": agreement}
    fill(ControllerRole, **part, **links, role="processor", position=2)


def fill_notice(activity: ProcessingActivity) -> Notice:
    """A notice with every field filled in, around an activity of `fill_activity`."""
    team = Team.objects.get()
    notice = fill(Notice, organisation=team.organisation, team=team)
    fill(PrincipleStatement, notice=notice, to_be_supplied="")
    section = fill(NoticeSection, notice=notice)
    fill(
        AudienceStatement,
        section=section,
        people_category=PeopleCategory.objects.exclude(code="w").get(),
    )
    fill(SectionActivity, section=section, activity=activity)
    return notice
