"""What workers and pages tell each other while a job's transaction is open.

On PostgreSQL it goes over a second connection. On SQLite nobody else can write meanwhile, so it
goes through a folder beside the database file; whoever can reach that file is on the same machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from django.db import connection

from ropa.models import Job


@dataclass(frozen=True)
class Progress:
    """What is being done, how much of it is done and how much there is; 0 if that is unknown."""

    doing: str = ""
    done: int = 0
    total: int = 0


class WorkerChannel(Protocol):
    """How workers show that they live, and how far they have come."""

    def alive(self, worker: int) -> AbstractContextManager[None]:
        """Show that a worker lives, for as long as its process does, however that ends."""
        ...

    def alive_workers(self, workers: Iterable[int]) -> set[int]:
        """Return those of some workers that are alive."""
        ...

    def show_alive(self, worker: int) -> None:
        """Show again that a worker lives. Raises `DatabaseError` if that is in doubt."""
        ...

    def report_progress(self, worker: int, job: int, progress: Progress) -> None:
        """Tell how far a job has come."""
        ...

    def progress_of(self, job: Job) -> Progress | None:
        """Return how far a job that runs has come; None if that is not told."""
        ...

    def ask_to_stop(self, job: int) -> None:
        """Ask whoever works on a job to leave it."""
        ...

    def is_asked_to_stop(self, job: int) -> bool:
        """Whether somebody has asked that a job be left."""
        ...

    def forget(self, job: int) -> None:
        """Forget what was asked of a job that has ended."""
        ...

    def forget_worker(self, worker: int) -> None:
        """Remove what is left of a worker that was killed."""
        ...


def channel() -> WorkerChannel:
    """Return the channel of the database that the register is on."""
    if connection.vendor == "sqlite":
        from .sqlite import FileChannel

        return FileChannel.of(connection)
    from .postgresql import ConnectionChannel

    return ConnectionChannel()
