"""Load rows of files into the register: all of them, or none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from ropa.models.base import Part, Recorded
from ropa.tables.shapes import Shape, tables

from .files import FileRow, Place, folded
from .matching import matches
from .problems import CannotLoad, in_words
from .shorthand import one_row_each


@dataclass
class Tally:
    """How many rows were created, changed, removed and left as they were, parts included."""

    created: int = 0
    changed: int = 0
    removed: int = 0
    same: int = 0


@dataclass
class _Resolved:
    """A row of a file with every code in it turned into the row it names.

    `wrong` are the fields that name no row, or hold what is not of the right form.
    """

    values: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list[models.Model]] = field(default_factory=dict)
    parts: dict[str, list[tuple[_Resolved, Place]]] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)


def load(rows: list[FileRow], *, by: User | None = None) -> Tally:
    """Bring the register to what `rows` say, in one transaction, and return what that took.

    Rows are matched by their natural keys, and parts by what tells them from their owner's other
    parts (the recipient of a disclosure) or else by their place; what is equal already is left
    alone, so loading twice changes nothing the second time.
    Raises `CannotLoad` with every problem found; then nothing has been loaded.
    """
    return _Loading(rows, by).run()


class _Loading:
    def __init__(self, rows: list[FileRow], by: User | None) -> None:
        self.by = by
        self.tally = Tally()
        self.problems: list[str] = []
        self.by_table: dict[str, list[FileRow]] = {name: [] for name in tables()}
        for row in rows:
            if row.table in self.by_table:
                self.by_table[row.table].append(row)
            else:
                known = ", ".join(tables())
                self.problems.append(
                    f"{row.place}: no table is called “{row.table}”. Tables are: {known}."
                )
        self.indexes: dict[type[models.Model], dict[str, models.Model]] = {}

    def run(self) -> Tally:
        with transaction.atomic():
            for name, shape in tables().items():
                if self.by_table[name]:
                    self._load_table(shape, self.by_table[name])
            if self.problems:
                raise CannotLoad(self.problems)
        return self.tally

    def _load_table(self, shape: Shape, rows: list[FileRow]) -> None:
        """Load a table in two rounds: rows may name rows of the same table, in any order."""
        own = [name for name, model in shape.related.items() if model is shape.model]
        seen: dict[str, Place] = {}
        later: list[tuple[models.Model, FileRow]] = []
        for row in rows:
            key = self._key(shape, row)
            if key in seen and shape.model.key_field in row.values:
                self.problems.append(f"{row.place}: “{key}” stands already in {seen[key]}.")
                continue
            seen[key] = row.place
            first = {name: value for name, value in row.values.items() if name not in own}
            resolved = self._resolve(shape, first, row.place)
            instance = self._index(shape.model).get(key) or shape.model()
            stored = self._store(shape, instance, resolved, row.place)
            self._store_parts(shape, instance if stored else None, resolved)
            if stored:
                self._index(shape.model)[key] = instance
                if any(name in row.values for name in own):
                    later.append((instance, row))
        for instance, row in later:
            links = {name: row.values[name] for name in own if name in row.values}
            self._store(shape, instance, self._resolve(shape, links, row.place), row.place)

    def _key(self, shape: Shape, row: FileRow) -> str:
        """The natural key of a row, as other rows name it."""
        names = [shape.model.key_field]
        if issubclass(shape.model, Part):
            names.insert(0, shape.model.owner_field)
        return "/".join(str(row.values.get(name, "")) for name in names)

    def _index(self, model: type[Recorded]) -> dict[str, models.Model]:
        """Every row of a model by its natural key, read once."""
        if model not in self.indexes:
            rows = model._default_manager.all()
            if issubclass(model, Part):
                rows = rows.select_related(model.owner_field)
            self.indexes[model] = {row.natural_key_text(): row for row in rows}
        return self.indexes[model]

    def _resolve(self, shape: Shape, values: dict[str, Any], place: Place) -> _Resolved:
        resolved = _Resolved()
        for name, value in values.items():
            if name in shape.lists:
                codes = self._listed(str, "codes", name, value, place)
                found = [self._find(name, shape.lists[name], code, place) for code in codes]
                resolved.lists[name] = [row for row in found if row is not None]
            elif name in shape.ordered_lists:
                parts, part_field = shape.ordered_lists[name]
                codes = self._listed(str, "codes", name, value, place)
                rows = [{part_field: code} for code in codes]
                resolved.parts[parts] = self._resolve_parts(shape.parts[parts], rows, name, place)
            elif name in shape.parts:
                rows = self._listed(dict, "tables", name, value, place)
                resolved.parts[name] = self._resolve_parts(shape.parts[name], rows, name, place)
            elif name not in shape.fields:
                self.problems.append(
                    f"{place}: {shape.model._meta.verbose_name} has no “{name}”. "
                    "Correct the name or take it out."
                )
            elif isinstance(value, list | dict):
                self.problems.append(f"{place}: “{name}” takes one value. Write one, not several.")
                resolved.wrong.add(name)
            elif name in shape.related:
                resolved.values[name] = self._find(name, shape.related[name], value, place)
                if resolved.values[name] is None:
                    resolved.wrong.add(name)
            else:
                resolved.values[name] = folded(value) if isinstance(value, str) else value
        return resolved

    def _listed[T](self, kind: type[T], of: str, name: str, value: Any, place: Place) -> list[T]:
        if isinstance(value, list) and all(isinstance(item, kind) for item in value):
            return value
        self.problems.append(f"{place}: “{name}” takes a list of {of}. Write it as one.")
        return []

    def _resolve_parts(
        self, shape: Shape, rows: list[dict[str, Any]], name: str, place: Place
    ) -> list[tuple[_Resolved, Place]]:
        return [
            (self._resolve(shape, row, nested), nested)
            for number, written in enumerate(rows, start=1)
            for nested in [place.nested(name, number)]
            for row in one_row_each(shape, written)
        ]

    def _find(
        self, name: str, model: type[Recorded], code: Any, place: Place
    ) -> models.Model | None:
        found = self._index(model).get(code)
        if found is None and not self._stands_in_files(model, code):
            kind = model._meta.verbose_name
            self.problems.append(
                f"{place}: no {kind} has the code “{code}”. Correct “{name}”, or add the {kind}."
            )
        return found

    def _stands_in_files(self, model: type[models.Model], code: Any) -> bool:
        """Whether the row is there and has a problem of its own, which is told already."""
        return any(
            self._key(shape, row) == code
            for name, shape in tables().items()
            if shape.model is model
            for row in self.by_table[name]
        )

    def _store(
        self,
        shape: Shape,
        instance: models.Model,
        resolved: _Resolved,
        place: Place,
        *,
        has_owner: bool = True,
    ) -> bool:
        """Save the row if it differs; return whether it is fit to be built upon.

        A row that names one with a problem, or belongs to it, cannot be saved. What is wrong with
        its own values is told all the same, and what only follows from the other is not.
        """
        new = instance.pk is None
        before = None if new else _plain(instance)
        for name, value in resolved.values.items():
            setattr(instance, name, value)
        fit = has_owner and not resolved.wrong
        problem = self._problem(shape, instance, resolved.wrong, alone=not fit)
        if problem or not fit:
            self.problems.extend([f"{place}: {problem}"] if problem else [])
            return False
        # Only now, since checking a value also brings it into the form in which it is kept.
        differs = new or _plain(instance) != before
        lists = {
            name: wanted
            for name, wanted in resolved.lists.items()
            if {row.pk for row in wanted}
            != (set() if new else {row.pk for row in getattr(instance, name).all()})
        }
        problem = self._save(instance, place) if differs else ""
        if problem:
            self.problems.append(f"{place}: {problem}")
            return False
        for name, wanted in lists.items():
            self._sign(instance, place)
            getattr(instance, name).set(wanted)
        self.tally.created += new
        self.tally.changed += not new and bool(differs or lists)
        self.tally.same += not (differs or lists)
        return True

    def _store_parts(self, shape: Shape, owner: models.Model | None, resolved: _Resolved) -> None:
        """Store an owner's parts; those of an owner that cannot be stored are only looked at."""
        for name, parts in resolved.parts.items():
            part_shape = shape.parts[name]
            there = list(getattr(owner, name).all()) if owner else []
            found = matches(part_shape, there, [part.values for part, _ in parts])
            # First, so that no row to come clashes with one to go.
            for surplus in [row for row in there if row not in found]:
                surplus.delete()
                self.tally.removed += 1
            for position, ((part, place), row) in enumerate(zip(parts, found, strict=True), 1):
                instance = row or part_shape.model()
                part.values["position"] = position
                if owner:
                    part.values[part_shape.owner_field] = owner
                stored = self._store(part_shape, instance, part, place, has_owner=owner is not None)
                self._store_parts(part_shape, instance if stored else None, part)

    def _problem(self, shape: Shape, instance: models.Model, told: set[str], *, alone: bool) -> str:
        """Return what is wrong with the row, or with its plain values `alone`, in words.

        `told` are fields that a problem has been told of.
        """
        for name in shape.required - told:
            if getattr(instance, shape.fields[name].attname) is None:
                return f"“{name}” is missing. Add it, with a code."
        try:
            # Related rows were found a moment ago: looking each up again takes a query a field.
            instance.clean_fields(exclude={*shape.related, shape.owner_field, *told})
            if not alone:
                instance.clean()
        except ValidationError as error:
            return in_words(error)
        return ""

    def _save(self, instance: models.Model, place: Place) -> str:
        """Save the row, and return what the database has against it, in words."""
        self._sign(instance, place)
        try:
            with transaction.atomic():
                instance.save()
        except IntegrityError as error:
            # Asking beforehand would take a query a constraint for every row.
            try:
                instance.validate_unique()
                instance.validate_constraints()
            except ValidationError as broken:
                return in_words(broken)
            return str(error)
        return ""

    def _sign(self, instance: models.Model, place: Place) -> None:
        """Have the row's history say from where it was loaded, and by whom."""
        instance._change_reason = f"Loaded from {place.file}"[-100:]  # type: ignore[attr-defined]
        if self.by is not None:
            instance._history_user = self.by  # type: ignore[attr-defined]


def _plain(instance: models.Model) -> dict[str, Any]:
    return {to.attname: getattr(instance, to.attname) for to in instance._meta.concrete_fields}
