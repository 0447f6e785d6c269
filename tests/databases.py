"""Databases of the tests: copies of one that is migrated already.

To migrate an empty database takes ten seconds, most of which Django spends on models as they were
between migrations, and a whole run needs some fifteen databases on each engine. So one is migrated
by `manage.py migrate`, kept with the folder `var/tests` or in PostgreSQL until a migration changes,
and copied.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, LiteralString

import django
import psycopg
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

FOLDER = settings.BASE_DIR / "var" / "tests"
FILE = FOLDER / "migrated.sqlite3"
DIGEST = FOLDER / "migrated.digest"
# Each checkout has one of its own in a server that several share.
DATABASE = f"ropa_migrated_{hashlib.sha256(str(settings.BASE_DIR).encode()).hexdigest()[:12]}"


class OwnDatabase:
    """A database of the engine that the tests run on, for one test or module; gone afterwards.

    It is migrated or, if `empty`, without tables. Tests ask for it by the fixture `own_database`.
    """

    def __init__(self, folder: Path, name: str, *, empty: bool = False) -> None:
        self._file = folder / "register.sqlite3"
        self._name = f"ropa_{name}_{os.getpid()}"
        self._empty = empty

    def __enter__(self) -> str:
        """Make it, and return what to set DATABASE_URL to."""
        if connection.vendor == "sqlite":
            return f"sqlite:///{self._file}" if self._empty else copy_migrated(self._file)
        if self._empty:
            _maintain("CREATE DATABASE {}", self._name)
        else:
            _maintain("CREATE DATABASE {} TEMPLATE {}", self._name, migrated_database())
        return _url(self._name)

    def __exit__(self, *failure: object) -> None:
        if connection.vendor != "sqlite":
            _maintain("DROP DATABASE {} WITH (FORCE)", self._name)


def copy_migrated(file: Path) -> str:
    """Make an SQLite database, and return what to set DATABASE_URL to."""
    shutil.copyfile(migrated_file(), file)
    return f"sqlite:///{file}"


@contextmanager
def main_database_migrated() -> Iterator[None]:
    """Let the database that most tests share, and that pytest-django makes meanwhile, begin as a
    copy of the migrated one."""
    if connection.vendor == "sqlite":
        # In memory, and there for as long as anything is connected to it.
        memory = sqlite3.connect(connection.creation._get_test_db_name(), uri=True)  # type: ignore[attr-defined]
        with closing(memory), closing(sqlite3.connect(migrated_file())) as source:
            source.backup(memory)
            yield
    else:
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated_database()
        yield


@cache
def migrated_file() -> Path:
    """Return the path of a migrated SQLite database. Do not write to it."""
    digest = _digest()
    with _one_at_a_time():
        if not FILE.exists() or not DIGEST.exists() or DIGEST.read_text() != digest:
            with TemporaryDirectory() as folder:
                _migrate(f"sqlite:///{folder}/new.sqlite3")
                for former in FOLDER.glob(f"{FILE.name}*"):
                    former.unlink()
                # Not moved: some of it may still be in the file of the log beside it.
                with (
                    closing(sqlite3.connect(f"{folder}/new.sqlite3")) as new,
                    closing(sqlite3.connect(FILE)) as kept,
                ):
                    new.backup(kept)
                    # With no file of a log beside it, which whoever reads would make.
                    kept.execute("PRAGMA journal_mode = DELETE")
            DIGEST.write_text(digest)
    return FILE


@cache
def migrated_database() -> str:
    """Return the name of a migrated PostgreSQL database. Do not connect to it."""
    digest = _digest()
    told = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    with _one_at_a_time():
        if _maintain(told, values=(DATABASE,)) != [(digest,)]:
            _maintain("DROP DATABASE IF EXISTS {}", DATABASE)
            _maintain("CREATE DATABASE {}", DATABASE)
            _migrate(_url(DATABASE))
            _maintain(f"COMMENT ON DATABASE {{}} IS '{digest}'", DATABASE)
    return DATABASE


def _digest() -> str:
    """Return a digest of all that a migrated database depends on."""
    migrations = {type(each).__module__ for each in MigrationLoader(None).disk_migrations.values()}
    folders = {Path(str(sys.modules[name].__file__)).parent for name in migrations}
    files = sorted(file for folder in folders for file in folder.glob("*.py"))
    chosen = (
        django.get_version(),
        settings.INSTALLED_APPS,
        settings.AUTH_USER_MODEL,
        settings.CACHES,
    )
    content = [repr(chosen).encode(), *(file.read_bytes() for file in files)]
    return hashlib.sha256(b"\0".join(content)).hexdigest()


def _migrate(url: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        check=True,
    )


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let one of the processes that run tests migrate, and the other wait for it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _url(name: str) -> str:
    to = connection.settings_dict
    account = f"{to['USER']}:{to['PASSWORD']}" if to["PASSWORD"] else to["USER"]
    return f"postgres://{account}@{to['HOST']}:{to['PORT'] or 5432}/{name}"


def _maintain(statement: LiteralString, *names: str, values: tuple[str, ...] = ()) -> list[Any]:
    """Run a statement about databases, with their names put in, and return its rows if any."""
    composed = sql.SQL(statement).format(*map(sql.Identifier, names))
    with psycopg.connect(_url("postgres"), autocommit=True) as maintenance:
        cursor = maintenance.execute(composed, values or None)
        return cursor.fetchall() if cursor.description else []
