"""Put a backup back into a database: all of it or nothing."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Final

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from . import archive, programs
from .archive import DATABASE, Manifest, NotABackup

_NAMES: Final = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}

# Everything in the schema but what belongs to extensions, so that what is put back meets nothing.
_EMPTY: Final = """
DO $empty$
DECLARE found record;
BEGIN
    FOR found IN
        SELECT format('DROP %s IF EXISTS %I.%I CASCADE',
                      CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
                                   WHEN 'S' THEN 'SEQUENCE' WHEN 'f' THEN 'FOREIGN TABLE'
                                   ELSE 'TABLE' END,
                      nspname, relname) AS statement,
               -- The sequence of a column goes with its table, and not before it.
               CASE relkind WHEN 'S' THEN 2 ELSE 1 END AS place
        FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE nspname = current_schema() AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
          AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
        UNION ALL
        SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', pg_proc.oid::regprocedure), 3
        FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace
        WHERE nspname = current_schema()
          AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
        ORDER BY place
    LOOP
        EXECUTE found.statement;
    END LOOP;
END
$empty$;
"""


class CannotRestore(Exception):
    """Nothing was changed. The message says why in a sentence."""


@contextmanager
def unpacked(path: Path) -> Iterator[tuple[Manifest, Path]]:
    """Yield the manifest of a backup and a folder with its parts, each as it was made.

    Raises `CannotRestore`.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="restore-") as folder:
            yield archive.read(path, Path(folder)), Path(folder)
    except NotABackup as error:
        raise CannotRestore(str(error)) from error


def check_it_fits(manifest: Manifest, *, replace: bool) -> None:
    """Raise `CannotRestore` if the backup cannot be put into this database."""
    if manifest.engine != connection.vendor:
        here, there = _NAMES[connection.vendor], _NAMES[manifest.engine]
        raise CannotRestore(
            f"The backup is of a register on {there}, and DATABASE_URL names a database of {here}: "
            f"set DATABASE_URL to one of {there}."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if newer := [each for each in manifest.migrations if each not in known]:
        raise CannotRestore(
            f"The backup is of a newer release of the register ({newer[0]} is not known here): "
            "install that release first."
        )
    if not replace and connection.introspection.table_names():
        raise CannotRestore(
            "The database is not empty: name an empty one in DATABASE_URL, or say --replace to "
            "throw away everything in this one."
        )


def put_back(folder: Path) -> None:
    """Replace everything in the database by the backup in a folder. Raises `CannotRestore`."""
    path = folder / DATABASE
    if connection.vendor == "sqlite":
        _restore_sqlite(path)
    else:
        _restore_postgresql(path)
    # What it held open, and remembered, is of before.
    connection.close()


def _restore_sqlite(path: Path) -> None:
    connection.ensure_connection()
    try:
        with closing(sqlite3.connect(path)) as source:
            source.backup(connection.connection)
    except sqlite3.Error as error:
        raise CannotRestore(f"The database cannot be written ({error}).") from error


def _restore_postgresql(path: Path) -> None:
    try:
        psql = programs.command(
            "psql", "--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1"
        )
        restoring = programs.command(
            "pg_restore", "--no-owner", "--no-privileges", "--file=-", str(path)
        )
    except programs.Failed as error:
        raise CannotRestore(str(error)) from error
    # The server would wait for what this process holds open.
    connection.close()
    with tempfile.TemporaryFile() as said:
        writing = subprocess.Popen(  # noqa: S603 -- a program of PostgreSQL
            [*psql, f"--dbname={programs.database()}"],
            env=programs.environment(),
            stdin=subprocess.PIPE,
            stderr=said,
        )
        assert writing.stdin is not None  # noqa: S101 -- a pipe was asked for
        is_whole = _send(writing.stdin, restoring, said)
        writing.wait()
        if writing.returncode or not is_whole:
            said.seek(0)
            raise CannotRestore(str(programs.complaint("Restoring", said.read())))


def _send(to: IO[bytes], restoring: list[str], said: IO[bytes]) -> bool:
    """Send everything as one transaction, which is committed only if all of it was sent."""
    try:
        with to:
            to.write(f"BEGIN;\nSET LOCAL lock_timeout = '60s';\n{_EMPTY}".encode())
            to.flush()
            reading = subprocess.Popen(  # noqa: S603 -- a program of PostgreSQL
                restoring, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said
            )
            assert reading.stdout is not None  # noqa: S101 -- a pipe was asked for
            with reading.stdout:
                shutil.copyfileobj(reading.stdout, to, 1024 * 1024)
            if reading.wait() == 0:
                to.write(b"\nCOMMIT;\n")
                return True
    except BrokenPipeError:
        # The other program has ended, and said why.
        pass
    return False
