"""Store rows that were prepared: what is there one by one, what is new many at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import Model

from ropa.models.base import Recorded
from ropa.models.bulk import create_with_history

from .items import Item
from .problems import Problems, found_by
from .rows import Place

# What a database has against a row.
REFUSED = (IntegrityError, DataError)


def store(
    items: Iterable[Item], problems: Problems, sign: Callable[[Model, Place], None]
) -> set[Item]:
    """Bring the register to what the items say; return those that now stand there, parts included.

    `sign` has the history of a row say who changed it and why. What has not changed costs no
    query. What the database refuses is told as a problem of its row, and the others are stored
    all the same. Call it in a transaction.
    """
    return _Storing(problems, sign).run(items)


class _Storing:
    def __init__(self, problems: Problems, sign: Callable[[Model, Place], None]) -> None:
        self.problems = problems
        self.sign = sign
        self.stored: set[Item] = set()

    def run(self, items: Iterable[Item]) -> set[Item]:
        # First, so that no row to come clashes with one to go, or one to give way.
        new = [each for item in items for each in self._bring_up_to_date(item)]
        if new:
            self._create(new)
        return self.stored

    def _bring_up_to_date(self, item: Item) -> list[Item]:
        """Store what is there already; return what is new, without its own parts."""
        if item.is_new:
            return [item] if item.fit else []
        if not (item.fit and self._save(item)):
            return []
        for parts in item.surplus.values():
            for part in parts:
                self.sign(part, item.place)
                part.delete()
        return [new for part in item.own_parts() for new in self._bring_up_to_date(part)]

    def _create(self, items: list[Item]) -> None:
        try:
            with transaction.atomic():
                self.stored.update(self._create_together(items))
        except REFUSED:
            # Which row it was, a database does not say in a form that could be told.
            for item in items:
                self._create_one(item)

    def _create_together(self, items: list[Item]) -> list[Item]:
        """Create rows that are new, and then their parts, in a few queries for each model."""
        made: list[Item] = []
        level = items
        while level:
            by_model: dict[type[Model], list[Item]] = defaultdict(list)
            for item in level:
                by_model[type(item.instance)].append(item)
                self._make_new(item)
            for alike in by_model.values():
                create_with_history(
                    [item.instance for item in alike], [item.lists for item in alike]
                )
            made += level
            level = [part for item in level for part in self._parts(item) if part.fit]
        return made

    def _create_one(self, item: Item) -> None:
        self._make_new(item)
        if item.fit and self._save(item):
            for part in self._parts(item):
                self._create_one(part)

    def _make_new(self, item: Item) -> None:
        """Have the row be created when it is saved, even if that was tried before and undone."""
        item.instance.pk = None
        item.instance._state.adding = True
        self.sign(item.instance, item.place)

    def _parts(self, item: Item) -> Iterable[Item]:
        """The parts of a row that has just been created, pointing at it."""
        for part in item.own_parts():
            setattr(part.instance, part.shape.owner_field, item.instance)
            yield part

    def _save(self, item: Item) -> bool:
        """Save the row if it is new or differs; return whether the database has taken it."""
        self.sign(item.instance, item.place)
        if item.is_new or item.differs:
            try:
                with transaction.atomic():
                    item.instance.save()
            except REFUSED as error:
                self.problems.rank = item.rank
                reason = _reason(item.instance, error)
                self.problems.extend(found_by(reason, item.resolved.written, item.place))
                return False
        for name, wanted in item.lists.items():
            getattr(item.instance, name).set(wanted)
        self.stored.add(item)
        return True


def _reason(instance: Recorded, error: Exception) -> ValidationError:
    """What the database has against a row, in words."""
    # Asking beforehand would take a query a constraint for every row.
    try:
        instance.validate_unique()
        instance.validate_constraints()
    except ValidationError as broken:
        return broken
    return ValidationError({"__all__": f"The database cannot keep this row: {error}."})
