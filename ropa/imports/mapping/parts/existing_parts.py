"""Parts that an entry has already: what a file does not say of them stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model

from ropa.models.base import Recorded
from ropa.tables.shapes import Shape, tables

from ..entry_row import EntryRow


def set_parts(
    row: EntryRow, name: str, parts: list[dict[str, Any]], *keys: tuple[str, ...]
) -> None:
    """Let a row have parts of one kind. Those of an entry that exists get every field: what a file
    says nothing of as the same part has it now, or as a new one has it.

    Which part is the same is told by the first of `keys`, fields with equal values, by which one
    is found. Parts that have nothing but their place to tell them apart need this: a part that
    moves would leave its fields to another.
    """
    row.values[name] = parts
    if row.existing is None:
        return
    shape = tables()["activities"].parts[name]
    left = row.existing_parts(name)
    for place, values in enumerate(parts):
        same = _same_part(values, left, keys)
        if same is not None:
            left.remove(same)
        parts[place] = (_field_values(shape, same) if same else _defaults(shape)) | values


def existing_values(row: EntryRow, name: str) -> list[dict[str, Any]]:
    """Return the parts of one kind that the entry of a row has, as a file would have them."""
    shape = tables()["activities"].parts[name]
    return [_field_values(shape, part) for part in row.existing_parts(name)]


def _field_values(shape: Shape, part: Model) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in shape.fields:
        value = getattr(part, name)
        values[name] = value.natural_key_text() if isinstance(value, Recorded) else value
    for name in shape.lists:
        values[name] = [each.natural_key_text() for each in getattr(part, name).all()]
    return values


def _same_part(
    values: Mapping[str, Any], existing: Sequence[Model], keys: Sequence[tuple[str, ...]]
) -> Model | None:
    for key in keys:
        for row in existing:
            if all(getattr(row, name) == values.get(name) for name in key):
                return row
    return None


def _defaults(shape: Shape) -> dict[str, Any]:
    values = {name: field.get_default() for name, field in shape.fields.items()}
    return values | {name: [] for name in shape.lists}
