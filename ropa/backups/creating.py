"""Make a backup: one state of the database, whoever works meanwhile, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.sqlite3._functions import register as register_functions
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from ropa.deployment import deployment
from ropa.documents.heads import head_as_at
from ropa.models import Version

from . import archive, programs
from .archive import DATABASE, HEADS, Manifest


class CannotBackUp(Exception):
    """The backup was not made, and nothing is left of it. The message says why in a sentence."""


@dataclass(frozen=True)
class Backup:
    """A backup that was made, and read again: where it is, what it holds, its SHA-256."""

    path: Path
    manifest: Manifest
    sha256: str


def left_out() -> list[str]:
    """Return the names of the tables whose rows no backup holds.

    Sessions, because whoever finds a backup would be signed in; files that are made again by
    themselves, because they are large.
    """
    models = [
        model
        for model in apps.get_models()
        if not getattr(model, "in_backups", True) or model._meta.label == "sessions.Session"
    ]
    return sorted(model._meta.db_table for model in models)


def make_backup(path: Path) -> Backup:
    """Write a backup to a new file, which only the account that runs this can read.

    Raises `CannotBackUp`.
    """
    if path.exists():
        raise CannotBackUp(f"{path} is there already: name a file that is not.")
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as made_in:
            return _finished_backup(path, Path(made_in))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotBackUp(
            f"{path} cannot be written ({reason}): name a file in a folder that can be written and "
            "has room."
        ) from error
    except programs.Failed as error:
        raise CannotBackUp(str(error)) from error


def _finished_backup(path: Path, folder: Path) -> Backup:
    content = folder / "content"
    content.mkdir()
    # Before the database is: each of these heads is in it.
    if settings.HEADS_FILE and (noted := Path(settings.HEADS_FILE)).exists():
        (content / HEADS).write_bytes(noted.read_bytes())
    with transaction.atomic():
        if connection.vendor == "postgresql":
            _cursor_says("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        manifest = _manifest()
        if connection.vendor == "postgresql":
            _dump_postgresql(content / DATABASE)
        else:
            _copy_sqlite(content / DATABASE)
    if connection.vendor == "sqlite":
        _leave_out(content / DATABASE)
    manifest = manifest.with_parts(content)
    whole = folder / "whole"
    whole.touch(mode=0o600)
    archive.write(whole, manifest, content)
    with whole.open("rb+") as file:
        os.fsync(file.fileno())
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    # What was written is what was to be: a disk may say otherwise.
    archive.read(whole)
    try:
        path.hardlink_to(whole)
    except FileExistsError:
        raise CannotBackUp(f"{path} is there already: name a file that is not.") from None
    return Backup(path, manifest, sha256)


def _manifest() -> Manifest:
    applied = MigrationRecorder.Migration.objects.order_by("app", "name")
    return Manifest(
        made_at=timezone.now().isoformat(timespec="seconds"),
        engine="postgresql" if connection.vendor == "postgresql" else "sqlite",
        program=deployment().digest,
        versions=Version.objects.count(),
        head=str(head_as_at() or ""),
        migrations=tuple(f"{app}.{name}" for app, name in applied.values_list("app", "name")),
    )


def _dump_postgresql(to: Path) -> None:
    """Dump the state that this transaction sees."""
    snapshot = _cursor_says("SELECT pg_export_snapshot()")
    without = [f"--exclude-table-data={table}" for table in left_out()]
    ran = subprocess.run(  # noqa: S603 -- a program of PostgreSQL, with arguments of our own
        programs.command(
            "pg_dump",
            *("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"),
            *("--lock-wait-timeout=60s", f"--file={to}", *without),
            f"--dbname={programs.database()}",
        ),
        env=programs.environment(),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    if ran.returncode:
        raise programs.complaint("pg_dump", ran.stderr)


def _copy_sqlite(to: Path) -> None:
    """Copy the file while this transaction lets nobody else write; whoever reads is not held up.

    By a connection of its own: SQLite copies nothing from one that may be writing.
    """
    source = f"{Path(connection.settings_dict['NAME']).resolve().as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(source, uri=True)) as reading,
        closing(sqlite3.connect(to)) as copy,
    ):
        reading.backup(copy)


def _leave_out(path: Path) -> None:
    with closing(sqlite3.connect(path)) as copy:
        # The constraints of the tables use them.
        register_functions(copy)
        for table in left_out():
            copy.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608
        copy.commit()
        # What was deleted would still stand in free pages.
        copy.execute("VACUUM")
        [sound] = copy.execute("PRAGMA integrity_check").fetchone()
    if sound != "ok":
        raise CannotBackUp(
            f"The database file is damaged ({sound.splitlines()[0]}): docs/running.md says what to "
            "do."
        )


def _cursor_says(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None
