"""Resolve codes in rows of files to the rows they name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from ropa.models.base import Part, Recorded
from ropa.tables.shapes import Shape, tables

from .mapping.name_suggestions import LEAST_LIKENESS, likeness_of_names
from .mapping.normalising import normalised
from .problems import Problems
from .rows import FileRow, RowPlace
from .shorthand import expand_shorthand
from .values import to_field_form


@dataclass
class Resolved:
    """A row of a file with every code in it turned into the row it names.

    `written` are its values as the file has them. `wrong` are the fields that name no row, or
    hold what is not of the right form: problems have been told of them.
    """

    written: dict[str, Any]
    place: RowPlace
    values: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list[Model]] = field(default_factory=dict)
    parts: dict[str, list[Resolved]] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)


def natural_key_of(shape: Shape, row: FileRow) -> str:
    """Return the natural key of a row, as other rows name it."""
    names = [shape.model.key_field]
    if issubclass(shape.model, Part):
        names.insert(0, shape.model.owner_field)
    return "/".join(_code(row.values.get(name)) for name in names)


class Resolver:
    """Finds what rows of files name, in the register or among the rows stored before.

    What cannot be found, and what is not of the right form, is told to `problems`.
    """

    def __init__(self, rows: Iterable[FileRow], problems: Problems) -> None:
        self._problems = problems
        self._rows = rows
        self._indexes: dict[type[Model], dict[str, Model]] = {}
        self._names: dict[type[Model], dict[str, Model]] = {}
        self._in_files = cache(self._keys_in_files)

    def index(self, model: type[Recorded]) -> dict[str, Any]:
        """Return every row of a model by its natural key, read once. Rows that are stored
        afterwards are to be added."""
        if model not in self._indexes:
            rows = model._default_manager.all()
            if issubclass(model, Part):
                rows = rows.select_related(model.owner_field)
            self._indexes[model] = {row.natural_key_text(): row for row in rows}
        return self._indexes[model]

    def resolve(self, shape: Shape, values: dict[str, Any], place: RowPlace) -> Resolved:
        """Return a row with what it names, that of its parts included."""
        resolved = Resolved(values, place)
        for name, value in values.items():
            if name in shape.lists:
                resolved.lists[name] = self._list(resolved, name, shape.lists[name])
            elif name in shape.ordered_lists:
                parts, part_field = shape.ordered_lists[name]
                rows = [{part_field: code} for code in self._listed(resolved, name, str, "codes")]
                resolved.parts[parts] = self._parts(shape.parts[parts], rows, name, place)
            elif name in shape.parts:
                rows = self._listed(resolved, name, dict | FileRow, "tables")
                resolved.parts[name] = self._parts(shape.parts[name], rows, name, place)
            elif name in shape.fields:
                self._value(resolved, shape, name, value)
            else:
                kind, title = shape.model._meta.verbose_name, place.title(name)
                says = f"{kind} has no “{title}”. Correct the name or take it out."
                self._add_problem_with(resolved, name, value, says)
        return resolved

    def _value(self, resolved: Resolved, shape: Shape, name: str, value: Any) -> None:
        """A field with a plain value or one related row."""
        if isinstance(value, list | dict):
            title = resolved.place.title(name)
            self._wrong(resolved, name, f"“{title}” takes one value. Write one, not several.")
        elif name not in shape.related:
            try:
                resolved.values[name] = to_field_form(shape.fields[name], value)
            except ValidationError as error:
                self._wrong(resolved, name, " ".join(error.messages))
        elif value in (None, ""):
            resolved.values[name] = None
        else:
            found = self._find(resolved, name, shape.related[name], value)
            resolved.values[name] = found
            if found is None:
                resolved.wrong.add(name)

    def _list(self, resolved: Resolved, name: str, model: type[Recorded]) -> list[Model]:
        codes = self._listed(resolved, name, str, "codes")
        found = [self._find(resolved, name, model, code) for code in codes]
        return list(dict.fromkeys(row for row in found if row is not None))

    def _listed(self, resolved: Resolved, name: str, kind: Any, of: str) -> list[Any]:
        value = resolved.written[name]
        if isinstance(value, list) and all(isinstance(item, kind) for item in value):
            return value
        title = resolved.place.title(name)
        self._add_problem_with(
            resolved, name, value, f"“{title}” takes a list of {of}. Write it as one."
        )
        return []

    def _parts(
        self, shape: Shape, rows: Sequence[dict[str, Any] | FileRow], name: str, place: RowPlace
    ) -> list[Resolved]:
        """The parts of a row: those without a place of their own stand in the row's."""
        placed = [
            (row.values, row.place)
            if isinstance(row, FileRow)
            else (row, place.nested(name, number))
            for number, row in enumerate(rows, start=1)
        ]
        return [
            self.resolve(shape, values, own)
            for written, own in placed
            for values in expand_shorthand(shape, written)
        ]

    def _find(
        self, resolved: Resolved, name: str, model: type[Recorded], written: Any
    ) -> Model | None:
        code = _code(written)
        found = self.index(model).get(code) or self._named(model).get(normalised(code))
        # A row that stands in the files and is not there has a problem of its own, told already.
        if found is None and code not in self._in_files(model):
            kind, title = model._meta.verbose_name, resolved.place.title(name)
            meant = self._meant(model, code)
            asked = f"Did you mean “{meant}”? " if meant else ""
            says = f"no {kind} has the code “{code}”. {asked}Correct “{title}”, or add the {kind}."
            self._add_problem_with(resolved, name, written, says)
        return found

    def _named(self, model: type[Recorded]) -> dict[str, Model]:
        """The rows by what people call them, where that is what one row alone is called."""
        if model not in self._names:
            found: dict[str, list[Model]] = {}
            for row in self.index(model).values():
                found.setdefault(normalised(_name_of(row)), []).append(row)
            self._names[model] = {name: rows[0] for name, rows in found.items() if len(rows) == 1}
        return self._names[model]

    def _meant(self, model: type[Recorded], written: str) -> str:
        """What was probably meant by a name that no row has, as it should be written."""
        names = [
            (likeness_of_names(written, _name_of(row)), row) for row in self.index(model).values()
        ]
        score, best = max(names, key=lambda each: each[0], default=(0.0, None))
        return (
            f"{_name_of(best)} [{best.natural_key_text()}]"
            if best and score >= LEAST_LIKENESS
            else ""
        )

    def _keys_in_files(self, model: type[Model]) -> set[str]:
        shapes = {name: shape for name, shape in tables().items() if shape.model is model}
        return {natural_key_of(shapes[row.table], row) for row in self._rows if row.table in shapes}

    def _wrong(self, resolved: Resolved, name: str, says: str) -> None:
        self._add_problem_with(resolved, name, resolved.written[name], says)
        resolved.wrong.add(name)

    def _add_problem_with(self, resolved: Resolved, name: str, value: Any, says: str) -> None:
        self._problems.add(resolved.place, name, value, says)


def _name_of(row: Any) -> str:
    """What people call a row, if it has a name of its own."""
    return str(getattr(row, "name", "") or getattr(row, "title", ""))


def _code(written: Any) -> str:
    return "" if written is None else str(written)
