"""Store prepared rows: update existing rows one by one, and create new ones in bulk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import Model

from ropa.models.base import Recorded
from ropa.models.bulk import create_with_history, try_to_create

from .items import PreparedRow
from .problems import Problems, problems_of_validation
from .rows import RowPlace

# What a database has against a row.
REFUSALS = (IntegrityError, DataError)


def store_rows(
    items: Iterable[PreparedRow],
    problems: Problems,
    sign: Callable[[Model, RowPlace], None],
    *,
    is_trial: bool = False,
) -> set[PreparedRow]:
    """Bring the register to what the items say; return those that now stand there, parts included.

    `sign` has the history of a row say who changed it and why. What has not changed costs no
    query. What the database refuses is told as a problem of its row, and the others are stored
    all the same. Call it in a transaction, which after a trial is rolled back: new rows have no
    history then.
    """
    return _Storing(problems, sign, is_trial=is_trial).run(items)


class _Storing:
    def __init__(
        self, problems: Problems, sign: Callable[[Model, RowPlace], None], *, is_trial: bool
    ) -> None:
        self.create = try_to_create if is_trial else create_with_history
        self.problems = problems
        self.sign = sign
        self.stored: set[PreparedRow] = set()

    def run(self, items: Iterable[PreparedRow]) -> set[PreparedRow]:
        # First, so that no row to come clashes with one to go, or one to give way.
        new = self._bring_up_to_date(items)
        if new:
            self._create(new)
        return self.stored

    def _bring_up_to_date(self, items: Iterable[PreparedRow]) -> list[PreparedRow]:
        """Store what is there already; return what is new, without its own parts.

        What the database refuses is tried again after the others: one of them may give way.
        """
        fit = [item for item in items if item.fit]
        new: list[PreparedRow] = []
        waiting = [item for item in fit if not item.is_new]
        refused: dict[PreparedRow, Exception] = {}
        while waiting:
            refused.clear()
            for item in waiting:
                try:
                    self._save(item)
                except REFUSALS as error:
                    refused[item] = error
                else:
                    self._remove_surplus(item)
                    new += self._bring_up_to_date(item.own_parts())
            if len(refused) == len(waiting):
                break
            waiting = list(refused)
        for item, reason in refused.items():
            self._add_problem(item, reason)
        return [*new, *(item for item in fit if item.is_new)]

    def _remove_surplus(self, item: PreparedRow) -> None:
        for parts in item.surplus.values():
            for part in parts:
                self.sign(part, item.place)
                part.delete()

    def _create(self, items: list[PreparedRow]) -> None:
        """Create rows that are new, with their parts: together, but for those that are refused."""
        try:
            with transaction.atomic():
                self.stored.update(self._bulk_create(items))
        except REFUSALS:
            # Which row it was, a database does not say in a form that could be told.
            if len(items) == 1:
                self._create_one(items[0])
            else:
                middle = len(items) // 2
                self._create(items[:middle])
                self._create(items[middle:])

    def _bulk_create(self, items: list[PreparedRow]) -> list[PreparedRow]:
        """Create rows that are new, and then their parts, in a few queries for each model."""
        made: list[PreparedRow] = []
        level = items
        while level:
            by_model: dict[type[Model], list[PreparedRow]] = defaultdict(list)
            for item in level:
                by_model[type(item.instance)].append(item)
                self._make_new(item)
            for alike in by_model.values():
                self.create([item.instance for item in alike], [item.lists for item in alike])
            made += level
            level = [part for item in level for part in self._parts(item) if part.fit]
        return made

    def _create_one(self, item: PreparedRow) -> None:
        if not item.fit:
            return
        self._make_new(item)
        try:
            self._save(item)
        except REFUSALS as error:
            self._add_problem(item, error)
            return
        for part in self._parts(item):
            self._create_one(part)

    def _make_new(self, item: PreparedRow) -> None:
        """Have the row be created when it is saved, even if that was tried before and undone."""
        item.instance.pk = None
        item.instance._state.adding = True
        self.sign(item.instance, item.place)

    def _parts(self, item: PreparedRow) -> Iterable[PreparedRow]:
        """The parts of a row that has just been created, pointing at it."""
        for part in item.own_parts():
            setattr(part.instance, part.shape.owner_field, item.instance)
            yield part

    def _save(self, item: PreparedRow) -> None:
        """Save the row if it is new or differs. Raises what the database has against it."""
        self.sign(item.instance, item.place)
        if item.is_new or item.differs:
            with transaction.atomic():
                item.instance.save()
        for name, wanted in item.lists.items():
            getattr(item.instance, name).set(wanted)
        self.stored.add(item)

    def _add_problem(self, item: PreparedRow, error: Exception) -> None:
        """Tell in words what the database has against a row."""
        self.problems.rank = item.rank
        reason = _reason(item.instance, error)
        self.problems.extend(problems_of_validation(reason, item.resolved.written, item.place))


def _reason(instance: Recorded, error: Exception) -> ValidationError:
    # Asking beforehand would take a query a constraint for every row.
    try:
        instance.validate_unique()
        instance.validate_constraints()
    except ValidationError as broken:
        return broken
    return ValidationError(f"The database cannot keep this row: {error}.")
