"""Fields of parts that are only described: columns of a spreadsheet into them, by their type.

Readers by hand come first. What they make of a row, or else the parts that the entry has, gets the
field; parts of which no reader knows are made from the column of what they are called by.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ropa.models.base import Recorded
from ropa.tables.cells import NotReadable, value_of
from ropa.tables.sheets import ColumnKind

from .answers import Answer, answer
from .entry_row import EntryRow
from .folding import folded
from .kept_parts import values_of, with_kept
from .lists import lines
from .naming import Names
from .periods import period
from .register import MODELS, Register
from .targets import DescribedField, described_part_fields

_KINDS: Mapping[type[Recorded], str] = {model: kind for kind, model in MODELS.items()}


def read_described_parts(row: EntryRow, register: Register, known: Names) -> None:
    """Read the columns of fields of parts. A line such as “Council: every day” is about the part
    called “Council”; where no line names a part, what the cell says is said of every part."""
    for field in described_part_fields():
        if row.has(field.target):
            _read(row, field, register, known)


def _read(row: EntryRow, field: DescribedField, register: Register, known: Names) -> None:
    text = row.said(field.target)
    if field.makes_parts:
        made = [{field.column.name: line} for line in lines(text)]
        there = getattr(row.there, field.part).all() if row.there else ()
        row.values[field.part] = with_kept(field.part, made, there, (field.column.name,))
        return
    parts = _parts(row, field.part)
    if text and not parts:
        row.leave(field.target, text)
        return
    own, rest = _by_part(text, [_names_of(part, field, register) for part in parts])
    if own:
        row.leave(field.target, rest)
    for number, part in enumerate(parts):
        said = own.get(number, "") if own else rest
        try:
            part[field.column.name] = _value(row, field, said, known)
        except NotReadable as problem:
            row.problem(field.target, str(problem), said)
            return
    if parts:
        row.values[field.part] = parts


def _parts(row: EntryRow, name: str) -> list[dict[str, Any]]:
    if name in row.values or row.there is None:
        return [dict(part) for part in row.values.get(name, ())]
    return [values_of(name, part) for part in getattr(row.there, name).all()]


def _by_part(text: str, names: list[set[str]]) -> tuple[dict[int, str], str]:
    """What lines say of parts that they name, by the number of the part, and what the rest says."""
    own: dict[int, str] = {}
    rest: list[str] = []
    for line in text.splitlines():
        head, _, said = line.partition(": ")
        number = next((n for n, each in enumerate(names) if said and folded(head) in each), None)
        if number is None:
            rest.append(line)
        else:
            own[number] = "\n".join(filter(None, (own.get(number, ""), said.strip())))
    return own, "\n".join(rest).strip()


def _names_of(part: dict[str, Any], field: DescribedField, register: Register) -> set[str]:
    """What a part may be called, in small letters: what its columns of identity say, in code and
    in words."""
    found: set[str] = set()
    for column in field.identity:
        value = str(part.get(column.name) or "")
        found |= {value, (column.choices or {}).get(value, "")}
        kind = _KINDS.get(column.model) if column.model else None
        if kind and (row := register.rows[kind].get(value)):
            found |= {row.name, row.short_name}
    return {folded(each) for each in found if each}


def _value(row: EntryRow, field: DescribedField, text: str, known: Names) -> Any:
    """Raises `NotReadable` if the field cannot hold what the text says."""
    column = field.column
    if field.is_period and text and not text.startswith("P"):
        if not (found := period(text)):
            raise NotReadable("Write a period, for example “6 years”.")
        return found
    if column.kind is ColumnKind.YES_NO:
        given = answer(text)
        return given is Answer.YES if given or not text else value_of(column, text)
    kind = _KINDS.get(column.model) if column.model else None
    if text and kind:
        return known.find(kind, text, row.place, row.titles[field.target])
    return value_of(column, text)
