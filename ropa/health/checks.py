"""The checks of readiness: database, migrations, disk, heads and worker.

A check returns a sentence that says what is wrong, or nothing if all is well. The sentence is for
whoever runs the register; strangers learn the name of the check and whether it failed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from ropa.background import workers_alive
from ropa.documents.heads import Head, InvalidHead, head_as_at
from ropa.models import HeadReceipt
from ropa.witnesses.tasks import places

type Check = Callable[[], str]

# Room for a large export, a PDF and an hour's log.
LEAST_FREE_BYTES = 200 * 1024 * 1024
# A head is written once its version is committed: until then it may be missing.
HEAD_GRACE = timedelta(seconds=30)
# It is sent elsewhere by a worker, and again each hour if that failed.
SENDING_GRACE = timedelta(hours=2)
LONGEST_LINE = 200

# A process that found its database migrated need not look again: it runs one version of the code.
_migrated: set[str] = set()


def database() -> str:
    """Whether the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except (DatabaseError, InterfaceError) as error:
        return f"The database does not answer ({str(error).strip().partition(chr(10))[0]})."
    return ""


def migrations() -> str:
    """Whether the tables are those that this version of the register works with."""
    name = str(connection.settings_dict["NAME"])
    if name in _migrated:
        return ""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, InterfaceError):
        return "It cannot be seen whether the database is migrated."
    if waiting:
        return f"{len(waiting)} migrations are not applied: run `manage.py migrate`."
    _migrated.add(name)
    return ""


def disk() -> str:
    """Whether files can be written where the register keeps them, and there is room for more."""
    for folder in _folders():
        folders = next(each for each in (folder, *folder.parents) if each.exists())
        if not os.access(folders, os.W_OK):
            return f"{folders} cannot be written."
        if shutil.disk_usage(folders).free < LEAST_FREE_BYTES:
            return f"The disk that holds {folders} is nearly full."
    return ""


def _folders() -> list[Path]:
    folders = [Path(tempfile.gettempdir())]
    if settings.HEADS_FILE:
        folders.append(Path(settings.HEADS_FILE).parent)
    if connection.vendor == "sqlite" and isinstance(name := connection.settings_dict["NAME"], Path):
        folders.append(name.parent)
    return folders


def heads() -> str:
    """Whether the newest version is noted down in HEADS_FILE, and has reached every HEADS_TO."""
    if not (settings.HEADS_FILE or settings.HEADS_TO):
        return ""
    try:
        newest = head_as_at()
        return "" if newest is None else _not_noted(newest) or _not_sent(newest)
    except (DatabaseError, InterfaceError):
        return "It cannot be seen what the newest version is."


def _not_noted(newest: Head) -> str:
    if not settings.HEADS_FILE or newest.created_at > timezone.now() - HEAD_GRACE:
        return ""
    noted = _last_head(Path(settings.HEADS_FILE))
    return "" if noted == newest else _difference(noted, newest)


def _not_sent(newest: Head) -> str:
    if newest.created_at > timezone.now() - SENDING_GRACE:
        return ""
    for place in places():
        if not HeadReceipt.objects.filter(place=place.name, line=str(newest)).exists():
            return f"{place.name} has not received the head of version {newest.sequence}."
    return ""


def _difference(noted: Head | None, newest: Head) -> str:
    if noted is None:
        return f"{settings.HEADS_FILE} holds no head that can be read."
    if noted.sequence < newest.sequence:
        return f"{settings.HEADS_FILE} does not hold the head of version {newest.sequence}."
    return f"{settings.HEADS_FILE} holds another head than the database: verify the versions."


def _last_head(path: Path) -> Head | None:
    """Return the head that the last line of a file states, reading no more than its end."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - LONGEST_LINE))
            lines = file.read().decode(errors="replace").split("\n")
        return Head.parse(next(line for line in reversed(lines) if line.strip()))
    except (OSError, InvalidHead, StopIteration):
        return None


def worker() -> str:
    """Whether somebody does the work in the background."""
    try:
        return "" if workers_alive() else "No worker is alive: start one with `manage.py work`."
    except (DatabaseError, InterfaceError):
        return "It cannot be seen whether a worker is alive."


# Without these nothing can be shown to anybody.
NEEDED: Mapping[str, Check] = {"database": database, "migrations": migrations}
# Without these the public still reads: a proxy must not take the site away because of them.
WATCHED: Mapping[str, Check] = {"worker": worker, "disk": disk, "heads": heads}
