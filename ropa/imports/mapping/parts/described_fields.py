"""Fields of parts that are only described: columns of a spreadsheet into them, by their type.

Readers by hand come first. What they make of a row, or else the parts that the entry has, gets the
field; parts of which no reader knows are made from the column of what they are called by.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from ropa.models import Agreement
from ropa.models.base import Recorded
from ropa.tables.cells import UnreadableCell, from_cell
from ropa.tables.sheets import ColumnKind

from ..cells.answers import ShortAnswer, short_answer, short_answer_and_rest
from ..cells.lists import split_lines
from ..cells.retention import parse_period
from ..described_targets import DescribedField, described_part_fields
from ..entry_row import EntryRow
from ..name_resolution import NameResolver
from ..normalising import normalised
from ..register import MODELS, RegisterIndex
from .existing_parts import existing_values, set_parts

_KINDS: Mapping[type[Recorded], str] = {model: kind for kind, model in MODELS.items()}
# What a row says, besides its name, that is new where a field names it.
_NEW: Mapping[tuple[str, str], dict[str, str]] = {
    ("controller_roles", "under_agreement"): {"kind": Agreement.Kind.CONTRACT.value},
    ("disclosures", "under_agreement"): {"kind": Agreement.Kind.SHARING.value},
}
# What of the part is named in a list of that new row: an agreement is with somebody.
_NEW_LISTS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("controller_roles", "under_agreement"): ("parties", "organisation"),
    ("disclosures", "under_agreement"): ("parties", "recipient"),
}


def read_described_fields(row: EntryRow, register: RegisterIndex, resolver: NameResolver) -> None:
    """Read the columns of fields of parts. A line such as “Council: every day” is about the part
    called “Council”; where no line names a part, what the cell says is said of every part."""
    for field in described_part_fields():
        if row.has(field.target):
            _read_field(row, field, register, resolver)


def _read_field(
    row: EntryRow, field: DescribedField, register: RegisterIndex, resolver: NameResolver
) -> None:
    text = row.content(field.target)
    if field.makes_parts:
        made = [{field.column.name: line} for line in split_lines(text)]
        set_parts(row, field.part, made, (field.column.name,))
        return
    parts = _parts_so_far(row, field.part)
    if text and not parts:
        row.add_to_note(field.target, text)
        if resolver.is_undecided(row.place):
            # What it is said of waits for a decision: a name in it is asked about at once.
            with suppress(UnreadableCell):
                _field_value(row, field, {}, text, resolver)
        return
    own, rest = _split_by_part(text, [_names_of_part(part, field, register) for part in parts])
    if own:
        row.add_to_note(field.target, rest)
    for number, part in enumerate(parts):
        said = own.get(number, "") if own else rest
        try:
            part[field.column.name] = _field_value(row, field, part, said, resolver)
        except UnreadableCell as problem:
            row.gap(field.target, str(problem), said)
    if parts:
        row.values[field.part] = parts


def _parts_so_far(row: EntryRow, name: str) -> list[dict[str, Any]]:
    if name in row.values:
        return [dict(part) for part in row.values[name]]
    return existing_values(row, name)


def _split_by_part(text: str, names: list[set[str]]) -> tuple[dict[int, str], str]:
    """What lines say of parts that they name, by the number of the part, and what the rest says."""
    own: dict[int, str] = {}
    rest: list[str] = []
    for line in text.splitlines():
        head, _, said = line.partition(": ")
        number = next(
            (n for n, each in enumerate(names) if said and normalised(head) in each), None
        )
        if number is None:
            rest.append(line)
        else:
            own[number] = "\n".join(filter(None, (own.get(number, ""), said.strip())))
    return own, "\n".join(rest).strip()


def _names_of_part(
    part: dict[str, Any], field: DescribedField, register: RegisterIndex
) -> set[str]:
    """What a part may be called, in small letters: what its columns of identity say, in code and
    in words."""
    found: set[str] = set()
    for column in field.identity:
        value = str(part.get(column.name) or "")
        found |= {value, (column.choices or {}).get(value, "")}
        kind = _KINDS.get(column.model) if column.model else None
        if kind and (row := register.rows[kind].get(value)):
            found |= {row.name, row.short_name}
    return {normalised(each) for each in found if each}


def _field_value(
    row: EntryRow, field: DescribedField, part: dict[str, Any], text: str, resolver: NameResolver
) -> Any:
    """What the field of a part keeps of a text. Raises `UnreadableCell` if it cannot hold it."""
    column = field.column
    if field.is_period and text and not text.startswith("P"):
        if not (found := parse_period(text)):
            raise UnreadableCell("Write a period, for example “6 years”.")
        return found
    if column.kind is ColumnKind.YES_NO:
        given = short_answer(text)
        return given is ShortAnswer.YES if given or not text else from_cell(column, text)
    kind = _KINDS.get(column.model) if column.model else None
    if text and kind:
        if short_answer_and_rest(text)[0]:
            raise UnreadableCell("Say what it is called.")
        if "\n" in text:
            raise UnreadableCell("Say which line is about which, such as “Council: ISA 12”.")
        new = _new_values(field, part)
        return resolver.find(kind, text, row.place, row.titles[field.target], **new)
    return from_cell(column, text)


def _new_values(field: DescribedField, part: dict[str, Any]) -> dict[str, Any]:
    """What a new row says, besides its name, that the field of a part names."""
    place = (field.part, field.column.name)
    values: dict[str, Any] = dict(_NEW.get(place, {}))
    if place in _NEW_LISTS:
        name, of_part = _NEW_LISTS[place]
        values[name] = [code for code in (part.get(of_part),) if code]
    return values
