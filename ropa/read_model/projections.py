"""What a projection is: a table that pages need, declared once with what its rows are made from."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import batched
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import Model

from ropa.models.read_model import Projected


@dataclass(frozen=True)
class Changes:
    """Rows of a projection that were written: those taken away as they were, those there now as
    they are. A row that changed is among both."""

    before: tuple[Any, ...] = ()
    after: tuple[Any, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.before or self.after)

    @property
    def rows(self) -> tuple[Any, ...]:
        """All of them."""
        return (*self.before, *self.after)


class Projection(ABC):
    """A table that pages read, made from the record and from nothing else.

    Rows are made key by key: a key is whatever a change of the record touches as a whole, such as
    an entry, and is a text. A subclass declares, and `register` makes it known:

    - `name`: what it is called, in the plural (“published documents”);
    - `model`: its table, a `Projected`;
    - `key_field`: the column that says of which key a row is;
    - `identified_by`: the columns that tell a row from all others of its key;
    - `made_from`: the models that its rows follow from;
    - `shape`: a number to raise when rows are made otherwise: an upgrade then makes all again;
    - `locked_with`: the projection with which it is written by one transaction at a time, whatever
      the keys. Without it, transactions wait for each other only if they write the same keys.
    """

    name: ClassVar[str]
    model: ClassVar[type[Projected]]
    key_field: ClassVar[str]
    identified_by: ClassVar[tuple[str, ...]] = ()
    made_from: ClassVar[tuple[type[Model], ...]]
    shape: ClassVar[int] = 1
    locked_with: ClassVar[str] = ""
    # Keys that are made in one transaction when many are.
    batch: ClassVar[int] = 100

    @abstractmethod
    def keys(self) -> Iterable[str]:
        """Return every key that may have rows."""

    @abstractmethod
    def rows(self, keys: Sequence[str]) -> Iterable[Model]:
        """Return the rows of some keys as they follow from the record now, not saved."""

    def keys_from(self, row: Model) -> Iterable[str]:  # noqa: ARG002
        """Return the keys that a row of the record touches which was added or changed. None, unless
        a subclass says which."""
        return ()

    def follow(self, other: Projection, changes: Changes) -> None:  # noqa: B027 -- few follow any
        """Do what is to be done once rows of another projection have been written: refresh what
        follows from them, or mark it stale. Nothing, unless a subclass says what."""

    def together(self, keys: Sequence[str], most: int) -> Iterable[Sequence[str]]:
        """Yield keys in their order, those together that are made in one transaction: `most`, or
        fewer where a subclass knows that they take long."""
        return batched(keys, most)

    def key_of(self, row: Model) -> str:
        """Return of which key a row is."""
        return str(getattr(row, self.key_field))

    def identity(self, row: Model) -> tuple[Any, ...]:
        """Return what tells a row from all others."""
        return (self.key_of(row), *(getattr(row, name) for name in self.identified_by))

    def values(self, row: Model) -> Mapping[str, Any]:
        """Return what a row says, by column."""
        return {
            field.attname: getattr(row, field.attname)
            for field in self.model._meta.concrete_fields
            if not field.primary_key
        }


_registered: dict[str, Projection] = {}


def register[P: Projection](projection: P) -> P:
    """Make a projection known, and return it. Those that follow from others come after them."""
    _registered[projection.name] = projection
    return projection


def projections() -> tuple[Projection, ...]:
    """Return every projection, each after those it follows from."""
    for module in settings.PROJECTION_MODULES:
        import_module(module)
    return tuple(_registered.values())


def projection_named(name: str) -> Projection:
    """Return a projection by its name. Raises `KeyError`."""
    return {each.name: each for each in projections()}[name]
