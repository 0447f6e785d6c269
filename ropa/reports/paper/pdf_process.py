"""Typeset a report as PDF in a process of its own, one at a time and within a time limit."""

from __future__ import annotations

import hashlib
import logging
from threading import BoundedSemaphore

from ropa.typesetting import process
from ropa.typesetting.libraries import PACKAGES, can_make_pdfs

from .limits import LONGEST, NotOnPaper, took_too_long

logger = logging.getLogger(__name__)

STYLE = "ropa/register-pdf.css"
# A document's identifier is shorter than a digest.
_IDENTIFIER = 32
# It takes a core and some hundred megabytes: each process of the server makes one at a time.
_turn = BoundedSemaphore(1)
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


def typeset(page: str) -> bytes:
    """Return the PDF of a page: the same bytes for the same page on the same machine.

    Raises `Busy`, `TooLarge`, or `NotOnPaper` if typesetting fails.
    """
    if not _turn.acquire(blocking=False):
        raise Busy(_BUSY)
    identifier = hashlib.sha256(page.encode()).hexdigest()[:_IDENTIFIER]
    try:
        return process.typeset(page, identifier, seconds=LONGEST, styles=[STYLE])
    except process.TookTooLong as error:
        raise took_too_long() from error
    except process.NotTypeset as error:
        logger.error("A PDF of the register was not made: %s", error)
        raise NotOnPaper(
            "The PDF could not be made. Choose another form, and tell whoever keeps the register."
        ) from error
    finally:
        _turn.release()
