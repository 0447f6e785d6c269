"""Note the head of the chain down outside the database, so that who holds that cannot rewrite it
unnoticed."""

from __future__ import annotations

import logging
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from ropa.documents.heads import HEADS_LOGGER, Head
from ropa.documents.heads_file import append_missing_heads
from ropa.monitoring import events

_log = logging.getLogger(__name__)
_heads = logging.getLogger(HEADS_LOGGER)


def anchor(head: Head) -> None:
    """Write a head to the log, and add it to the file that HEADS_FILE names, after any that the
    file lacks.

    To be called once the version is committed. It is then public, so a file that cannot be
    written is no reason to fail: the log says so, as an error, and the next head or the periodic
    task adds it.
    """
    _heads.info("%s", head)
    note_missing_heads(head)


def note_missing_heads(head: Head | None = None) -> int:
    """Add what HEADS_FILE lacks to it, and return how many heads those were.

    It never raises: what cannot be written is an error in the log.
    """
    if not settings.HEADS_FILE:
        return 0
    try:
        written = append_missing_heads(Path(settings.HEADS_FILE), head)
    except (OSError, DatabaseError) as error:
        _log_failure(error, head)
        return 0
    if len(written) > 1:
        _log.warning(
            "%s lacked the heads of versions %s to %s. They were added now, later than the "
            "versions were made.",
            settings.HEADS_FILE,
            written[0].sequence,
            written[-2].sequence if head else written[-1].sequence,
        )
        events.record("heads.late", heads=len(written))
    return len(written)


def _log_failure(error: Exception, head: Head | None) -> None:
    reason = getattr(error, "strerror", None) or str(error)
    lost = f"The head of version {head.sequence} was" if head else "Heads that it lacks were"
    _log.error(
        "%s not added to %s (%s). No version is lost, and nothing in the file was changed. Make it "
        "writable: what is missing is then added by itself.%s",
        lost,
        settings.HEADS_FILE,
        reason,
        f" The head is: {head}" if head else "",
    )
    events.record("heads.failed", outcome="failed", version=head.sequence if head else None)
