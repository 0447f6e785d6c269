"""Cells about the law an entry rests on: purposes, lawful bases, conditions and rights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ropa.documents.entry_wording import time_sentences
from ropa.documents.labelled_fields import labelled_notes
from ropa.documents.schema import (
    INFERRED,
    ActivityDocument,
    ConditionDocument,
    PowerUseDocument,
    PurposeDocument,
    RightDocument,
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
    """Every purpose, one a line; then from when until when the activity runs, and which entry it
    follows."""
    found = (
        specified(part.statement, *(note for note in labelled_notes(part) if note != INFERRED))
        for part in document.purposes
    )
    return recorded((*found, *time_sentences(document)))


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
    """Each right people have here, the provision that gives it and, where not every purpose does,
    for which."""
    return recorded(
        specified(right.name, right.citation, *_only_for(right)) for right in document.rights
    )


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
    purposes. What the body has not said itself is marked.
    """
    grouped: dict[tuple[str, bool, tuple[str, ...]], list[str]] = {}
    for part in purposes:
        ground = (part.lawful_basis.name, part.is_inferred, tuple(map(law, part.provisions)))
        grouped.setdefault(ground, []).append(f"“{part.statement.strip()}”")
    for (basis, is_inferred, provisions), statements in grouped.items():
        head = f"{basis}, for {'; '.join(statements)}" if len(grouped) > 1 else basis
        yield with_notes(head, "; ".join(provisions), INFERRED if is_inferred else "")


def _only_for(right: RightDocument) -> tuple[str, ...]:
    return (f"only where it is used to: {'; '.join(right.only_for)}",) if right.only_for else ()


def _condition(part: ConditionDocument, name: str) -> str:
    return with_notes(f"{part.covers.name}: {name}", part.explanation, *labelled_notes(part))


def _use(part: PowerUseDocument) -> str:
    through = f", applied through {law(part.applied_through)}" if part.applied_through else ""
    return with_notes(
        f"{power(part.power)}, held by {part.held_by.name}{through}",
        part.explanation,
        *labelled_notes(part),
    )
