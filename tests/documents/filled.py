"""Rows with something in every field, to see where each field goes.

A text field holds its own name, such as “purpose.statement”, so that a document shows what
reached it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models

from ropa.models import (
    AudienceStatement,
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
    PowerUse,
    ProcessingActivity,
    Provision,
    Purpose,
    RetentionRule,
    SectionActivity,
    SecurityMeasure,
    StatutoryPower,
    SupportingDocument,
    Team,
    Transfer,
)

DAY = date(2026, 3, 14)


def mark(field: models.Field) -> str:
    """What a text field holds: its own name, as far as it fits."""
    return f"{field.model._meta.model_name}.{field.name}"[: field.max_length or 100]


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
    act = fill(Legislation, kind="act")
    guidance = fill(Legislation, code="g", title="g", identifier="", kind="guidance")
    section = fill(Provision, legislation=act)
    chapter = fill(Provision, code="c", label="c", legislation=guidance)
    offence = fill(StatutoryPower, code="o", name="o", kind="offence", provision=chapter)
    power = fill(StatutoryPower, provision=section, enforced_by=offence)
    data = fill(DataCategory)
    people = fill(PeopleCategory)

    activity = fill(
        ProcessingActivity, reference="RPA-0001", team=team, follows_retention_policy="no"
    )
    part = {"activity": activity}
    fill(ControllerRole, **part, organisation=body, role="joint")
    purpose = fill(Purpose, **part, lawful_basis="6-1-f")
    purpose.provisions.add(section)
    fill(Purpose, **part, lawful_basis="6-1-e", interest="", position=1)
    fill(Condition, **part, covers="special", schedule_8="")
    fill(Condition, **part, covers="criminal", article_9="", schedule_1="")
    fill(DataHolding, **part, data_category=data, people_category=people)
    named = fill(DataSource, **part, group="authority", organisation=body)
    named.including.add(body)
    fill(DataSource, **part, group="public", people_category=people, position=1)
    fill(CollectionChannel, **part)
    disclosure = fill(Disclosure, **part, recipient=body, gateway=power)
    disclosure.including.add(body)
    fill(RetentionRule, **part, to_be_supplied="")
    no_facts = {"minimum_period": "", "trigger": "", "schedule_reference": ""}
    fill(RetentionRule, **part, **no_facts)
    fill(PowerUse, **part, power=power, held_by=body, applied_through=chapter)
    fill(Transfer, **part, recipient=body)
    fill(SecurityMeasure, **part, to_be_supplied="")
    fill(SecurityMeasure, **part, description="")
    fill(SupportingDocument, **part)
    return activity


def fill_notice(activity: ProcessingActivity) -> Notice:
    """A notice with every field filled in, around an activity of `fill_activity`."""
    notice = fill(Notice, organisation=Organisation.objects.get(), team=Team.objects.get())
    section = fill(NoticeSection, notice=notice)
    fill(AudienceStatement, section=section, people_category=PeopleCategory.objects.get())
    fill(SectionActivity, section=section, activity=activity)
    return notice
