"""Why sensitive data may be used: conditions that go together, and the words that explain them."""

from __future__ import annotations

from dataclasses import dataclass

from ropa.models.grounds import Article9, Schedule1, Schedule8

from .domain import Ground


@dataclass(frozen=True)
class Condition:
    """Conditions that stand in one row, and why they are met."""

    explanation: str
    article_9: str = ""
    schedule_1: str = ""
    schedule_8: str = ""


_PUBLIC_INTEREST = Article9.SUBSTANTIAL_PUBLIC_INTEREST.value
_STATUTORY = Condition(
    "The law gives us this task, and it is in the public interest that we do it well.",
    _PUBLIC_INTEREST,
    Schedule1.STATUTORY_PURPOSES.value,
)
_SAFEGUARDING = Condition(
    "Children and adults who may be at risk need us to act, often without asking them first.",
    _PUBLIC_INTEREST,
    Schedule1.SAFEGUARDING.value,
)
_EQUALITY = Condition(
    "We compare how people of different groups fare, so that we treat all of them fairly.",
    _PUBLIC_INTEREST,
    Schedule1.EQUALITY.value,
)
_CARE = Condition(
    "We cannot give care without knowing about somebody’s health and needs.",
    Article9.HEALTH_OR_SOCIAL_CARE.value,
    Schedule1.HEALTH_OR_SOCIAL_CARE.value,
)
_PUBLIC_HEALTH = Condition(
    "The health of everybody in the area depends on it.",
    Article9.PUBLIC_HEALTH.value,
    Schedule1.PUBLIC_HEALTH.value,
)
_EMPLOYMENT = Condition(
    "As an employer we have duties by law that we cannot fulfil without it.",
    Article9.EMPLOYMENT.value,
    Schedule1.EMPLOYMENT.value,
)

FOR_SPECIAL = {
    Ground.CARE: (_CARE, _SAFEGUARDING, _EQUALITY),
    Ground.HEALTH: (_CARE, _PUBLIC_HEALTH),
    Ground.EMPLOYMENT: (_EMPLOYMENT, _EQUALITY),
    Ground.PUBLIC: (_STATUTORY, _EQUALITY, _SAFEGUARDING),
}
WITH_CONSENT = Condition(
    "People choose to tell us, and may change their minds.", Article9.EXPLICIT_CONSENT.value
)
FOR_RESEARCH = Condition(
    "We study it for the public good, and publish nothing from which somebody can be known.",
    Article9.RESEARCH.value,
    Schedule1.RESEARCH.value,
)

FOR_OFFENCES = (
    Condition(
        "We need to know of offences to prevent others and to find out what happened.",
        schedule_1=Schedule1.UNLAWFUL_ACTS.value,
    ),
    Condition(
        "Somebody in the household may be a danger to others there.",
        schedule_1=Schedule1.SAFEGUARDING.value,
    ),
    Condition(
        "The law gives us this task, and we cannot do it without knowing of offences.",
        schedule_1=Schedule1.STATUTORY_PURPOSES.value,
    ),
    Condition(
        "Public money is lost to fraud unless we look for it.",
        schedule_1=Schedule1.FRAUD.value,
    ),
)

UNDER_PART_3 = (
    Condition(
        "The law gives us the task of investigating crime.",
        schedule_8=Schedule8.STATUTORY_PURPOSES.value,
    ),
    Condition("Courts need it to decide a case.", schedule_8=Schedule8.JUSTICE.value),
    Condition(
        "Children or adults at risk may come to harm unless we act.",
        schedule_8=Schedule8.SAFEGUARDING.value,
    ),
    Condition(
        "We share signs of fraud with others who prevent it.", schedule_8=Schedule8.FRAUD.value
    ),
)
