"""Read the rows of many models in one query."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from json import dumps, loads
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import (
    CharField,
    DateTimeField,
    F,
    Field,
    Func,
    Lookup,
    Model,
    Q,
    QuerySet,
    TextField,
    Value,
    Window,
)
from django.db.models.functions import JSONArray, RowNumber
from django.utils.timezone import is_naive, make_aware

# Stands for the numbers of an `IdIn` in a query that is compiled before they are known.
NUMBERS: Any = object()
# Stands for an instant likewise.
_ANY_INSTANT = datetime(2000, 1, 1, tzinfo=UTC)


class IdIn(Lookup):
    """A condition: the column holds one of the numbers, however many there are.

    They are one parameter of the query, where `__in` takes one for each and runs into the limits
    of the database.
    """

    prepare_rhs = False

    def __init__(self, column: str, numbers: Iterable[int]) -> None:
        super().__init__(F(column), numbers if numbers is NUMBERS else dumps(sorted(numbers)))

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


@dataclass(frozen=True)
class RowsWhere:
    """The rows that a queryset has for some numbers, compiled once for whichever they are: that
    takes Django longer than the database takes to answer.

    `make` gives the queryset for `arguments`, filtered by `IdIn(column, NUMBERS)`.
    """

    make: Callable[..., QuerySet[Any]]
    arguments: tuple[Hashable, ...]
    numbers: frozenset[int]

    @property
    def db(self) -> str:
        """The database it is read from, as a queryset says it."""
        return router.db_for_read(_model(self.make, self.arguments))


@cache
def _model(make: Callable[..., QuerySet[Any]], arguments: tuple[Hashable, ...]) -> type[Model]:
    return make(*arguments).model


def read_in_one_query(*parts: QuerySet[Any] | RowsWhere) -> list[list[Any]]:
    """Return the rows of each part, in its order, all read in one query (or none if all are
    empty).

    A queryset is ordered by the columns it names, or else by those its model names. It may filter
    by anything, but not be sliced or distinct: filter by `pk__in` of such a one instead. What it
    says about related rows is left out: the rows are as a plain queryset returns them.
    """
    rows: list[list[Any]] = [[] for _ in parts]
    if not parts:
        return rows
    database = parts[0].db
    compiled = {
        number: found for number, part in enumerate(parts) if (found := _compiled(part, database))
    }
    if not compiled:
        return rows
    selects = (
        f"SELECT {number}, part.* FROM ({part.sql}) part"  # noqa: S608 - of Django's making
        for number, part in compiled.items()
    )
    params = [value for part in compiled.values() for value in part.params]
    zone = connections[database].timezone
    with connections[database].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), params)
        for number, _, columns in sorted(cursor.fetchall(), key=lambda row: row[:2]):
            values = loads(columns) if isinstance(columns, str) else columns
            rows[number].append(_row(compiled[number].model, database, values, zone))
    return rows


def read_values(make: Callable[[], QuerySet[Any]], numbers: Iterable[int]) -> list[tuple[Any, ...]]:
    """Return the values that the queryset has for some numbers, in one query that is compiled once
    for whichever they are.

    `make` gives a queryset of `values_list`, filtered by `IdIn(column, NUMBERS)`. What stands in a
    column of instants is an aware `datetime`, everything else as the database says it.
    """
    database = router.db_for_read(_model(make, ()))
    found = _compile_values(make, database)
    given = dumps(sorted(numbers))
    zone = connections[database].timezone
    with connections[database].cursor() as cursor:
        cursor.execute(found.sql, [given if value is NUMBERS else value for value in found.params])
        return [
            tuple(
                _value(field, value, zone) if isinstance(field, DateTimeField) else value
                for field, value in zip(found.fields, row, strict=True)
            )
            for row in cursor.fetchall()
        ]


@dataclass(frozen=True)
class Growing:
    """Rows that are only ever added, each with a number and an instant: by what columns these are
    read. `kind` names the table wherever it is kept how far it was read."""

    kind: str
    rows: Callable[[], QuerySet[Any]]
    number: str
    instant: str


def read_added(
    tables: tuple[Growing, ...],
    since: datetime,
    numbers: Mapping[str, int],
    until: datetime,
    most: int,
) -> list[tuple[Growing, datetime, Any]]:
    """Return the rows that were added to tables, as (table, instant, row), the oldest first, in one
    query that is compiled once: those up to `until` that are later than `since`, or have a greater
    number than the table has in `numbers`; no more than `most`."""
    database = router.db_for_read(tables[0].rows().model)
    parts = [_compile_growing(place, each, database) for place, each in enumerate(tables)]
    connection = connections[database]
    first, last = map(connection.ops.adapt_datetimefield_value, (since, until))
    params: list[Any] = []
    for (_, _, leading), each in zip(parts, tables, strict=True):
        params += [*leading, first, numbers.get(each.kind, 0), last]
    # By their instants; those of the same, by table and number.
    union = " UNION ALL ".join(sql for _, sql, _ in parts)
    zone = connection.timezone
    with connection.cursor() as cursor:
        cursor.execute(f"{union} ORDER BY 3, 1, 2 LIMIT %s", [*params, most])
        found = []
        for place, _, instant, columns in cursor.fetchall():
            values = loads(columns) if isinstance(columns, str) else columns
            at = _value(DateTimeField(), instant, zone)
            found.append((tables[place], at, _row(parts[place][0], database, values, zone)))
    return found


@cache
def _compile_growing(
    place: int, table: Growing, database: str
) -> tuple[type[Model], str, tuple[Any, ...]]:
    """The model, the statement, and the parameters before the two bounds and the last instant."""
    rows = table.rows().order_by()
    model = rows.model
    alias = rows.query.get_initial_alias()
    columns = (field.get_col(alias) for field in model._meta.concrete_fields)
    bounds = Q(**{f"{table.instant}__gt": _ANY_INSTANT}) | Q(**{f"{table.number}__gt": 0})
    # A condition of its own, so that it stands last.
    found = rows.filter(bounds).filter(**{f"{table.instant}__lte": _ANY_INSTANT})
    values = found.values_list(Value(place), F(table.number), F(table.instant), _Columns(*columns))
    sql, params = values.query.get_compiler(database).as_sql()
    return model, sql, tuple(params[:-3])


@dataclass(frozen=True)
class _CompiledValues:
    """What gives the values of a queryset, and the field that each column is of."""

    fields: tuple[Field, ...]
    sql: str
    params: tuple[Any, ...]


@cache
def _compile_values(make: Callable[[], QuerySet[Any]], database: str) -> _CompiledValues:
    compiler = make().query.get_compiler(database)
    sql, params = compiler.as_sql()
    fields = tuple(column[0].output_field for column in compiler.select)
    return _CompiledValues(fields, sql, tuple(params))


@dataclass(frozen=True)
class _Compiled:
    """What gives the place and, as one, the columns of each row of a queryset."""

    model: type[Model]
    sql: str
    params: tuple[Any, ...]


def _compiled(part: QuerySet[Any] | RowsWhere, database: str) -> _Compiled | None:
    """Return how to read a part, or nothing if it is empty without asking."""
    if isinstance(part, QuerySet):
        return _compile(part, database)
    found = _compile_once(part.make, part.arguments, database)
    if found is None:
        return None
    numbers = dumps(sorted(part.numbers))
    params = tuple(numbers if value is NUMBERS else value for value in found.params)
    return replace(found, params=params)


@cache
def _compile_once(
    make: Callable[..., QuerySet[Any]], arguments: tuple[Hashable, ...], database: str
) -> _Compiled | None:
    return _compile(make(*arguments), database)


def _compile(queryset: QuerySet[Any], database: str) -> _Compiled | None:
    query = queryset.query
    ordering: Any = query.order_by or (
        (query.get_meta().ordering or ()) if query.default_ordering else ()
    )
    plain = queryset.order_by()
    table = plain.query.get_initial_alias()
    columns = (field.get_col(table) for field in queryset.model._meta.concrete_fields)
    numbered = plain.values_list(Window(RowNumber(), order_by=ordering or None), _Columns(*columns))
    try:
        sql, params = numbered.query.get_compiler(database).as_sql()
    except EmptyResultSet:
        return None
    return _Compiled(queryset.model, sql, tuple(params))


def _row(model: type[Model], database: str, values: Sequence[Any], zone: Any) -> Model:
    """Return the row that has the columns, as JSON has them."""
    names, converted = _fields(model)
    columns = list(values)
    for place, field in converted:
        columns[place] = _value(field, columns[place], zone)
    return model.from_db(database, names, columns)


@cache
def _fields(model: type[Model]) -> tuple[list[str], list[tuple[int, Field]]]:
    """The columns of a model, and by place those that are no text."""
    fields = model._meta.concrete_fields
    converted = [
        (place, field)
        for place, field in enumerate(fields)
        if not isinstance(field, CharField | TextField)
    ]
    return [field.attname for field in fields], converted


def _value(field: Field, value: Any, zone: Any) -> Any:
    if value is None:
        return None
    value = field.to_python(value)
    # SQLite keeps instants without a zone, in the zone of the connection.
    if isinstance(value, datetime) and is_naive(value):
        return make_aware(value, zone)
    return value
