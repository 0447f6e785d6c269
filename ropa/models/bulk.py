"""Create or change many rows at once, with the history that saving each would have left.

The one place that writes recorded rows past the signals on which history stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connections, router
from django.db.models import Model, OuterRef, QuerySet, Subquery, Value
from django.dispatch import Signal
from django.utils import timezone
from simple_history.utils import get_change_reason_from_object

from .base import Recorded
from .combined_queries import IdIn

# Sent with the `rows` that were created, whose lists are filled.
rows_created = Signal()
# Sent with the `rows` that were changed.
rows_changed = Signal()

# The shared rows of a row's lists, by the name of the list.
type Lists = Mapping[str, Sequence[Model]]


def create_with_history(rows: Sequence[Recorded], lists: Sequence[Lists]) -> None:
    """Create new rows of one model, and fill the lists of each: `lists` are in the order of `rows`.

    The rows get their primary keys. History has for each row what `save()` and then `set()` for
    each of its lists would have left: a row “+”, and one “~” after each list that is not empty.
    User and reason are taken from the row as `save()` takes them (`_history_user`,
    `_change_reason`). The number of queries does not grow with that of the rows. Neither the rows
    nor what they name are checked, and no signal is sent but `rows_created`.
    Raises `IntegrityError` if the database refuses one of the rows; call it in a transaction.
    """
    if not rows:
        return
    model: Any = type(rows[0])
    model._default_manager.bulk_create(rows)
    _record(rows, "+")
    filled = [list(_links(row, own)) for row, own in zip(rows, lists, strict=True)]
    for step in range(max(map(len, filled))):
        at_once = [own[step] for own in filled if len(own) > step]
        _fill(at_once)
        _record([row for row, _ in at_once], "~")
        _record_lists([row for row, _ in at_once])
    rows_created.send(model, rows=rows)


def try_to_create(rows: Sequence[Recorded], lists: Sequence[Lists]) -> None:
    """Create new rows like `create_with_history` in a transaction that is rolled back whatever
    comes: they have no history, and nobody hears of them."""
    if rows:
        model: Any = type(rows[0])
        model._default_manager.bulk_create(rows)
        _fill([each for row, own in zip(rows, lists, strict=True) for each in _links(row, own)])


def update_with_history(rows: Sequence[Recorded], values: Mapping[str, Any]) -> None:
    """Give all rows of one model the same values.

    History has for each row what `save()` would have left: a row “~”, with user and reason from
    the row as `save()` takes them. The number of queries does not grow with that of the rows.
    Nothing is checked, the rows themselves keep what they had, and no signal is sent but
    `rows_changed`. Call it in a transaction.
    """
    if not rows:
        return
    model: Any = type(rows[0])
    model._base_manager.filter(IdIn("pk", [row.pk for row in rows])).update(**values)
    _record(rows, "~")
    _record_lists(rows)
    rows_changed.send(model, rows=rows)


class _Filled(NamedTuple):
    """A row, and the links that put shared rows into one of its lists."""

    row: Recorded
    links: list[Model]


def _links(row: Recorded, lists: Lists) -> Iterator[_Filled]:
    for name, shared in lists.items():
        if shared:
            field: Any = row._meta.get_field(name)
            owner, target = field.m2m_column_name(), field.m2m_reverse_name()
            keys = dict.fromkeys(each.pk for each in shared)
            yield _Filled(
                row,
                [field.remote_field.through(**{owner: row.pk, target: key}) for key in keys],
            )


def _fill(filled: Sequence[_Filled]) -> None:
    """Put links into lists of rows."""
    by_model: dict[type[Model], list[Model]] = defaultdict(list)
    for _, links in filled:
        by_model[type(links[0])] += links
    for through, links in by_model.items():
        through._default_manager.bulk_create(links)


def _record(rows: Sequence[Recorded], kind: str) -> None:
    """Add a row to the history of each, a copy of what the database holds."""
    model: Any = type(rows[0])
    history: Any = model.history.model
    keys: dict[tuple[Any, Any], list[Any]] = defaultdict(list)
    for row in rows:
        user = getattr(row, "_history_user", None) or history.get_default_history_user(row)
        keys[user and user.pk, get_change_reason_from_object(row)].append(row.pk)
    names = [field.attname for field in history.tracked_fields]
    for (user, reason), alike in keys.items():
        record = {
            "history_date": timezone.now(),
            "history_type": kind,
            "history_change_reason": reason,
            "history_user_id": user,
        }
        values = (
            Value(value, output_field=history._meta.get_field(name))
            for name, value in record.items()
        )
        copied = model._base_manager.filter(IdIn("pk", alike)).order_by("pk")
        _insert(history, [*names, *record], copied.values_list(*names, *values))


def _record_lists(rows: Sequence[Recorded]) -> None:
    """Add to the newest record of each row what its lists hold."""
    model: Any = type(rows[0])
    history: Any = model.history.model
    keys = [row.pk for row in rows]
    for field in history._history_m2m_fields:
        past = getattr(history, field.name).model
        links: Any = field.remote_field.through
        owner = field.m2m_column_name()
        names = [each.attname for each in links._meta.concrete_fields]
        records = history.objects.filter(**{model._meta.pk.name: OuterRef(owner)})
        newest = records.order_by("-history_id").values("history_id")[:1]
        copied = links._default_manager.filter(IdIn(owner, keys)).order_by("pk")
        _insert(past, [*names, "history_id"], copied.values_list(*names, Subquery(newest)))


def _insert(model: Any, names: Iterable[str], rows: QuerySet[Any, Any]) -> None:
    """Insert rows that the database itself makes, their values in the order of `names`."""
    # Copies made in Python take most of the time of an import.
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    columns = {field.attname: field.column for field in model._meta.concrete_fields}
    into = ", ".join(quote(columns[name]) for name in names)
    select, params = rows.using(connection.alias).query.get_compiler(connection.alias).as_sql()
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(model._meta.db_table)} ({into}) {select}",
            params,
        )
