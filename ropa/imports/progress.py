"""How far an import has come that runs in a process of its own, told outside the database.

While an import is written nobody else can write to SQLite, so its progress cannot stand there. It
stands in a small file in `WORK_FOLDER`. Whoever works on the import holds the lock of the file, and
the lock goes with the process: so it is seen at once when one has died.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

from ropa.digits import whole_number

_READING, _WAITING = "Reading the file", "Waiting for another import to end"
# Whoever works holds its lock.
_TURN = "turn"
# Whoever looks whether somebody works holds the lock for a moment.
_TRIES, _PAUSE = 20, 0.05


class AlreadyAtWork(Exception):
    """Another process works on the same import."""


@dataclass(frozen=True)
class Progress:
    """What is being done, how many rows are done and how many there are; 0 if that is unknown."""

    doing: str
    done: int = 0
    total: int = 0


class Report:
    """What a process tells of its work."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def doing(self, what: str) -> None:
        self._tell(f"0 0 {what}")

    def rows(self, done: int, total: int) -> None:
        self._tell(f"{done} {total} Going through the rows")

    def _tell(self, line: str) -> None:
        self._file.seek(0)
        self._file.write(line)
        self._file.truncate()
        self._file.flush()


@contextmanager
def at_work(key: int) -> Iterator[Report]:
    """Be the one who works on the import with that key, after others that are at work.

    One import is worked on at a time on a machine, so that they do not take its memory together.
    Raises `AlreadyAtWork`, and `OSError` if the folder cannot be written.
    """
    path = _path(key)
    make_room()
    path.touch()
    with path.open("r+") as own, (path.parent / _TURN).open("a") as turn:
        if not _locked(own, tries=_TRIES):
            raise AlreadyAtWork
        report = Report(own)
        if not _locked(turn, tries=1):
            report.doing(_WAITING)
            fcntl.flock(turn, fcntl.LOCK_EX)
        report.doing(_READING)
        try:
            yield report
        finally:
            path.unlink(missing_ok=True)


def make_room() -> None:
    """Make the folder in which progress is told. Raises `OSError` if it cannot be written."""
    folder = _path(0).parent
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _TURN).touch()


def progress_of(key: int) -> Progress | None:
    """Return how far the work on an import has come; `None` if nobody on this machine works on
    it."""
    with suppress(FileNotFoundError, NotADirectoryError), _path(key).open() as told:
        try:
            fcntl.flock(told, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _read(told.read())
    return None


def _read(line: str) -> Progress:
    done, _, rest = line.partition(" ")
    total, _, doing = rest.partition(" ")
    so_far, whole = whole_number(done), whole_number(total)
    if so_far is not None and whole is not None:
        return Progress(doing, so_far, whole)
    return Progress(_READING)  # it is being written this moment


def _path(key: int) -> Path:
    return Path(settings.WORK_FOLDER) / "imports" / str(key)


def _locked(file: IO[str], *, tries: int) -> bool:
    for _ in range(tries):
        with suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        time.sleep(_PAUSE)
    return False
