"""Cells that say nothing where an entry must say something: each is a gap, asked about where it is.

Sources: UK GDPR Articles 9(2), 10(1) and 30(1) and (2); DPA 2018 section 10(2), (3) and (5).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ropa.models import ControllerRole
from ropa.models.grounds import Article9, LegalRegime, Sensitivity

from ..entry_row import EntryRow
from ..name_resolution import NameResolver
from ..register import RegisterIndex
from .sensitivity import held_data

# By target, the parts that its column becomes, and what to do.
_OF_BOTH = (("security", "security_measures", "Write how the data is protected."),)
_OF_CONTROLLERS = (
    ("people", "data_holdings", "Write whose data this is."),
    ("data", "data_holdings", "Write which data is held."),
    ("retention", "retention_rules", "Write how long the data is kept, for example “6 years”."),
    *_OF_BOTH,
)
_NEED_SCHEDULE_1 = {
    Article9.EMPLOYMENT,
    Article9.SUBSTANTIAL_PUBLIC_INTEREST,
    Article9.HEALTH_OR_SOCIAL_CARE,
    Article9.PUBLIC_HEALTH,
    Article9.RESEARCH,
}


def ask_for_empty_cells(row: EntryRow, register: RegisterIndex, resolver: NameResolver) -> None:
    """Tell a gap of each cell that says nothing, of a column that is mapped, if the entry lacks
    what would stand there and needs it. All else of the row is read already."""
    if row.is_processor:
        lacking = [*_empty_of(row, _OF_BOTH), *_no_controller(row)]
    else:
        lacking = [
            *_empty_of(row, _OF_CONTROLLERS),
            *_no_recipient(row),
            *_no_condition(row, register, resolver),
        ]
    for target, says in lacking:
        if row.has(target) and not row.content(target) and target not in row.faulty_targets:
            row.gap(target, says)


def _empty_of(row: EntryRow, needed: tuple[tuple[str, str, str], ...]) -> Iterator[tuple[str, str]]:
    for target, part, says in needed:
        if not _parts(row, part):
            yield target, says


def _no_controller(row: EntryRow) -> Iterator[tuple[str, str]]:
    roles = {_value(each, "role") for each in _parts(row, "controller_roles")}
    if not roles - {ControllerRole.Role.PROCESSOR.value}:
        yield "joint-controllers", "Write for whom you act."


def _no_recipient(row: EntryRow) -> Iterator[tuple[str, str]]:
    """A processor, or a sentence about sharing, says who gets the data as well."""
    roles = {_value(each, "role") for each in _parts(row, "controller_roles")}
    said = row.values.get("sharing_note") or (row.existing and row.existing.sharing_note)
    if not (_parts(row, "disclosures") or said or ControllerRole.Role.PROCESSOR.value in roles):
        yield "recipients", "Write who gets the data, or “nobody”."


def _no_condition(
    row: EntryRow, register: RegisterIndex, resolver: NameResolver
) -> Iterator[tuple[str, str]]:
    regime = row.values.get("legal_regime") or (row.existing and row.existing.legal_regime)
    if regime == LegalRegime.LAW_ENFORCEMENT or not row.has("article-9", "schedule-1"):
        return
    held = {each.sensitivity for each in held_data(row, register, resolver)}
    conditions = _parts(row, "conditions")
    article_9 = {nine for each in conditions if (nine := _value(each, "article_9"))}
    has_schedule_1 = any(_value(each, "schedule_1") for each in conditions)
    if Sensitivity.SPECIAL in held and not article_9:
        yield "article-9", "Write the condition of Article 9(2) that lets you hold sensitive data."
    if not has_schedule_1 and (Sensitivity.CRIMINAL in held or article_9 & _NEED_SCHEDULE_1):
        yield "schedule-1", "Write the condition of Schedule 1 that lets you hold this data."


def _parts(row: EntryRow, name: str) -> list[Any]:
    """The parts of one kind as the entry will have them: as the file says, or as they are."""
    said = row.values.get(name)
    return row.existing_parts(name) if said is None else list(said)


def _value(part: Any, name: str) -> Any:
    return part.get(name) if isinstance(part, dict) else getattr(part, name)
