"""Note down outside the database which package was made, so that who changes it is found out."""

from __future__ import annotations

import logging
from pathlib import Path

from django.conf import settings

from ropa.documents.heads import HEADS_LOGGER, Head, NotedPackage
from ropa.documents.heads_file import add_line
from ropa.monitoring import events
from ropa.witnesses.tasks import ask_to_send_package

_log = logging.getLogger(__name__)
_heads = logging.getLogger(HEADS_LOGGER)


def note_package(manifest_digest: str, head: Head | None) -> None:
    """Write the SHA-256 of a package's manifest to the log, and to the file that HEADS_FILE names
    unless that has it, and have it sent to the places that HEADS_TO names.

    It never raises for the file: what cannot be written is an error in the log, which names it.
    """
    package = NotedPackage(manifest_digest, head.sequence if head else 0)
    line = str(package)
    _heads.info("%s", line)
    ask_to_send_package(package)
    if not settings.HEADS_FILE:
        return
    try:
        add_line(Path(settings.HEADS_FILE), line)
    except OSError as error:
        _log.error(
            "“%s” was not added to %s (%s). The package is sound: add the line once the file can "
            "be written.",
            line,
            settings.HEADS_FILE,
            error.strerror,
        )
        events.record("heads.failed", outcome="failed", version=head.sequence if head else None)
