"""What data is used for, on which ground, and under which powers: merged over entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..schema import (
    ActivityDocument,
    ConditionDocument,
    PowerDocument,
    ProvisionDocument,
    Term,
)
from ..wording import lower_first
from .entries import (
    EntryReference,
    EntryStatement,
    any_inferred,
    distinct,
    distinct_texts,
    entries_of,
    grouped_by_key,
    labelled_notes,
    parts_of_entries,
    statements_of,
)


@dataclass(frozen=True)
class MergedPurpose:
    """A purpose with its lawful basis and every provision that grounds it. `notes` are what else is
    said about it."""

    statement: str
    lawful_basis: Term
    interest: str
    provisions: tuple[ProvisionDocument, ...]
    entries: tuple[EntryReference, ...]
    notes: tuple[str, ...] = ()
    is_inferred: bool = False


@dataclass(frozen=True)
class MergedCondition:
    """A condition for special category or criminal-offence data. `statements` say why it
    is met."""

    covers: Term
    names: tuple[str, ...]
    statements: tuple[EntryStatement, ...]
    entries: tuple[EntryReference, ...]
    is_inferred: bool = False

    @property
    def explanations(self) -> tuple[str, ...]:
        return tuple(each.text for each in self.statements)


@dataclass(frozen=True)
class MergedPower:
    """A power or duty of one organisation."""

    power: PowerDocument
    held_by: Term
    applied_through: ProvisionDocument | None
    explanations: tuple[str, ...]
    entries: tuple[EntryReference, ...]
    is_inferred: bool = False


@dataclass(frozen=True)
class PowerGroup:
    """Powers of one kind."""

    kind: Term
    powers: tuple[MergedPower, ...]


def merged_purposes(activities: Sequence[ActivityDocument]) -> tuple[MergedPurpose, ...]:
    """Return the purposes (UK GDPR Articles 13(1)(c), 14(1)(c)): one for each statement and lawful
    basis."""
    found = parts_of_entries(activities, lambda activity: activity.purposes)
    return tuple(
        MergedPurpose(
            group[0].part.statement.strip(),
            group[0].part.lawful_basis,
            group[0].part.interest,
            distinct(provision for item in group for provision in item.part.provisions),
            entries_of(group),
            labelled_notes(*(item.part for item in group)),
            any_inferred(group),
        )
        for group in grouped_by_key(
            found, lambda part: (part.statement.strip(), part.lawful_basis.code, part.interest)
        )
    )


def merged_conditions(activities: Sequence[ActivityDocument]) -> tuple[MergedCondition, ...]:
    """Return the conditions relied on (UK GDPR Articles 9 and 10; DPA 2018 Schedules 1 and 8), each
    once, with every explanation given."""
    found = parts_of_entries(activities, lambda activity: activity.conditions)
    return tuple(
        MergedCondition(
            group[0].part.covers,
            _condition_names(group[0].part),
            statements_of(group, lambda part: part.explanation),
            entries_of(group),
            any_inferred(group),
        )
        for group in grouped_by_key(found, lambda part: (part.covers, *_condition_names(part)))
    )


def power_groups(activities: Sequence[ActivityDocument]) -> tuple[PowerGroup, ...]:
    """Return the powers and duties (UK GDPR Article 6(3)) by kind, each once for each organisation
    that holds it."""
    uses = parts_of_entries(activities, lambda activity: activity.power_uses)
    powers = [
        MergedPower(
            group[0].part.power,
            group[0].part.held_by,
            group[0].part.applied_through,
            distinct_texts(group, lambda use: use.explanation),
            entries_of(group),
            any_inferred(group),
        )
        for group in grouped_by_key(
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
