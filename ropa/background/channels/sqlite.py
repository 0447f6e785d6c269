"""Workers beside a SQLite database: each has a file in a folder beside it, and holds its lock.

The lock goes with the process, so it is seen at once when one has ended, however it ended.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ropa.models import Job

from . import Progress


class FileChannel:
    """The channel of a SQLite database."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def of(cls, connection: Any) -> FileChannel:
        """Return the channel of the database that a connection is to."""
        return cls(Path(f"{connection.settings_dict['NAME']}-work"))

    @contextmanager
    def alive(self, worker: int) -> Iterator[None]:
        self._folder.mkdir(exist_ok=True)
        path = self._of_worker(worker)
        with path.open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            try:
                yield
            finally:
                path.unlink(missing_ok=True)

    def alive_workers(self, workers: Iterable[int]) -> set[int]:
        return {worker for worker in workers if self._is_alive(worker)}

    def show_alive(self, worker: int) -> None:
        """The lock says it."""

    def report_progress(self, worker: int, job: int, progress: Progress) -> None:
        content = json.dumps({"job": job, **asdict(progress)})
        part = self._folder / f"progress-{worker}.part"
        part.write_text(content)
        part.replace(self._of_progress(worker))

    def progress_of(self, job: Job) -> Progress | None:
        with suppress(OSError, ValueError, TypeError):
            content = json.loads(self._of_progress(job.worker_id or 0).read_text())
            if content.pop("job", None) == job.pk:
                return Progress(**content)
        return None

    def ask_to_stop(self, job: int) -> None:
        self._folder.mkdir(exist_ok=True)
        self._of_stop(job).touch()

    def is_asked_to_stop(self, job: int) -> bool:
        return self._of_stop(job).exists()

    def forget(self, job: int) -> None:
        with suppress(OSError):
            self._of_stop(job).unlink(missing_ok=True)

    def forget_worker(self, worker: int) -> None:
        """Remove what a worker that was killed has left."""
        for path in (self._of_worker(worker), self._of_progress(worker)):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def _is_alive(self, worker: int) -> bool:
        with suppress(OSError), self._of_worker(worker).open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def _of_worker(self, worker: int) -> Path:
        return self._folder / f"worker-{worker}"

    def _of_progress(self, worker: int) -> Path:
        return self._folder / f"progress-{worker}"

    def _of_stop(self, job: int) -> Path:
        return self._folder / f"stop-{job}"
