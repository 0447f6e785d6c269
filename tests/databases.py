"""Databases of the tests: copies of one that is migrated already, or of one with the demonstration.

To migrate an empty database takes ten seconds, most of which Django spends on models as they were
between migrations, and a whole run needs some fifteen databases on each engine. So one is migrated
by `manage.py migrate`, kept with the folder `var/tests` or in PostgreSQL until a migration changes,
and copied. The demonstration is made in another one by `manage.py demo`, and kept until anything
changes that it is made by, or the day.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
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
from django.utils import timezone
from psycopg import sql

FOLDER = settings.BASE_DIR / "var" / "tests"
# Each checkout has databases of its own in a server that several share.
_CHECKOUT = hashlib.sha256(str(settings.BASE_DIR).encode()).hexdigest()[:12]


class OwnDatabase:
    """A database of the engine that the tests run on, for one test or module; gone afterwards.

    It is migrated or, if `empty`, without tables; if `demonstrated`, with the demonstration. Tests
    ask for it by the fixture `own_database`.
    """

    def __init__(
        self, folder: Path, name: str, *, empty: bool = False, demonstrated: bool = False
    ) -> None:
        self._file = folder / "register.sqlite3"
        self._name = f"ropa_{name}_{os.getpid()}"
        self._empty = empty
        self._demonstrated = demonstrated

    def __enter__(self) -> str:
        """Make it, and return what to set DATABASE_URL to."""
        if connection.vendor == "sqlite":
            if self._empty:
                return f"sqlite:///{self._file}"
            return copied(
                demonstrated_file() if self._demonstrated else migrated_file(), self._file
            )
        if self._empty:
            _maintain("CREATE DATABASE {}", self._name)
        else:
            like = demonstrated_database() if self._demonstrated else migrated_database()
            _maintain("CREATE DATABASE {} TEMPLATE {}", self._name, like)
        return _url(self._name)

    def __exit__(self, *failure: object) -> None:
        if connection.vendor != "sqlite":
            _maintain("DROP DATABASE {} WITH (FORCE)", self._name)


def copied(kept: Path, file: Path) -> str:
    """Make an SQLite database like one that is kept; return what to set DATABASE_URL to."""
    shutil.copyfile(kept, file)
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
    return _kept_file("migrated", _digest(), _migrate)


@cache
def demonstrated_file() -> Path:
    """Return the path of an SQLite database with the demonstration. Do not write to it."""
    return _kept_file("demonstrated", _digest_of_product(), _demonstrate, migrated_file())


@cache
def migrated_database() -> str:
    """Return the name of a migrated PostgreSQL database. Do not connect to it."""
    return _kept_database("migrated", _digest(), _migrate)


@cache
def demonstrated_database() -> str:
    """Return the name of a PostgreSQL database with the demonstration. Do not connect to it."""
    beginning = migrated_database()
    return _kept_database("demonstrated", _digest_of_product(), _demonstrate, beginning)


def demonstrated_heads() -> Path:
    """Return the path of the heads that were noted while the demonstration was made, on the engine
    of this run."""
    return _heads_of(connection.vendor)


def _heads_of(vendor: str) -> Path:
    return FOLDER / f"heads_of_{vendor}.log"


def demonstrated_folder(kind: str, make: Callable[[Path], None]) -> Path:
    """Return a folder with whatever is made of the demonstration. Do not write to it."""
    folder, told = FOLDER / kind, FOLDER / f"{kind}.digest"
    digest = _digest_of_product()
    with _one_at_a_time(kind):
        if not told.exists() or told.read_text() != digest:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            told.write_text(digest)
    return folder


def _kept_file(
    kind: str, digest: str, fill: Callable[[str], None], beginning: Path | None = None
) -> Path:
    file, told = FOLDER / f"{kind}.sqlite3", FOLDER / f"{kind}.digest"
    with _one_at_a_time(kind):
        if not file.exists() or not told.exists() or told.read_text() != digest:
            with TemporaryDirectory() as folder:
                made = Path(folder) / "new.sqlite3"
                if beginning:
                    shutil.copyfile(beginning, made)
                fill(f"sqlite:///{made}")
                for former in FOLDER.glob(f"{file.name}*"):
                    former.unlink()
                # Not moved: some of it may still be in the file of the log beside it.
                with (
                    closing(sqlite3.connect(made)) as new,
                    closing(sqlite3.connect(file)) as kept,
                ):
                    new.backup(kept)
                    # With no file of a log beside it, which whoever reads would make.
                    kept.execute("PRAGMA journal_mode = DELETE")
            told.write_text(digest)
    return file


def _kept_database(
    kind: str, digest: str, fill: Callable[[str], None], beginning: str = "template1"
) -> str:
    name = f"ropa_{kind}_{_CHECKOUT}"
    told = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    with _one_at_a_time(kind):
        if _maintain(told, values=(name,)) != [(digest,)]:
            _maintain("DROP DATABASE IF EXISTS {}", name)
            _maintain("CREATE DATABASE {} TEMPLATE {}", name, beginning)
            fill(_url(name))
            _maintain(f"COMMENT ON DATABASE {{}} IS '{digest}'", name)
    return name


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
    return _digest_of(repr(chosen), files)


def _digest_of_product() -> str:
    """Return a digest of all that the demonstration depends on, the day among it."""
    files = [
        file
        for folder in ("ropa", "inspections", "fixtures")
        for file in sorted((settings.BASE_DIR / folder).rglob("*"))
        if file.suffix in {".py", ".toml", ".html"}
    ]
    return _digest_of(f"{_digest()} {timezone.localdate()}", [Path(__file__), *files])


def _digest_of(chosen: str, files: Iterable[Path]) -> str:
    content = [chosen.encode(), *(file.read_bytes() for file in files)]
    return hashlib.sha256(b"\0".join(content)).hexdigest()


def _migrate(url: str) -> None:
    _run("migrate", "--verbosity", "0", DATABASE_URL=url, DJANGO_SETTINGS_MODULE="tests.settings")


def _demonstrate(url: str) -> None:
    # A run on PostgreSQL makes one on SQLite as well, to compare what the public gets.
    demonstrate(url, _heads_of("sqlite" if url.startswith("sqlite") else "postgresql"))


def demonstrate(url: str, heads: Path) -> None:
    """Make the demonstration in a database, migrated or empty, and note its heads in a file."""
    heads.unlink(missing_ok=True)
    _run(
        *("demo", "--no-serve"),
        DATABASE_URL=url,
        DEBUG="1",
        DJANGO_SETTINGS_MODULE="ropa.settings",
        HEADS_FILE=str(heads),
        # Or else each server that has a copy would find them to be made, some thirty.
        PDFS_ON_REQUEST="1",
    )


def _run(*command: str, **environment: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )


@contextmanager
def _one_at_a_time(kind: str) -> Iterator[None]:
    """Let one of the processes that run tests make a database, and the other wait for it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"{kind}.lock").open("w") as lock:
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
