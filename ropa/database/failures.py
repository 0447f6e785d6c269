"""What an error of the database means: that it cannot be used now, or a fault of the program.

PostgreSQL says which by SQLSTATE (PostgreSQL 17 documentation, appendix A), SQLite by its result
codes (https://www.sqlite.org/rescode.html). What neither names is a fault of the program.
"""

from __future__ import annotations

import re
import sqlite3
from enum import Enum
from typing import Final

import psycopg
from django.db import DatabaseError, InterfaceError, OperationalError


class Failure(Enum):
    """Why the database cannot be used now. The value is for the log."""

    UNREACHABLE = "it does not answer"
    BUSY = "it was held by something else for too long, or the work took too long"
    READ_ONLY = "it can be read, but not changed"
    FULL = "it has no room left"
    NOT_MIGRATED = "a table or column is absent: run manage.py migrate, or wait until it has ended"
    NOT_ALLOWED = "it refuses the account in DATABASE_URL"
    DAMAGED = "its files cannot be read: see docs/running.md, “When something is wrong”"

    @property
    def retry_after(self) -> int:
        """After how many seconds it is worth asking again."""
        return 5 if self is Failure.BUSY else 30


# By the whole code first, then by its class, which is the first two characters.
_SQLSTATES: Final = {
    "25006": Failure.READ_ONLY,
    "25P03": Failure.BUSY,
    "25P04": Failure.BUSY,
    "3D000": Failure.UNREACHABLE,
    "40001": Failure.BUSY,
    "40P01": Failure.BUSY,
    "42501": Failure.NOT_ALLOWED,
    "42703": Failure.NOT_MIGRATED,
    "42P01": Failure.NOT_MIGRATED,
    "53100": Failure.FULL,
    "53200": Failure.BUSY,
    "55006": Failure.BUSY,
    "55P03": Failure.BUSY,
    "57014": Failure.BUSY,
    "XX001": Failure.DAMAGED,
    "XX002": Failure.DAMAGED,
    "08": Failure.UNREACHABLE,
    "28": Failure.NOT_ALLOWED,
    "53": Failure.UNREACHABLE,
    "57": Failure.UNREACHABLE,
    "58": Failure.DAMAGED,
}
# By the primary result code, which is the last eight bits of an extended one.
_SQLITE_CODES: Final = {
    sqlite3.SQLITE_PERM: Failure.NOT_ALLOWED,
    sqlite3.SQLITE_BUSY: Failure.BUSY,
    sqlite3.SQLITE_LOCKED: Failure.BUSY,
    sqlite3.SQLITE_NOMEM: Failure.BUSY,
    sqlite3.SQLITE_READONLY: Failure.READ_ONLY,
    sqlite3.SQLITE_INTERRUPT: Failure.BUSY,
    sqlite3.SQLITE_IOERR: Failure.DAMAGED,
    sqlite3.SQLITE_CORRUPT: Failure.DAMAGED,
    sqlite3.SQLITE_FULL: Failure.FULL,
    sqlite3.SQLITE_CANTOPEN: Failure.UNREACHABLE,
    sqlite3.SQLITE_PROTOCOL: Failure.BUSY,
    sqlite3.SQLITE_AUTH: Failure.NOT_ALLOWED,
    sqlite3.SQLITE_NOTADB: Failure.DAMAGED,
}
# SQLite has one code for every mistake in a statement.
_SQLITE_NOT_MIGRATED: Final = re.compile(r"no such (table|column)|has no column named")


def failure_of(error: BaseException) -> Failure | None:
    """Return why the database cannot be used, or `None` if the error is a fault of the program.

    `error` is what Django raised; what the driver raised is its cause.
    """
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause)
    if isinstance(cause, psycopg.Error) and cause.sqlstate:
        return _SQLSTATES.get(cause.sqlstate) or _SQLSTATES.get(cause.sqlstate[:2])
    if isinstance(cause, psycopg.InterfaceError) and "connection" not in str(cause):
        # A cursor that was closed, for one: the program used it too late.
        return None
    # Without a code nothing reached the server, or nothing came back from it.
    is_lost = isinstance(error, OperationalError | InterfaceError)
    return Failure.UNREACHABLE if is_lost else None


def reason_of(error: BaseException) -> str:
    """Return the first line of what the driver said: the rest may quote what is in the rows."""
    return str(error).strip().partition("\n")[0]


def _of_sqlite(cause: sqlite3.Error) -> Failure | None:
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None:
        # Raised by Python's module itself: such as a closed connection, or a wrong parameter.
        return None
    if code & 0xFF == sqlite3.SQLITE_ERROR and _SQLITE_NOT_MIGRATED.search(str(cause)):
        return Failure.NOT_MIGRATED
    return _SQLITE_CODES.get(code & 0xFF)
