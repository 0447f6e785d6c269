"""Pair rows of files with the rows of the register that they change or create."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from ropa.models.base import Recorded
from ropa.tables.shapes import Shape

from .matching import match_parts
from .problems import Problems, problems_of_validation
from .resolving import Resolved
from .rows import RowPlace


@dataclass(eq=False)
class PreparedRow:
    """A row of a file, and the row of the register with what the file says already set.

    `rank` is the number of the row of the files that it belongs to. It is `fit` if it can be
    stored: neither it nor its owner has a problem. `differs` are the fields, and `lists` the
    lists with what they are to hold, in which an existing row is not yet as the file says; of a
    new row, `lists` are all that are not empty. `surplus` are the parts that the file has not.
    """

    shape: Shape
    instance: Recorded
    resolved: Resolved
    rank: int
    is_new: bool
    fit: bool = True
    differs: list[str] = field(default_factory=list)
    lists: dict[str, list[Model]] = field(default_factory=dict)
    parts: dict[str, list[PreparedRow]] = field(default_factory=dict)
    surplus: dict[str, list[Model]] = field(default_factory=dict)

    @property
    def place(self) -> RowPlace:
        return self.resolved.place

    @property
    def is_changed(self) -> bool:
        """Whether it is there already, and itself not as the file says."""
        return not self.is_new and bool(self.differs or self.lists)

    def own_parts(self) -> Iterator[PreparedRow]:
        for parts in self.parts.values():
            yield from parts

    def with_parts(self) -> Iterator[PreparedRow]:
        """Yield the row, and its parts at any depth."""
        yield self
        for part in self.own_parts():
            yield from part.with_parts()


def prepare_row(
    shape: Shape,
    existing: Recorded | None,
    resolved: Resolved,
    problems: Problems,
    owner: PreparedRow | None = None,
) -> PreparedRow:
    """Set what a file says on the row that is there, or on a new one, and check it.

    Its parts are prepared with it. Problems are told; nothing is stored. What only follows from
    a problem of another row is not told: of a row whose owner is not fit, or which names a row
    that cannot be found, the plain values alone are checked.
    """
    item = PreparedRow(
        shape, existing or shape.model(), resolved, problems.rank, is_new=existing is None
    )
    before = {} if item.is_new else _plain(item.instance)
    for name, value in resolved.values.items():
        setattr(item.instance, name, value)
    if owner is not None:
        setattr(item.instance, shape.owner_field, owner.instance)
    item.fit = (owner is None or owner.fit) and not resolved.wrong
    # What was checked when it was stored, and is as it was in an owner that is, is not asked
    # again: checking a row as a whole may take a query.
    depends = owner is not None and (owner.is_new or bool(owner.differs))
    _check(item, before, problems, depends=depends)
    if not item.is_new:
        after = _plain(item.instance)
        item.differs = [name for name, value in after.items() if value != before[name]]
    item.lists = {
        name: wanted for name, wanted in resolved.lists.items() if _list_differs(item, name, wanted)
    }
    _prepare_parts(item, problems)
    return item


def _check(item: PreparedRow, before: dict[str, Any], problems: Problems, *, depends: bool) -> None:
    """Check the values, and the row as a whole if it is fit; both bring it into the form in which
    it is kept."""
    shape, instance, resolved = item.shape, item.instance, item.resolved
    missing = {
        name
        for name in shape.required - resolved.wrong
        if getattr(instance, shape.fields[name].attname) is None
    }
    for name in sorted(missing):
        problems.add(
            item.place, name, "", f"“{item.place.title(name)}” is missing. Add it, with a code."
        )
    # What such a list names wrongly was told when it was looked up.
    empty = {
        name
        for name in shape.required_lists
        if (item.is_new or name in resolved.lists) and not resolved.written.get(name)
    }
    for name in sorted(empty):
        title = item.place.title(name)
        problems.add(item.place, name, "", f"“{title}” is empty. Add at least one code.")
    item.fit = item.fit and not missing | empty
    try:
        # Related rows were found a moment ago: looking each up again takes a query a field.
        instance.clean_fields(exclude={*shape.related, shape.owner_field, *resolved.wrong})
        if item.fit and (item.is_new or depends or _plain(instance) != before):
            instance.clean()
    except ValidationError as error:
        problems.extend(problems_of_validation(error, resolved.written, item.place))
        item.fit = False


def _list_differs(item: PreparedRow, name: str, wanted: list[Model]) -> bool:
    existing = () if item.is_new else getattr(item.instance, name).all()
    return {row.pk for row in wanted} != {row.pk for row in existing}


def _prepare_parts(item: PreparedRow, problems: Problems) -> None:
    for name, wanted in item.resolved.parts.items():
        shape = item.shape.parts[name]
        existing = () if item.is_new else getattr(item.instance, name).all()
        found = match_parts(shape, existing, [part.values for part in wanted])
        matched = {row.pk for row in found if row is not None}
        item.surplus[name] = [row for row in existing if row.pk not in matched]
        item.parts[name] = []
        for position, (part, row) in enumerate(zip(wanted, found, strict=True), start=1):
            part.values["position"] = position
            item.parts[name].append(prepare_row(shape, row, part, problems, item))
        _check_together(item.parts[name], problems)


def _check_together(parts: list[PreparedRow], problems: Problems) -> None:
    """Tell what is wrong with all parts of one kind taken together, if each of them is fit."""
    if not parts or not all(part.fit for part in parts):
        return
    model: Any = parts[0].shape.model
    found = model.problems_together([part.instance for part in parts])
    for place, fields in found.items():
        part = parts[place]
        part.fit = False
        for field_name, sentence in fields.items():
            problems.add(part.place, field_name, part.resolved.written.get(field_name), sentence)


def _plain(instance: Model) -> dict[str, Any]:
    """The values of a row by field, related rows as their keys."""
    return {to.name: getattr(instance, to.attname) for to in instance._meta.concrete_fields}
