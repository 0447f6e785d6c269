"""Parts that an entry has already: what a file does not say of them stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model

from ropa.models.base import Recorded
from ropa.tables.shapes import Shape, tables


def with_kept(
    part: str,
    wanted: Sequence[Mapping[str, Any]],
    there: Iterable[Model],
    *keys: tuple[str, ...],
) -> list[dict[str, Any]]:
    """Return parts with every field: those that a file says nothing of as the same part has them
    now, or as a new one has them.

    Which part is the same is told by the first of `keys`, fields with equal values, by which one
    is found. Parts that have nothing but their place to tell them apart need this: a part that
    moves would leave its fields to another.
    """
    shape = tables()["activities"].parts[part]
    left = list(there)
    found: list[dict[str, Any]] = []
    for values in wanted:
        twin = _twin(values, left, keys)
        if twin is not None:
            left.remove(twin)
        own = as_values(shape, twin) if twin else _defaults(shape)
        said = {name: as_it_stands(value, own.get(name)) for name, value in values.items()}
        found.append(own | said)
    return found


def as_it_stands(written: Any, there: Any) -> Any:
    """Return what is there already if a file says the same but for the full stop that ends it in
    the register's own exports; else what the file says."""
    if isinstance(written, str) and isinstance(there, str) and there:
        return there if written.rstrip(".") == there.rstrip(".") else written
    return written


def values_of(part: str, row: Model) -> dict[str, Any]:
    """Return a part as a file would have it."""
    return as_values(tables()["activities"].parts[part], row)


def as_values(shape: Shape, row: Model) -> dict[str, Any]:
    """Return the fields and lists of a row as a file would have them."""
    values: dict[str, Any] = {}
    for name in shape.fields:
        value = getattr(row, name)
        values[name] = value.natural_key_text() if isinstance(value, Recorded) else value
    for name in shape.lists:
        values[name] = [each.natural_key_text() for each in getattr(row, name).all()]
    return values


def _twin(
    values: Mapping[str, Any], there: Sequence[Model], keys: Sequence[tuple[str, ...]]
) -> Model | None:
    for key in keys:
        for row in there:
            if all(_same(getattr(row, name), values.get(name)) for name in key):
                return row
    return None


def _same(there: Any, written: Any) -> bool:
    return bool(there == written or (there and as_it_stands(written, there) == there))


def _defaults(shape: Shape) -> dict[str, Any]:
    values = {name: field.get_default() for name, field in shape.fields.items()}
    return values | {name: [] for name in shape.lists}
