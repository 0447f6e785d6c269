"""A page made a PDF: in a process of its own, one register at a time, for so long and no longer."""

from __future__ import annotations

import hashlib
import logging
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import IO

from django.conf import settings

from ropa.reports.zipped import pieces
from ropa.typesetting.libraries import PACKAGES, can_make_pdfs
from ropa.typesetting.process import locked, started

from .limits import LONGEST, NotOnPaper, took_too_long

logger = logging.getLogger(__name__)

STYLE = "ropa/register-pdf.css"
# How long to wait until another register has been made, in seconds.
PATIENCE = 120
_PAUSE = 0.1
# Whoever waits takes up a thread of the process: the others are for those who do not.
_places_to_wait = BoundedSemaphore(2)
_BUSY = "Another PDF of the register is being made. Try again in a few minutes."


class Busy(NotOnPaper):
    """Another register is being made."""


def check_machine() -> None:
    """Raise `NotOnPaper` if this machine lacks what PDFs are made with."""
    if not can_make_pdfs():
        raise NotOnPaper(
            "This machine cannot make PDFs. Choose another form, or ask whoever keeps it to "
            f"install {PACKAGES}."
        )


def typeset(page: str) -> Iterator[bytes]:
    """Return the PDF of a page, piece by piece, once all of it is made: the same bytes for the
    same page on the same machine.

    The lock is not that of the notices' PDFs: no reader waits for a register. Raises `Busy`,
    `TooLarge`, or `NotOnPaper` if typesetting fails.
    """
    name = hashlib.sha256(page.encode()).hexdigest()
    with _turn() as lock, TemporaryDirectory() as folder:
        target = Path(folder) / f"{name}.pdf"
        _make(target, page, lock)
        # An open file outlives its folder.
        made = target.open("rb")
    return _read(made)


def _read(made: IO[bytes]) -> Iterator[bytes]:
    with made:
        yield from pieces(made)


@contextmanager
def _turn() -> Iterator[IO[str]]:
    """Wait until no other process makes a register, and keep them from it meanwhile."""
    if not _places_to_wait.acquire(blocking=False):
        raise Busy(_BUSY)
    try:
        until = time.monotonic() + PATIENCE
        while (lock := locked(Path(settings.PDF_FOLDER) / "register-lock")) is None:
            if time.monotonic() > until:
                raise Busy(_BUSY)
            time.sleep(_PAUSE)
        with lock:
            yield lock
    finally:
        _places_to_wait.release()


def _make(target: Path, page: str, lock: IO[str]) -> None:
    process = started(target, page, lock, seconds=LONGEST, styles=[STYLE])
    try:
        status = process.wait()
    finally:
        # Where whoever waited was stopped, nobody needs it.
        process.kill()
        process.wait()
    if status == -signal.SIGALRM:
        raise took_too_long()
    if status:
        logger.error("A PDF of the register was not made: the process ended with %s.", status)
        raise NotOnPaper(
            "The PDF could not be made. Choose another form, and tell whoever keeps the register."
        )
