"""Files that are made on request: ready, being made, or failed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import BoundedSemaphore
from typing import Any

from django.db import OperationalError, connection
from django.tasks import Task
from django.utils import timezone

from ropa.models import Job, MadeFile

from .files import find_file
from .live_workers import workers_alive
from .queue import enqueue, jobs_for
from .tasks import SOON

# How long a reader waits for a file that nobody has asked for before, and after how long to ask
# again, in seconds.
PATIENCE = 8
RETRY_AFTER = 10
# Each reader who waits takes up a thread of the process: the others are for those who do not.
places_to_wait = BoundedSemaphore(2)
_PAUSE = 0.2
# What could not be made is not tried again for readers within this time.
_RETRY_AFTER = timedelta(hours=1)
# Readers do not wait for those who write.
_WRITE_SECONDS = 1


class CannotBeMade(Exception):
    """The file was tried for and cannot be made."""


def requested_file(name: str, task: Task[..., Any], *args: Any, about: str) -> MadeFile | None:
    """Return the file with that name, which the task makes; None if it is not there yet.

    Many may ask: there is one job. Raises `CannotBeMade` if it failed within the last hour.
    """
    if (file := find_file(name)) is not None:
        return file
    key = key_of(name)
    job = jobs_for(key).first()
    if job is not None and job.status == Job.Status.FAILED:
        if job.finished_at and job.finished_at > timezone.now() - _RETRY_AFTER:
            raise CannotBeMade(job.failure)
        job = None
    if job is None or not (job.status == Job.Status.RUNNING or _is_soon(job)):
        try:
            with _in_a_moment():
                enqueue(task, *args, key=key, about=about, priority=SOON)
        except OperationalError:
            # Somebody writes for long: whoever comes again asks again.
            return None
    return _wait_for(name)


def key_of(name: str) -> str:
    """Return the key of the job that makes a file."""
    return f"file:{name}"


def _is_soon(job: Job) -> bool:
    return job.status == Job.Status.READY and job.priority >= SOON


def _wait_for(name: str) -> MadeFile | None:
    if not workers_alive() or not places_to_wait.acquire(blocking=False):
        return None
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            time.sleep(_PAUSE)
            if (file := find_file(name)) is not None:
                return file
            job = jobs_for(key_of(name)).first()
            if job is not None and job.status == Job.Status.FAILED:
                raise CannotBeMade(job.failure)
    finally:
        places_to_wait.release()
    return None


@contextmanager
def _in_a_moment() -> Iterator[None]:
    """Give up soon where others hold the database: on SQLite one writes at a time."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {_WRITE_SECONDS * 1000}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
