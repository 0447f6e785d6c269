"""The demonstration, put into the database that tests share: the rows of the one that is kept, as
they stand there. To make it again by its commands would take twenty times as long."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, LiteralString

import psycopg
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from psycopg import sql

from tests.databases import OwnDatabase, demonstrated_file, migrated_file

_TABLES: LiteralString = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"


def put_demonstration() -> None:
    """Add the rows of the demonstration to those of a migrated database."""
    if connection.vendor == "sqlite":
        _put_into_sqlite()
    else:
        _put_into_postgresql()


def _put_into_sqlite() -> None:
    with connection.cursor() as cursor:
        for table, rows in _rows_of_sqlite().items():
            values = ", ".join(["?"] * len(rows[0]))
            # Past Django, which would take a percent sign within a row for a place of a value.
            cursor.cursor.connection.executemany(f"INSERT INTO {table} VALUES ({values})", rows)


@cache
def _rows_of_sqlite() -> dict[str, list[tuple[Any, ...]]]:
    with (
        closing(sqlite3.connect(demonstrated_file())) as made,
        closing(sqlite3.connect(migrated_file())) as before,
    ):
        names = made.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
        # What triggers keep of other tables follows by itself.
        kept = ("sqlite_", "ropa_searchindex")
        tables = [name for (name,) in names if not name.startswith(kept)]
        return _added(
            {table: made.execute(f"SELECT * FROM {table}").fetchall() for table in tables},
            {table: before.execute(f"SELECT * FROM {table}").fetchall() for table in tables},
        )


def _put_into_postgresql() -> None:
    with connection.cursor() as cursor:
        for table, lines in _lines_of_postgresql().items():
            into = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
            with cursor.copy(into) as copy:
                copy.write(b"".join(lines))
        models = apps.get_models(include_auto_created=True)
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


@cache
def _lines_of_postgresql() -> dict[str, list[bytes]]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with OwnDatabase(folder, "made", demonstrated=True) as url:
            made = _copied(url)
        with OwnDatabase(folder, "before") as url:
            before = _copied(url)
    return _added(made, before)


def _copied(url: str) -> dict[str, list[bytes]]:
    found = {}
    with psycopg.connect(url) as to:
        for (table,) in to.execute(_TABLES).fetchall():
            out_of = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))
            with to.cursor().copy(out_of) as copy:
                found[table] = b"".join(map(bytes, copy)).splitlines(keepends=True)
    return found


def _added[Row](made: dict[str, list[Row]], before: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The rows of each table that were added, in their order."""
    known = {table: set(rows) for table, rows in before.items()}
    added = {
        table: [row for row in rows if row not in known[table]] for table, rows in made.items()
    }
    return {table: rows for table, rows in added.items() if rows}
