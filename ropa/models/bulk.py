"""Many new rows at once, with the history that saving each of them would have left.

The one place that writes recorded rows past the signals on which history stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Model

from .base import Recorded

# For each row, the shared rows of its lists, by the name of the list.
type Lists = Mapping[str, Sequence[Model]]


def create_with_history(rows: Sequence[Recorded], lists: Sequence[Lists]) -> None:
    """Create new rows of one model, and fill the lists of each: `lists` are in the order of `rows`.

    The rows get their primary keys. History has for each row what `save()` and then `set()` for
    each of its lists would have left: a row “+”, and one “~” after each list that is not empty.
    User and reason are taken from the row as `save()` takes them (`_history_user`,
    `_change_reason`). The number of queries does not grow with that of the rows. Neither the rows
    nor what they name are checked, and no signals are sent.
    Raises `IntegrityError` if the database refuses one of the rows; call it in a transaction.
    """
    if not rows:
        return
    model: Any = type(rows[0])
    model._default_manager.bulk_create(rows)
    model.history.bulk_history_create(rows)
    filled = [list(_filled(row, own)) for row, own in zip(rows, lists, strict=True)]
    for step in range(max(map(len, filled))):
        _fill([each[: step + 1] for each in filled if len(each) > step])


class _List:
    """A list that rows of a model have, and how history keeps it."""

    def __init__(self, model: Any, name: str) -> None:
        field = model._meta.get_field(name)
        self.links: Any = field.remote_field.through
        self.past: Any = getattr(model.history.model, name).model
        columns = {each.name: each.attname for each in self.links._meta.concrete_fields}
        self._columns = list(columns.values())
        self._owner = columns[field.m2m_field_name()]
        self._shared = columns[field.m2m_reverse_field_name()]

    def link(self, row: Model, key: Any) -> Model:
        return self.links(**{self._owner: row.pk, self._shared: key})

    def recorded(self, link: Model, record: Model) -> Model:
        """What history keeps of a link that the recorded row has."""
        return self.past(history=record, **{name: getattr(link, name) for name in self._columns})


# Looking up how history keeps a list costs as much as creating a row.
_list = cache(_List)


class _Filled(NamedTuple):
    """A list of a row, and what it is to hold."""

    row: Model
    of: _List
    links: list[Model]


def _filled(row: Model, lists: Lists) -> Iterator[_Filled]:
    for name, shared in lists.items():
        if shared:
            of = _list(type(row), name)
            keys = dict.fromkeys(each.pk for each in shared)
            yield _Filled(row, of, [of.link(row, key) for key in keys])


def _fill(rows: Sequence[Sequence[_Filled]]) -> None:
    """Fill the last of the lists of each row, and record the row with all of them."""
    links = defaultdict(list)
    for *_, newest in rows:
        links[newest.of.links] += newest.links
    for model, new in links.items():
        model._default_manager.bulk_create(new)
    changed = [lists[-1].row for lists in rows]
    history: Any = type(changed[0]).history  # type: ignore[attr-defined]
    records = history.bulk_history_create(changed, update=True)
    past = defaultdict(list)
    for record, lists in zip(records, rows, strict=True):
        for each in lists:
            past[each.of.past] += [each.of.recorded(link, record) for link in each.links]
    for model, new in past.items():
        model._default_manager.bulk_create(new)
