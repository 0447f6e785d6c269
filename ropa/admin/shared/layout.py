"""In which order the fields of a row are filled in, as their description says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from ropa.documents.chapters import Chapter
from ropa.documents.description import Description, description_of_model
from ropa.models.base import part_relations

# A line of a form: the names of the fields that stand side by side.
type Line = tuple[str, ...]


def fields_in_order(
    model: type[Model], chapter: Chapter | None = None
) -> tuple[str | tuple[str, ...], ...]:
    """Return the fields of a model as a form lays them out: those in a chapter of it, or all that
    stand in none. What stands side by side is a tuple.

    Raises `LookupError` if no document is made of the model.
    """
    description = description_of_model(model)
    parts = part_relations(model)
    lines: list[Line] = []
    placed: list[tuple[str, Line]] = []
    for name, field in description.fields.items():
        line = tuple(each for each in description.columns(name) if each not in parts)
        if not line or field.chapter is not chapter:
            continue
        if field.beside or field.after:
            placed.append((name, line))
        else:
            lines.append(line)
    for name, line in placed:
        _place(lines, description, name, line)
    return tuple(line[0] if len(line) == 1 else line for line in lines)


def parts_in(model: type[Model], chapter: Chapter) -> Iterator[Any]:
    """Yield the models of the parts that are filled in within a chapter."""
    description = description_of_model(model)
    relations = part_relations(model)
    for name, field in description.fields.items():
        for column in description.columns(name):
            if column in relations and field.chapter is chapter:
                yield relations[column]


def _place(lines: list[Line], description: Description, name: str, line: Line) -> None:
    field = description.fields[name]
    other = field.beside or field.after
    at = next(place for place, each in enumerate(lines) if other in each)
    if field.beside:
        lines[at] = (*lines[at], *line)
    else:
        lines.insert(at + 1, line)
