"""What data is used for, on which ground, and under which powers: merged over entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..plain import plain_notes
from ..schema import (
    ActivityDocument,
    ConditionDocument,
    PowerDocument,
    ProvisionDocument,
    Term,
)
from ..wording import lower_first
from .entries import Entry, distinct, entries, grouped, noted, said


@dataclass(frozen=True)
class Purpose:
    """A purpose with its lawful basis and every provision that grounds it. `notes` are what else is
    said about it."""

    statement: str
    lawful_basis: Term
    interest: str
    provisions: tuple[ProvisionDocument, ...]
    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Condition:
    """A condition for special category or criminal-offence data."""

    covers: Term
    names: tuple[str, ...]
    explanations: tuple[str, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Power:
    """A power or duty of one organisation."""

    power: PowerDocument
    held_by: Term
    applied_through: ProvisionDocument | None
    explanations: tuple[str, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class PowerGroup:
    """Powers of one kind."""

    kind: Term
    powers: tuple[Power, ...]


def purposes(activities: Sequence[ActivityDocument]) -> tuple[Purpose, ...]:
    """Return the purposes: one for each statement and lawful basis."""
    found = said(activities, lambda activity: activity.purposes)
    return tuple(
        Purpose(
            group[0].part.statement.strip(),
            group[0].part.lawful_basis,
            group[0].part.interest,
            distinct(provision for item in group for provision in item.part.provisions),
            entries(group),
            plain_notes(*(item.part for item in group)),
        )
        for group in grouped(
            found, lambda part: (part.statement.strip(), part.lawful_basis.code, part.interest)
        )
    )


def conditions(activities: Sequence[ActivityDocument]) -> tuple[Condition, ...]:
    """Return the conditions relied on, each once, with every explanation given."""
    found = said(activities, lambda activity: activity.conditions)
    return tuple(
        Condition(
            group[0].part.covers,
            _condition_names(group[0].part),
            noted(group, lambda part: part.explanation),
            entries(group),
        )
        for group in grouped(found, lambda part: (part.covers, *_condition_names(part)))
    )


def power_groups(activities: Sequence[ActivityDocument]) -> tuple[PowerGroup, ...]:
    """Return the powers and duties by kind, each once for each organisation that holds it."""
    uses = said(activities, lambda activity: activity.power_uses)
    powers = [
        Power(
            group[0].part.power,
            group[0].part.held_by,
            group[0].part.applied_through,
            noted(group, lambda use: use.explanation),
            entries(group),
        )
        for group in grouped(
            uses, lambda use: (use.power.code, use.held_by.code, use.applied_through)
        )
    ]
    kinds = distinct(power.power.kind for power in powers)
    return tuple(
        PowerGroup(kind, tuple(power for power in powers if power.power.kind == kind))
        for kind in kinds
    )


def _condition_names(part: ConditionDocument) -> tuple[str, ...]:
    named = (
        ("", part.article_9),
        ("Schedule 1, ", part.schedule_1),
        ("Schedule 8, ", part.schedule_8),
    )
    return tuple(
        f"{schedule}{lower_first(term.name) if schedule else term.name}"
        for schedule, term in named
        if term
    )
