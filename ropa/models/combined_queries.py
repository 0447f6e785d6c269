"""Read the rows of many models in one query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from json import dumps
from typing import Any

from django.db import connections
from django.db.models import (
    CharField,
    F,
    Field,
    Func,
    Lookup,
    Model,
    QuerySet,
    TextField,
    Value,
    Window,
)
from django.db.models.functions import JSONArray, RowNumber
from django.utils.timezone import is_naive, make_aware


class IdIn(Lookup):
    """A condition: the column holds one of the numbers, however many there are.

    They are one parameter of the query, where `__in` takes one for each and runs into the limits
    of the database.
    """

    prepare_rhs = False

    def __init__(self, column: str, numbers: Iterable[int]) -> None:
        super().__init__(F(column), dumps(sorted(numbers)))

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        numbers = "SELECT value FROM json_each(%s)"
        return f"{column} IN ({numbers})", (*params, self.rhs)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        numbers = "SELECT jsonb_array_elements_text(%s::jsonb)::bigint"
        return f"{column} IN ({numbers})", (*params, self.rhs)


class _Columns(JSONArray):
    """The columns of a row as one."""

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        # Django would first ask every new connection whether SQLite knows JSON. It does.
        return Func.as_sql(self, compiler, connection, **extra)


def read_in_one_query(*querysets: QuerySet[Any]) -> list[list[Any]]:
    """Return the rows of each queryset, in its order, all read in one query (or none if all are
    empty).

    A queryset is ordered by the columns it names, or else by those its model names. It may filter
    by anything, but not be sliced or distinct: filter by `pk__in` of such a one instead. What it
    says about related rows is left out: the rows are as a plain queryset returns them.
    """
    rows: list[list[Any]] = [[] for _ in querysets]
    if not querysets:
        return rows
    database = querysets[0].db
    makers = [_row_maker(queryset.model, database) for queryset in querysets]
    first, *others = (
        _as_numbered_json(number, queryset) for number, queryset in enumerate(querysets)
    )
    found = first.union(*others, all=True).order_by() if others else first
    for number, _, values in sorted(found.using(database), key=lambda row: row[:2]):
        rows[number].append(makers[number](values))
    return rows


def _as_numbered_json(number: int, queryset: QuerySet[Any]) -> QuerySet[Any]:
    """For each row: the number of its queryset, its place there, and its columns."""
    query = queryset.query
    ordering: Any = query.order_by or (
        (query.get_meta().ordering or ()) if query.default_ordering else ()
    )
    plain = queryset.order_by()
    table = plain.query.get_initial_alias()
    columns = (field.get_col(table) for field in queryset.model._meta.concrete_fields)
    return plain.values_list(
        Value(number), Window(RowNumber(), order_by=ordering or None), _Columns(*columns)
    )


def _row_maker(model: type[Model], database: str) -> Callable[[Sequence[Any]], Model]:
    """What turns the columns of a row, as JSON has them, into the row."""
    fields = model._meta.concrete_fields
    names = [field.attname for field in fields]
    converted = [
        (place, field)
        for place, field in enumerate(fields)
        if not isinstance(field, CharField | TextField)
    ]
    zone = connections[database].timezone

    def row(values: Sequence[Any]) -> Model:
        columns = list(values)
        for place, field in converted:
            columns[place] = _value(field, columns[place], zone)
        return model.from_db(database, names, columns)

    return row


def _value(field: Field, value: Any, zone: Any) -> Any:
    if value is None:
        return None
    value = field.to_python(value)
    # SQLite keeps instants without a zone, in the zone of the connection.
    if isinstance(value, datetime) and is_naive(value):
        return make_aware(value, zone)
    return value
