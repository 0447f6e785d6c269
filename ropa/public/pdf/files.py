"""The PDF of each version, as a file made once.

A file is named for everything it is made from, so one that is there is right, and nobody changes
it. It is made in a process of its own (`ropa.typesetting`). One is made at a time, for all
processes of the register together: whoever makes one holds the lock of the folder. So any number of
readers can ask and one core is busy.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from threading import Thread

from django.conf import settings

from ropa.deployment import deployment
from ropa.models import Version
from ropa.typesetting.process import locked, started

_OURS = re.compile(r"[0-9a-f]{64}\.(pdf|part)")
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
        if lock := locked(path.parent / "lock"):
            with lock:
                # Another process may have made it while this one came to the lock.
                there = path.exists()
                process = None if there else started(path, page(), lock, seconds=LONGEST)
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


def _wait(process: subprocess.Popen[bytes], until: float) -> None:
    try:
        status = process.wait(max(0.0, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        # Nobody waits for it any more, but its end must be taken note of.
        Thread(target=process.wait, daemon=True).start()
        raise NotYetMade("It is still being made.") from None
    if status:
        raise NotMade(f"The process that makes it ended with status {status}.")
