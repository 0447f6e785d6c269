"""The codes by which a row of a pack names others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model

from ropa.imports.shorthand import expand_shorthand
from ropa.tables.shapes import Shape


def written_out(shape: Shape, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a row with each part that stands for several written out."""
    made = dict(values)
    for name in values.keys() & shape.parts.keys():
        part = shape.parts[name]
        made[name] = [
            written_out(part, row)
            for written in values[name]
            for row in expand_shorthand(part, written)
        ]
    return made


def with_codes(
    shape: Shape, values: dict[str, Any], rename: Callable[[type[Model], str], str]
) -> dict[str, Any]:
    """Return the values of a row, written out, with every code in it put through `rename`, which
    is given the model of the row that it names."""
    made: dict[str, Any] = {}
    for name, value in values.items():
        if name in shape.related:
            made[name] = rename(shape.related[name], value) if value else value
        elif name in shape.lists:
            made[name] = [rename(shape.lists[name], code) for code in value]
        elif name in shape.ordered_lists:
            parts, field = shape.ordered_lists[name]
            model = shape.parts[parts].related[field]
            made[name] = [rename(model, code) for code in value]
        elif name in shape.parts:
            made[name] = [with_codes(shape.parts[name], row, rename) for row in value]
        else:
            made[name] = value
    return made


def named_rows(shape: Shape, values: dict[str, Any]) -> list[tuple[type[Model], str]]:
    """Return the rows that a row names, by model and code, in the order in which it does."""
    named: list[tuple[type[Model], str]] = []

    def note(model: type[Model], code: str) -> str:
        named.append((model, code))
        return code

    with_codes(shape, values, note)
    return list(dict.fromkeys(named))
