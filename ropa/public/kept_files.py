"""Files that take long to make, made once for all who ask.

A file is named for everything it is made from, so one that is there is right. One is made at a
time, for all processes of the register together, under the lock of the folder; the lock goes with
the process. A file that takes the place of another removes it: whoever is reading that reads on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO

from ropa.typesetting.process import locked

_PAUSE = 0.05


class NotYetMade(Exception):
    """The file is still being made for somebody else."""


def kept(
    path: Path, make: Callable[[], Iterable[bytes]], *, replaces: str, seconds: float
) -> IO[bytes]:
    """Return the file at `path`, open to be read, and make it unless it is there.

    `replaces` is the pattern of the names of those that it takes the place of. Raises `NotYetMade`
    if somebody else is making one for longer than so many seconds.
    """
    until = time.monotonic() + seconds
    while True:
        with suppress(FileNotFoundError):
            return path.open("rb")
        if lock := locked(path.parent / "lock"):
            with lock:
                # Another process may have made it while this one came to the lock.
                if not path.exists():
                    _make(path, make, replaces)
        elif time.monotonic() > until:
            raise NotYetMade("Another file is still being made.")
        else:
            time.sleep(_PAUSE)


def _make(path: Path, make: Callable[[], Iterable[bytes]], replaces: str) -> None:
    # Under the lock nobody else writes there: what is left of a making that broke off can go.
    part = path.with_suffix(".part")
    with part.open("wb") as written:
        written.writelines(make())
    former = [other for other in path.parent.glob(replaces) if other != path]
    part.replace(path)
    for other in former:
        other.unlink(missing_ok=True)
