"""Load rows of files into the register: all of them, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from ropa.models.base import Part, Recorded

from .files import FileRow, Place, folded
from .problems import CannotLoad
from .tables import ONE_ROW_EACH, Shape, tables


@dataclass
class Tally:
    """How many rows were created, changed, removed and left as they were, parts included."""

    created: int = 0
    changed: int = 0
    removed: int = 0
    same: int = 0


@dataclass
class _Resolved:
    """A row of a file with every code in it turned into the row it names."""

    values: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list[models.Model]] = field(default_factory=dict)
    parts: dict[str, list[tuple[_Resolved, Place]]] = field(default_factory=dict)


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
            if key in seen:
                self.problems.append(f"{row.place}: “{key}” stands already in {seen[key]}.")
                continue
            seen[key] = row.place
            first = {name: value for name, value in row.values.items() if name not in own}
            resolved = self._resolve(shape, first, row.place)
            instance = self._index(shape.model).get(key) or shape.model()
            if self._store(shape, instance, resolved, row.place):
                self._index(shape.model)[key] = instance
                self._store_parts(shape, instance, resolved)
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
            if name in shape.related:
                resolved.values[name] = self._find(name, shape.related[name], value, place)
            elif name in shape.fields:
                resolved.values[name] = folded(value) if isinstance(value, str) else value
            elif name in shape.lists:
                found = (self._find(name, shape.lists[name], code, place) for code in value)
                resolved.lists[name] = [row for row in found if row is not None]
            elif name in shape.ordered_lists:
                parts, part_field = shape.ordered_lists[name]
                rows = [{part_field: code} for code in value]
                resolved.parts[parts] = self._resolve_parts(shape.parts[parts], rows, name, place)
            elif name in shape.parts:
                resolved.parts[name] = self._resolve_parts(shape.parts[name], value, name, place)
            else:
                self.problems.append(
                    f"{place}: {shape.model._meta.verbose_name} has no “{name}”. "
                    "Correct the name or take it out."
                )
        return resolved

    def _resolve_parts(
        self, shape: Shape, rows: list[dict[str, Any]], name: str, place: Place
    ) -> list[tuple[_Resolved, Place]]:
        return [
            (self._resolve(shape, row, nested), nested)
            for number, written in enumerate(rows, start=1)
            for nested in [place.nested(name, number)]
            for row in _one_row_each(shape, written)
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
        self, shape: Shape, instance: models.Model, resolved: _Resolved, place: Place
    ) -> bool:
        """Save the row if it differs; return whether it is fit to be built upon."""
        if any(
            value is None and not shape.fields[name].null for name, value in resolved.values.items()
        ):
            return False  # it names a row that has a problem
        new = instance.pk is None
        before = None if new else _plain(instance)
        for name, value in resolved.values.items():
            setattr(instance, name, value)
        if new or _plain(instance) != before:
            problem = self._problem(shape, instance) or self._save(instance, place)
            if problem:
                self.problems.append(f"{place}: {problem}")
                return False
            self.tally.created += new
            self.tally.changed += not new
        else:
            self.tally.same += 1
        for name, wanted in resolved.lists.items():
            manager = getattr(instance, name)
            if new or {row.pk for row in manager.all()} != {row.pk for row in wanted}:
                manager.set(wanted)
        return True

    def _store_parts(self, shape: Shape, owner: models.Model, resolved: _Resolved) -> None:
        for name, parts in resolved.parts.items():
            part_shape = shape.parts[name]
            there = _by_identity(part_shape, getattr(owner, name).all())
            wanted = dict(_numbered((_identity(part_shape, part[0]), part) for part in parts))
            # First, so that no row to come clashes with one to go.
            for identity in there.keys() - wanted.keys():
                there[identity].delete()
                self.tally.removed += 1
            for position, (identity, (part, place)) in enumerate(wanted.items(), start=1):
                instance = there.get(identity) or part_shape.model()
                part.values |= {_owner_field(part_shape): owner, "position": position}
                if self._store(part_shape, instance, part, place):
                    self._store_parts(part_shape, instance, part)

    def _problem(self, shape: Shape, instance: models.Model) -> str:
        try:
            # Related rows were found a moment ago: looking each up again takes a query a field.
            instance.clean_fields(exclude=shape.related)
            instance.clean()
        except ValidationError as error:
            return _in_words(error)
        return ""

    def _save(self, instance: models.Model, place: Place) -> str:
        """Save the row, and return what the database has against it, in words."""
        instance._change_reason = f"Loaded from {place.file}"[-100:]  # type: ignore[attr-defined]
        if self.by is not None:
            instance._history_user = self.by  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                instance.save()
        except IntegrityError as error:
            # Asking beforehand would take a query a constraint for every row.
            try:
                instance.validate_constraints()
            except ValidationError as broken:
                return _in_words(broken)
            return str(error)
        return ""


# What tells a part from its owner's other parts, and its number among those alike in that.
_Identity = tuple[tuple[Any, ...], int]


def _owner_field(shape: Shape) -> str:
    return cast("type[Part]", shape.model).owner_field


def _identity(shape: Shape, part: _Resolved) -> tuple[Any, ...]:
    values = (part.values.get(name) for name in shape.identity)
    return tuple(value.pk if isinstance(value, models.Model) else value for value in values)


def _numbered[T](items: Iterable[tuple[tuple[Any, ...], T]]) -> Iterator[tuple[_Identity, T]]:
    seen: Counter[tuple[Any, ...]] = Counter()
    for identity, item in items:
        seen[identity] += 1
        yield (identity, seen[identity]), item


def _by_identity(shape: Shape, rows: Iterable[models.Model]) -> dict[_Identity, models.Model]:
    # By attname, so that no related row is fetched just to be compared.
    return dict(
        _numbered(
            (tuple(getattr(row, shape.fields[name].attname) for name in shape.identity), row)
            for row in rows
        )
    )


def _one_row_each(shape: Shape, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for plural, singular in ONE_ROW_EACH.items():
        if plural in row and singular in shape.fields:
            rest = {name: value for name, value in row.items() if name != plural}
            for value in row[plural]:
                yield {**rest, singular: value}
            return
    yield row


def _plain(instance: models.Model) -> dict[str, Any]:
    return {to.attname: getattr(instance, to.attname) for to in instance._meta.concrete_fields}


def _in_words(error: ValidationError) -> str:
    return " ".join(
        message if name == "__all__" else f"“{name}”: {message}"
        for name, messages in error.message_dict.items()
        for message in messages
    )
