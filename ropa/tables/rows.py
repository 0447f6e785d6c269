"""Rows in files: values by field, references as code and name, parts below their owner.

A row is a dict by the names of the model's fields. What it names in another table is a
`NamedReference`, of several it names it holds a tuple, and of the parts of each kind a list of
rows. It is what a file is written from, and, with the codes alone, what the register is loaded
from.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet

from ropa.models.base import Recorded
from ropa.models.related import read_related

from .shapes import Shape, tables

type Row = dict[str, Any]

# What a row is named with stands partly in rows that it points at.
_NAMED_WITH = {"provision": "legislation", "noticesection": "notice"}


class NamedReference(NamedTuple):
    """A row of another table: the code by which files name it, and the name people read."""

    code: str
    name: str


def plain_values(value: Any) -> Any:
    """Return a row, or a value in one, as plain JSON data: with the codes of what it names."""
    if isinstance(value, NamedReference):
        return value.code
    if isinstance(value, (list, tuple)):
        return [plain_values(item) for item in value]
    if isinstance(value, dict):
        return {name: plain_values(item) for name, item in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def table_rows(name: str, among: QuerySet[Any] | None = None) -> list[Row]:
    """Return the rows of a table as they stand now, by their keys, with their parts: all of them,
    or those `among` some.

    The number of queries does not grow with the number of rows.
    """
    shape = tables()[name]
    found = list(shape.model._default_manager.all() if among is None else among)
    read_related(found, *_paths(shape))
    return [row_values(row, shape) for row in sorted(found, key=lambda row: row.natural_key_text())]


def row_values(instance: Model, shape: Shape) -> Row:
    """Return a row of the database, whose relations must have been read."""
    row: Row = {}
    for name in shape.fields:
        value = getattr(instance, name)
        row[name] = named_reference(value) if isinstance(value, Recorded) else value
    for name in shape.lists:
        row[name] = tuple(sorted(named_reference(other) for other in getattr(instance, name).all()))
    for name, of_part in shape.parts.items():
        row[name] = [row_values(part, of_part) for part in getattr(instance, name).all()]
    return row


def named_reference(row: Recorded) -> NamedReference:
    """Return the code and name of a row of the database."""
    return NamedReference(row.natural_key_text(), str(row))


def _paths(shape: Shape) -> Iterator[str]:
    """What is read of a table besides its rows."""
    if shape.model._meta.model_name in _NAMED_WITH:
        yield _NAMED_WITH[shape.model._meta.model_name]
    for name, model in {**shape.related, **shape.lists}.items():
        onward = _NAMED_WITH.get(str(model._meta.model_name))
        yield f"{name}__{onward}" if onward else name
    for name, of_part in shape.parts.items():
        yield name
        yield from (f"{name}__{path}" for path in _paths(of_part))
