"""What an error of the database means, from errors as the engines themselves raise them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg.errors
import pytest
from django.db import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    connection,
    connections,
)
from django.db.utils import ConnectionHandler, DatabaseErrorWrapper

from ropa.database.failures import Failure, failure_of, reason_of

# Whatever database is opened, pytest-django allows it to tests with this mark alone.
pytestmark = pytest.mark.django_db


def raised_by_postgresql(state: str) -> Exception:
    """The error that Django raises for an SQLSTATE."""
    try:
        with DatabaseErrorWrapper(PostgreSQL()):
            raise psycopg.errors.lookup(state)("as the server said it\nDETAIL: of a row")
    except DatabaseError as error:
        return error


class PostgreSQL:
    """As much of a connection as its errors are known by."""

    Database = psycopg
    errors_occurred = False


@pytest.mark.parametrize(
    ("state", "failure"),
    [
        ("08006", Failure.UNREACHABLE),
        ("53300", Failure.UNREACHABLE),
        ("57P01", Failure.UNREACHABLE),
        ("57P03", Failure.UNREACHABLE),
        ("3D000", Failure.UNREACHABLE),
        ("40001", Failure.BUSY),
        ("40P01", Failure.BUSY),
        ("55P03", Failure.BUSY),
        ("57014", Failure.BUSY),
        ("25P03", Failure.BUSY),
        ("25006", Failure.READ_ONLY),
        ("53100", Failure.FULL),
        ("42P01", Failure.NOT_MIGRATED),
        ("42703", Failure.NOT_MIGRATED),
        ("28P01", Failure.NOT_ALLOWED),
        ("42501", Failure.NOT_ALLOWED),
        ("58030", Failure.DAMAGED),
        ("XX001", Failure.DAMAGED),
    ],
)
def test_postgresql_says_why_by_its_state(state, failure):
    assert failure_of(raised_by_postgresql(state)) is failure


@pytest.mark.parametrize(
    "state",
    # A broken constraint, a text too long, a mistake in SQL, a transaction that failed before, and
    # what the triggers of the versions raise.
    ["23505", "22001", "42601", "25P02", "P0001", "XX000"],
)
def test_postgresql_says_what_is_the_fault_of_the_program(state):
    assert failure_of(raised_by_postgresql(state)) is None


def test_a_connection_that_was_never_made_has_no_state(monkeypatch):
    nobody = ConnectionHandler(
        {
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "HOST": "127.0.0.1",
                "PORT": "1",
                "NAME": "register",
                "USER": "register",
            }
        }
    )["default"]
    with pytest.raises(OperationalError) as caught:
        nobody.ensure_connection()
    assert failure_of(caught.value) is Failure.UNREACHABLE


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (InterfaceError("connection already closed"), Failure.UNREACHABLE),
        (OperationalError("gone"), Failure.UNREACHABLE),
        (IntegrityError("twice"), None),
        (ProgrammingError("a mistake"), None),
        (DatabaseError("odd"), None),
        (ValueError("no such table"), None),
    ],
)
def test_without_a_cause_the_kind_decides(error, failure):
    assert failure_of(error) is failure


def test_a_cursor_that_was_closed_is_the_fault_of_the_program():
    error = InterfaceError("the cursor is closed")
    error.__cause__ = psycopg.InterfaceError("the cursor is closed")
    assert failure_of(error) is None


def test_only_the_first_line_is_told():
    assert reason_of(raised_by_postgresql("40P01")) == "as the server said it"


# SQLite, as it fails


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "register.sqlite3"
    with sqlite3.connect(path) as made:
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("CREATE TABLE entry (title TEXT UNIQUE NOT NULL)")
        made.executemany("INSERT INTO entry VALUES (?)", [(f"{n}" * 500,) for n in range(50)])
    made.close()
    return path


def sqlite_connection(path: Path, mode: str = "rw") -> Any:
    """A connection of Django's to an SQLite file."""
    database = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"file:{path}?mode={mode}",
        "OPTIONS": {"uri": True, "timeout": 0},
    }
    made = ConnectionHandler({"default": database})["default"]
    # Its limit would let it wait.
    made.ensure_connection()
    with made.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 0")
    return made


@pytest.fixture
def closing() -> Iterator[list[Any]]:
    made: list[Any] = []
    yield made
    for each in made:
        each.close()


def failure_while(closing: list[Any], found: Any, *statements: str) -> Failure | None:
    """What is said of the error that a statement raises."""
    closing.append(found)
    with found.cursor() as cursor:
        for statement in statements[:-1]:
            cursor.execute(statement)
        with pytest.raises(DatabaseError) as caught:
            cursor.execute(statements[-1])
    return failure_of(caught.value)


WRITE = "INSERT INTO entry VALUES ('a new one')"


def test_a_locked_file_is_busy(file, closing):
    holder = sqlite3.connect(file)
    holder.execute("BEGIN IMMEDIATE")
    assert failure_while(closing, sqlite_connection(file), WRITE) is Failure.BUSY
    holder.close()


def test_a_file_that_is_read_only_can_be_read(file, closing):
    assert failure_while(closing, sqlite_connection(file, "ro"), WRITE) is Failure.READ_ONLY


def test_a_full_disk(file, closing):
    found = sqlite_connection(file)
    few = "PRAGMA max_page_count = 1"
    large = "INSERT INTO entry SELECT hex(randomblob(50000))"
    assert failure_while(closing, found, few, large) is Failure.FULL


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(OperationalError) as caught:
        sqlite_connection(tmp_path / "absent" / "register.sqlite3")
    assert failure_of(caught.value) is Failure.UNREACHABLE


def test_a_file_that_is_no_database(tmp_path, closing):
    path = tmp_path / "register.sqlite3"
    path.write_bytes(b"not a database, by far" * 100)
    with pytest.raises(DatabaseError) as caught:
        sqlite_connection(path).cursor().execute("SELECT 1 FROM entry")
    assert failure_of(caught.value) is Failure.DAMAGED


@pytest.mark.parametrize(
    "statement",
    ["SELECT 1 FROM notice", "SELECT reference FROM entry", "INSERT INTO entry (a) VALUES (1)"],
)
def test_an_absent_table_or_column(file, closing, statement):
    assert failure_while(closing, sqlite_connection(file), statement) is Failure.NOT_MIGRATED


@pytest.mark.parametrize(
    "statement",
    ["SELEKT 1", "SELECT nothing_known(1)", "INSERT INTO entry VALUES (NULL)"],
)
def test_a_mistake_is_the_fault_of_the_program(file, closing, statement):
    assert failure_while(closing, sqlite_connection(file), statement) is None


# The engine the tests run on, whichever it is


def test_the_engine_in_use_says_that_a_table_is_absent():
    with pytest.raises(DatabaseError) as caught, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM ropa_absent")
    assert failure_of(caught.value) is Failure.NOT_MIGRATED


def test_the_engine_in_use_says_that_a_statement_is_wrong():
    with pytest.raises(DatabaseError) as caught, connections["default"].cursor() as cursor:
        cursor.execute("SELEKT 1")
    assert failure_of(caught.value) is None
