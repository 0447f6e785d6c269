"""Note the head of the chain down outside the database, so that who holds that cannot rewrite it
unnoticed."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from django.conf import settings

from ropa.documents.heads import Head

_log = logging.getLogger(__name__)
HEADS_LOGGER = "ropa.heads"
_heads = logging.getLogger(HEADS_LOGGER)


def anchor(head: Head) -> None:
    """Write a head to the log and, as one line, to the end of the file that HEADS_FILE names.

    To be called once the version is committed. It is then public, so a file that cannot be
    written is no reason to fail: the log says so, as an error.
    """
    _heads.info("%s", head)
    if not settings.HEADS_FILE:
        return
    try:
        _append(Path(settings.HEADS_FILE), f"{head}\n".encode())
    except OSError as error:
        _log.error(
            "The head of version %s was not added to %s (%s). The version stands. Make the file "
            "writable, and add this line to it: %s",
            head.sequence,
            settings.HEADS_FILE,
            error.strerror or error,
            head,
        )


def _append(path: Path, line: bytes) -> None:
    # One write to a file opened for appending: lines of several processes never mix.
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        if os.write(file, line) != len(line):
            raise OSError("the disk is full")
        os.fsync(file)
    finally:
        os.close(file)
