"""Names of rows, deleted ones included: a deletion records what its row was called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.db.models.fetch_modes import FetchMode

from ropa.models.attributed import person_name
from ropa.models.combined_queries import IdIn, read_in_one_query

type Key = tuple[type[Model], int]

NAME_LOST = "(no longer recorded)"


class _RowNotRead(Exception):
    """A name needs another row, which nobody has read yet."""

    def __init__(self, key: Key) -> None:
        super().__init__(key)
        self.key = key


class _RowLost(Exception):
    """A name needs a row of which neither it nor a record is left."""


class _ReadRowsOnly(FetchMode):
    """Rows point only at rows that have been read together; none is read by itself."""

    def __init__(self, rows: dict[Key, Any]) -> None:
        self.rows = rows

    def fetch(self, fetcher: Any, instance: Model) -> None:
        field = fetcher.field
        key = (field.remote_field.model, getattr(instance, field.attname))
        if key not in self.rows:
            raise _RowNotRead(key)
        if self.rows[key] is None:
            raise _RowLost
        field.set_cached_value(instance, self.rows[key])


class RowNames:
    """What rows are called, and what rows that are gone were called last."""

    def __init__(self) -> None:
        self._rows: dict[Key, Any] = {}
        self._among_read = _ReadRowsOnly(self._rows)

    def read(self, keys: Iterable[Key], rows: Iterable[Model] = ()) -> None:
        """Read what the names of the rows behind `keys`, and of `rows`, are made of.

        One query, and one more for each step from row to row that a name takes: “section 35”
        is a name only together with the name of its Act.
        """
        named = list(rows)
        for row in named:
            row._state.fetch_mode = self._among_read
        missing_keys = set(keys) - self._rows.keys()
        while missing_keys or (missing_keys := self._unread(named)):
            named += self._fetch(missing_keys)
            missing_keys = set()

    def name(self, model: type[Model], key: int | None) -> str:
        """Return the name of the row behind `key`; empty for none."""
        if key is None:
            return ""
        row = self._rows.get((model, key))
        return NAME_LOST if row is None else self.row_text(row)

    def row_text(self, row: Any) -> str:
        """Return what a row calls itself, or called itself then if it was made from a record."""
        if isinstance(row, User):
            return person_name(row)
        row._state.fetch_mode = self._among_read
        try:
            return str(row)
        except _RowLost:
            return NAME_LOST

    def row(self, model: type[Model], key: int) -> Any:
        """Return the row behind `key`; `None` if it is there no longer."""
        row = self._rows.get((model, key))
        return None if row is None or row._state.adding else row

    def _unread(self, rows: Iterable[Model]) -> set[Key]:
        unread = set()
        for row in rows:
            try:
                self.row_text(row)
            except _RowNotRead as missing:
                unread.add(missing.key)
        return unread

    def _fetch(self, missing_keys: set[Key]) -> list[Any]:
        keys: dict[Any, set[int]] = defaultdict(set)
        for model, key in missing_keys:
            keys[model].add(key)
        recorded = [model for model in keys if hasattr(model, "history")]
        found = read_in_one_query(
            *(model._base_manager.filter(IdIn("pk", keys[model])).order_by("pk") for model in keys),
            *(
                model.history.filter(IdIn("id", keys[model]), history_type="-").order_by("pk")
                for model in recorded
            ),
        )
        self._rows.update(dict.fromkeys(missing_keys))
        deleted = [record.instance for records in found[len(keys) :] for record in records]
        rows = [*deleted, *(row for rows in found[: len(keys)] for row in rows)]
        self._rows.update({(type(row), row.pk): row for row in rows})
        return rows
