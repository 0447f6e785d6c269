"""Workers on PostgreSQL: each holds an advisory lock for as long as its connection lives.

The server lets go of the lock as soon as the connection breaks, which it does at once when the
process ends. When the machine is gone with the process, the server may believe in the connection
for hours: so a worker also says the time now and then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from ropa.models import Job, Worker

from . import Progress

# The first half of the locks' keys, which tells them from those of others: “ROPA”.
SPACE = 0x524F5041
# A worker that has not been heard of for so long is gone with its machine.
SILENCE = timedelta(minutes=2)

_LOCKED_WORKERS = """
    SELECT objid::bigint FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND classid = %s AND objid = ANY(%s::oid[])
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


class ConnectionChannel:
    """The channel of a PostgreSQL database. The thread that shows that a worker lives has the
    connection that holds its lock to itself."""

    @contextmanager
    def alive(self, worker: int) -> Iterator[None]:
        self._hold(worker)
        try:
            yield
        finally:
            connection.close()

    def alive_workers(self, workers: Iterable[int]) -> set[int]:
        keys = list(workers)
        if not keys:
            return set()
        with connection.cursor() as cursor:
            cursor.execute(_LOCKED_WORKERS, [SPACE, keys])
            locked = [int(row[0]) for row in cursor]
        recent = Worker.objects.filter(pk__in=locked, seen_at__gt=timezone.now() - SILENCE)
        return set(recent.values_list("pk", flat=True))

    def show_alive(self, worker: int) -> None:
        self._hold(worker)
        Worker.objects.filter(pk=worker).update(seen_at=timezone.now())

    def report_progress(self, worker: int, job: int, progress: Progress) -> None:
        Job.objects.filter(pk=job, worker=worker).update(
            doing=progress.doing, done=progress.done, total=progress.total
        )

    def progress_of(self, job: Job) -> Progress | None:
        return Progress(job.doing, job.done, job.total)

    def ask_to_stop(self, job: int) -> None:
        Job.objects.filter(pk=job).update(stop_asked=True)

    def is_asked_to_stop(self, job: int) -> bool:
        return Job.objects.filter(pk=job, stop_asked=True).exists()

    def forget(self, job: int) -> None:
        """The end of the job has cleared it."""

    def forget_worker(self, worker: int) -> None:
        """The server has let go of its lock."""

    def _hold(self, worker: int) -> None:
        """Take the lock, unless this connection has it: a new connection has lost it."""
        with connection.cursor() as cursor:
            cursor.execute(_LOCKED_WORKERS, [SPACE, [worker]])
            if cursor.fetchone() is None:
                cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [SPACE, worker])
