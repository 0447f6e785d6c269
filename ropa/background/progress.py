"""The progress of the job that the current thread works on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from .channels import Progress


class Stopped(BaseException):
    """The work is to be left now. No `except Exception` holds it up, and transactions are rolled
    back on its way."""


class StoppedByWorker(Stopped):
    """The worker is to end, and the job took longer than it may wait: it is done anew later."""


class StoppedByPerson(Stopped):
    """Somebody has discarded the job."""


@dataclass
class Current:
    """The job that is worked on: written by its thread, read by the one that tells of it."""

    job: int
    attempts: int
    progress: Progress = field(default_factory=Progress)
    is_asked_to_stop: bool = False


_current: ContextVar[Current | None] = ContextVar("current_job", default=None)


def report_progress(done: int = 0, total: int = 0, doing: str = "") -> None:
    """Say what is being done, how much of it is done and how much there is (0 if unknown).

    It costs nothing, so it can be called for every row. Outside a job it does nothing. Raises
    `Stopped` if somebody has discarded the job: let it pass.
    """
    current = _current.get()
    if current is None:
        return
    if current.is_asked_to_stop:
        raise StoppedByPerson
    current.progress = Progress(doing or current.progress.doing, done, total)


@contextmanager
def working_on(current: Current) -> Iterator[None]:
    """Let `report_progress` speak of a job."""
    token = _current.set(current)
    try:
        yield
    finally:
        _current.reset(token)
