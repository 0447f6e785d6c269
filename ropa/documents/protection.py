"""Try whether the database refuses to change or delete rows of append-only tables.

The names of triggers prove nothing: one may have been emptied, or bound to one column. So each
kind of change is tried, on rows that are there and on one made for it, and undone at once.
"""

# ruff: noqa: S608 -- what is put into statements are names of tables and columns of the models.

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, connection, models, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from ropa.models import Decision, FrozenHistory, Version

# How the triggers of each table begin their refusal (`ropa/migrations/_append_only.py`).
REFUSALS: dict[type[models.Model], str] = {
    Version: "Versions are append-only",
    Decision: "Decisions are append-only",
    FrozenHistory: "Frozen histories are append-only",
}
OUT_OF_ORDER = "Versions are made in the order of time"
# Readers hold the table for a moment only; TRUNCATE waits for them.
_LOCK_WAIT = "5s"
_PROBE_HASH = "f" * 64


def accepted_changes() -> list[str]:
    """Return what the database lets somebody do that it must refuse, each in a few words.

    Nothing of what is tried remains. Raises `DatabaseError` if it cannot be tried, as on a database
    that takes no writes.
    """
    found: list[str] = []
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SET LOCAL lock_timeout = '{_LOCK_WAIT}'")
            # First: no table is truncated that holds rows of which something is still unchecked.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            found += _truncated(cursor)
        _add_probes()
        for model in REFUSALS:
            found += _accepted_statements(cursor, model)
        if _accepts_earlier_version():
            found.append(f"INSERT into {Version._meta.db_table} with a time before the row before")
        transaction.set_rollback(True)
    return found


def _truncated(cursor: CursorWrapper) -> Iterator[str]:
    for model, refusal in REFUSALS.items():
        table = model._meta.db_table
        if not _refuses(cursor, f"TRUNCATE {table} CASCADE", [], refusal):
            yield f"TRUNCATE of {table}"


def _accepted_statements(cursor: CursorWrapper, model: type[models.Model]) -> Iterator[str]:
    table, key = model._meta.db_table, _column(model._meta.pk)
    attempts: list[tuple[str, str, list[Any]]] = []
    for row in _tried_rows(cursor, table, key):
        for field in model._meta.concrete_fields:
            name = _quoted(_column(field))
            attempts.append(
                (
                    f"UPDATE of {_column(field)} in {table}",
                    f"UPDATE {table} SET {name} = {_other_value(field)} WHERE {key} = %s",
                    [row],
                )
            )
        attempts.append((f"DELETE from {table}", f"DELETE FROM {table} WHERE {key} = %s", [row]))
    attempts.append((f"UPDATE of all rows in {table}", f"UPDATE {table} SET {key} = -{key}", []))
    attempts.append((f"DELETE of all rows from {table}", f"DELETE FROM {table}", []))
    if connection.vendor == "sqlite":
        attempts += _replacements(model, table, key)
    seen: set[str] = set()
    for words, statement, values in attempts:
        if words not in seen and not _refuses(cursor, statement, values, REFUSALS[model]):
            seen.add(words)
            yield words


def _refuses(cursor: CursorWrapper, statement: str, values: list[Any], refusal: str) -> bool:
    """Whether the trigger refuses a statement: another error, which came first, is no protection,
    and one that says so is counted as accepted."""
    try:
        with transaction.atomic():
            cursor.execute(statement, values)
            transaction.set_rollback(True)
    except DatabaseError as error:
        return refusal in str(error)
    return False


def _tried_rows(cursor: CursorWrapper, table: str, key: str) -> list[int]:
    """The first row, the newest, one between them, and the one that was made for it."""
    cursor.execute(f"SELECT MIN({key}), MAX({key}) FROM {table}")
    least, greatest = cursor.fetchone()
    cursor.execute(
        f"SELECT {key} FROM {table} WHERE {key} <= %s ORDER BY {key} DESC LIMIT 2",
        [(least + greatest) // 2],
    )
    between = [row for (row,) in cursor.fetchall()]
    cursor.execute(f"SELECT {key} FROM {table} ORDER BY {key} DESC LIMIT 2")
    return sorted({least, *between, *(row for (row,) in cursor.fetchall())})


def _replacements(
    model: type[models.Model], table: str, key: str
) -> Iterator[tuple[str, str, list[Any]]]:
    """On SQLite: a row put in the place of another, by each set of columns that is unique."""
    columns = [_column(field) for field in model._meta.concrete_fields]
    fresh = {
        "sequence": "sequence + 7",
        "id": "id + 7",
        "number": "number + 7",
        "row_hash": "substr(row_hash, 2) || 'x'",
        "previous_hash": "substr(previous_hash, 2) || 'x'",
        "version_id": "NULL",
    }
    for unique in _unique_sets(model):
        taken = ", ".join(
            _quoted(column) if column in unique else fresh.get(column, _quoted(column))
            for column in columns
        )
        names = ", ".join(map(_quoted, columns))
        yield (
            f"INSERT OR REPLACE into {table} by {' and '.join(unique)}",
            f"INSERT OR REPLACE INTO {table} ({names}) SELECT {taken} FROM {table} "
            f"WHERE {unique[0]} IS NOT NULL ORDER BY {key} DESC LIMIT 1",
            [],
        )


def _unique_sets(model: type[models.Model]) -> list[tuple[str, ...]]:
    single = [(_column(field),) for field in model._meta.concrete_fields if field.unique]
    several = [
        tuple(_column(model._meta.get_field(name)) for name in constraint.fields)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and "notice" not in constraint.fields
    ]
    return single + several


def _add_probes() -> None:
    """Add a version, its decision and its history, which belong to nothing: nothing checks that
    before the transaction ends, and it ends by being undone."""
    newest = Version.objects.order_by("-sequence").defer("document").first()
    last_decision = Decision.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    now = max(timezone.now(), newest.created_at) if newest else timezone.now()
    about = {"activity_id": -1, "created_by_id": -1, "created_by_name": "", "reason": "probe"}
    version = Version(
        sequence=newest.sequence + 1 if newest else 1,
        number=1,
        is_public=False,
        schema_version=1,
        document="",
        digest=_PROBE_HASH,
        previous_hash=_PROBE_HASH,
        row_hash=_PROBE_HASH,
        created_at=now,
        **about,
    )
    version.save(force_insert=True)
    Decision(
        pk=last_decision + 1,
        activity_id=-1,
        kind=Decision.Kind.APPROVED,
        decided_at=now,
        decided_by_id=-1,
        decided_by_name="",
        reason="probe",
        digest=_PROBE_HASH,
        version=version,
    ).save(force_insert=True)
    FrozenHistory(version=version, until=now, last_records="{}", text="").save(force_insert=True)


def _accepts_earlier_version() -> bool:
    newest = Version.objects.order_by("-sequence").defer("document").get(row_hash=_PROBE_HASH)
    newest.document, newest.number = "", 2
    newest.sequence, newest.created_at = newest.sequence + 1, _day_before(newest.created_at)
    newest.row_hash = newest.previous_hash = "e" * 64
    try:
        with transaction.atomic():
            newest.save(force_insert=True)
            transaction.set_rollback(True)
    except DatabaseError as error:
        return OUT_OF_ORDER not in str(error)
    return True


def _day_before(instant: datetime) -> datetime:
    return instant - timedelta(days=1)


def _other_value(field: models.Field[Any, Any]) -> str:
    """An expression for another value than the column has."""
    name = _quoted(_column(field))
    if isinstance(field, models.BooleanField):
        return f"NOT {name}"
    if isinstance(field, models.DateTimeField):
        return f"{name} + interval '1 day'" if connection.vendor == "postgresql" else f"{name}||'0'"
    if isinstance(field, models.CharField | models.TextField):
        return f"reverse({name}) || 'x'" if connection.vendor == "postgresql" else f"{name} || 'x'"
    return f"COALESCE({name}, 0) + 1"


def _column(field: Any) -> str:
    return str(field.column)


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))
