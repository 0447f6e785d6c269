"""Typesetting in a process of its own, and a lock that goes with it.

Typesetting takes many seconds, and would hold up every page that a web process serves meanwhile.
Whoever starts a process holds a lock, which the process holds too: it is free when both have
ended, however they end. So one core is busy, however many ask.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings

_FONTS = Path(__file__).parent / "fonts.conf"
# Where the libraries are, on machines that do not know it themselves.
_SEARCHED = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")


def locked(path: Path) -> IO[str] | None:
    """Return the lock that is the file at `path`, taken, or None if another process has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = path.open("a")
    with suppress(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return lock
    lock.close()
    return None


def started(
    target: Path, page: str, lock: IO[str], *, seconds: int, styles: Sequence[str] = ()
) -> subprocess.Popen[bytes]:
    """Start to typeset a page of HTML as the file `target`, for so many seconds at most.

    `styles` are further style sheets, as paths within `static/`. The lock is the process's too, and
    free when that has ended.
    """
    program = [sys.executable, "-m", "ropa.typesetting.program"]
    command = [*program, str(target), str(settings.STATICFILES_DIRS[0]), str(seconds), *styles]
    # Nothing of the register's own environment, which holds its secrets.
    environment = {
        "FONTCONFIG_FILE": str(_FONTS),
        "PYTHONHASHSEED": "0",
        # There are none on purpose.
        "PYTHONWARNINGS": "ignore:No fonts configured in FontConfig",
    }
    environment |= {name: os.environ[name] for name in _SEARCHED if name in os.environ}
    with TemporaryFile() as written:
        written.write(page.encode())
        written.seek(0)
        return subprocess.Popen(  # noqa: S603 -- nothing in it is anybody's but ours
            command,
            stdin=written,
            stdout=subprocess.DEVNULL,
            cwd=settings.BASE_DIR,
            env=environment,
            pass_fds=[lock.fileno()],
        )
