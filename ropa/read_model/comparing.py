"""Compare the rows of a projection that stand with those that follow from the record now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from .projections import Projection


@dataclass(frozen=True)
class Comparison:
    """How rows that stand differ from those that should: rows that are `missing`, rows that are
    `superfluous`, and pairs of what stands and what should, where they are `different`."""

    missing: list[Model] = field(default_factory=list)
    superfluous: list[Model] = field(default_factory=list)
    different: list[tuple[Model, Model]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.missing or self.superfluous or self.different)


@dataclass(frozen=True)
class RowDifference:
    """A row of a projection that is not what the record says, and in which columns."""

    projection: str
    key: str
    row: tuple[Any, ...]
    problem: str
    columns: tuple[str, ...] = ()

    def __str__(self) -> str:
        named = ", ".join(str(each) for each in self.row)
        columns = f" in {', '.join(self.columns)}" if self.columns else ""
        return f"{self.projection}: {named} is {self.problem}{columns}"


def compare(projection: Projection, keys: Sequence[str]) -> Comparison:
    """Make the rows of some keys, and compare them with those that stand. Writes nothing."""
    made = {projection.identity(row): row for row in projection.rows(keys)}
    found = Comparison()
    for row in standing_rows(projection, keys):
        should = made.pop(projection.identity(row), None)
        if should is None:
            found.superfluous.append(row)
        elif projection.values(row) != projection.values(should):
            found.different.append((row, should))
    found.missing.extend(made.values())
    return found


def standing_rows(projection: Projection, keys: Sequence[str]) -> Iterable[Model]:
    """Return the rows of some keys that stand."""
    named = {f"{projection.key_field}__in": keys}
    return projection.model._default_manager.filter(**named)


def differences(projection: Projection, found: Comparison) -> Iterator[RowDifference]:
    """Yield each difference in words."""

    def named(row: Model, problem: str, *columns: str) -> RowDifference:
        key = projection.key_of(row)
        return RowDifference(projection.name, key, projection.identity(row), problem, columns)

    for row in found.missing:
        yield named(row, "missing")
    for row in found.superfluous:
        yield named(row, "superfluous")
    for row, should in found.different:
        right = projection.values(should)
        wrong = (name for name, value in projection.values(row).items() if value != right[name])
        yield named(row, "different", *wrong)
