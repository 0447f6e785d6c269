"""Cells about the law an entry rests on: purposes, lawful bases, conditions and rights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ropa.documents.plain import plain_notes
from ropa.documents.schema import (
    ActivityDocument,
    ConditionDocument,
    PowerUseDocument,
    PurposeDocument,
)
from ropa.documents.wording import lower_first
from ropa.models.grounds import LawfulBasis, LegalRegime

from .columns_data import holds_special_category_data
from .columns_words import (
    DOES_NOT_APPLY,
    NONE_RECORDED,
    law,
    lines,
    power,
    recorded,
    specified,
    with_notes,
)


def falls_under_part_3(document: ActivityDocument) -> bool:
    """Say whether law enforcement (DPA 2018 Part 3) governs the entry, so that it follows this
    list and not the regulator’s 30 columns."""
    return document.legal_regime.code == LegalRegime.LAW_ENFORCEMENT


def purposes(document: ActivityDocument) -> str:
    """Every purpose, one a line."""
    return recorded(specified(part.statement, *plain_notes(part)) for part in document.purposes)


def lawful_bases(document: ActivityDocument) -> str:
    """Each lawful basis with the law it rests on, and for which purposes where they differ; then
    every statutory power or duty that is used, whose it is, through which instrument it applies,
    and what it means here."""
    return recorded((*bases_of_purposes(document.purposes), *map(_use, document.power_uses)))


def article_9_conditions(document: ActivityDocument) -> str:
    """Each condition for special category data, and why it is met. For law enforcement Schedule 8
    has the conditions instead."""
    found = lines(
        _condition(part, part.article_9.name) for part in document.conditions if part.article_9
    )
    if falls_under_part_3(document):
        return found or DOES_NOT_APPLY
    return found or (NONE_RECORDED if holds_special_category_data(document) else "")


def legitimate_interests(document: ActivityDocument) -> str:
    """The interest behind each purpose that rests on legitimate interests."""
    return lines(
        part.interest.strip() or NONE_RECORDED
        for part in document.purposes
        if part.interest.strip() or part.lawful_basis.code == LawfulBasis.LEGITIMATE_INTERESTS
    )


def rights(document: ActivityDocument) -> str:
    """Each right people have here, and the provision that gives it."""
    return recorded(specified(right.name, right.citation) for right in document.rights)


def automated_decisions(document: ActivityDocument) -> str:
    """Whether there is profiling or there are decisions made by automated means, how they work and
    what they mean for people."""
    answer = document.automated_decisions.name
    return recorded((with_notes(answer, document.automated_decisions_detail),))


def schedule_1_conditions(document: ActivityDocument) -> str:
    """Each condition of Schedule 1, for special category or criminal-offence data, and why it is
    met. For law enforcement Schedule 8 has the conditions instead."""
    found = lines(
        _condition(part, f"Schedule 1, {lower_first(part.schedule_1.name)}")
        for part in document.conditions
        if part.schedule_1
    )
    return found or (DOES_NOT_APPLY if falls_under_part_3(document) else NONE_RECORDED)


def bases_for_schedule_1(document: ActivityDocument) -> str:
    """Where a condition of Schedule 1 is relied on, each lawful basis with the law it rests on."""
    if any(part.schedule_1 for part in document.conditions):
        return recorded(bases_of_purposes(document.purposes))
    return DOES_NOT_APPLY


def schedule_8_conditions(document: ActivityDocument) -> Iterator[str]:
    """Yield each condition of Schedule 8, and why it is met."""
    for part in document.conditions:
        if part.schedule_8:
            name = f"Schedule 8, {lower_first(part.schedule_8.name)}"
            yield _condition(part, name)


def bases_of_purposes(purposes: Iterable[PurposeDocument]) -> Iterator[str]:
    """Yield each lawful basis with the law it rests on.

    Purposes that rest on the same share a line. Where there is more than one line, each names its
    purposes.
    """
    grouped: dict[tuple[str, ...], list[str]] = {}
    for part in purposes:
        ground = (part.lawful_basis.name, *map(law, part.provisions))
        grouped.setdefault(ground, []).append(f"“{part.statement.strip()}”")
    for (basis, *provisions), statements in grouped.items():
        head = f"{basis}, for {'; '.join(statements)}" if len(grouped) > 1 else basis
        yield with_notes(head, "; ".join(provisions))


def _condition(part: ConditionDocument, name: str) -> str:
    return with_notes(f"{part.covers.name}: {name}", part.explanation, *plain_notes(part))


def _use(part: PowerUseDocument) -> str:
    through = f", applied through {law(part.applied_through)}" if part.applied_through else ""
    return with_notes(
        f"{power(part.power)}, held by {part.held_by.name}{through}",
        part.explanation,
        *plain_notes(part),
    )
