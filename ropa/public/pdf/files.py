"""The PDF of each version, as a file made once.

A file is named for everything it is made from, so one that is there is right, and nobody changes
it. It is made by `typesetting` in a process of its own, since typesetting a long notice takes many
seconds and would hold up every page that a web process serves meanwhile. One is made at a time, for
all processes of the register together: whoever makes one holds the lock of the folder, and the
lock goes with the process. So any number of readers can ask and one core is busy.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread
from typing import IO

from django.conf import settings

from ropa.models import Version
from ropa.public.deployment import deployment

_FONTS = Path(__file__).parent / "fonts.conf"
_OURS = re.compile(r"[0-9a-f]{64}\.(pdf|part)")
# Where the libraries are, on machines that do not know it themselves.
_SEARCHED = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")
# What takes longer than this many seconds will never be done.
LONGEST = 180
_PAUSE = 0.05


class NotMade(Exception):
    """The PDF could not be made. The message says why, to staff."""


class NotYetMade(Exception):
    """The PDF, or another before it, is still being made."""


def file_of(version: Version, origin: str) -> Path:
    """Return where the PDF of a version is or will be, with `origin` as the address of the site."""
    made_from = (version.row_hash, deployment().digest, settings.REGISTER_NAME, origin)
    name = hashlib.sha256("\n".join(made_from).encode()).hexdigest()
    return Path(settings.PDF_FOLDER) / f"{name}.pdf"


def made(path: Path, page: Callable[[], str], seconds: float) -> bytes:
    """Return what is in the file at `path`, which is made from `page` unless it is there.

    Raises `NotYetMade` after so many seconds (what has been started goes on), and `NotMade` if
    there will be no file.
    """
    until = time.monotonic() + seconds
    while (content := content_of(path)) is None:
        if lock := _locked(path.parent):
            with lock:
                # Another process may have made it while this one came to the lock.
                process = None if path.exists() else _started(path, page(), lock)
            if process:
                _wait(process, until)
        elif time.monotonic() > until:
            raise NotYetMade("Another one is still being made.")
        else:
            time.sleep(_PAUSE)
    return content


def content_of(path: Path) -> bytes | None:
    """Return what is in a file, or None if it has not been made."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def clear(folder: Path, keep: Iterable[Path]) -> int:
    """Remove the files that were made in a folder, but for those to keep, and say how many.

    What anybody else put there stays, and so does what is just being written.
    """
    kept = {path.name for path in keep}
    longest_ago = time.time() - 2 * LONGEST
    removed = 0
    for path in folder.glob("*"):
        if not _OURS.fullmatch(path.name) or path.name in kept:
            continue
        with suppress(FileNotFoundError):
            if path.suffix == ".pdf" or path.stat().st_mtime < longest_ago:
                path.unlink()
                removed += 1
    return removed


def _locked(folder: Path) -> IO[str] | None:
    """Return the lock of a folder, taken, or None if another process has it."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = (folder / "lock").open("a")
    with suppress(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return lock
    lock.close()
    return None


def _started(path: Path, page: str, lock: IO[str]) -> subprocess.Popen[bytes]:
    """Start to typeset a page. The lock is the process's too, and free when that has ended."""
    program = [sys.executable, "-m", "ropa.public.pdf.typesetting"]
    command = [*program, str(path), str(settings.STATICFILES_DIRS[0]), str(LONGEST)]
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


def _wait(process: subprocess.Popen[bytes], until: float) -> None:
    try:
        status = process.wait(max(0.0, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        # Nobody waits for it any more, but its end must be taken note of.
        Thread(target=process.wait, daemon=True).start()
        raise NotYetMade("It is still being made.") from None
    if status:
        raise NotMade(f"The process that makes it ended with status {status}.")
