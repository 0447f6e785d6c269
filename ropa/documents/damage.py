"""Documents that are not those that were frozen: told of at once, and left out of every list."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator

from django.dispatch import Signal

from ropa.models import Version
from ropa.models.versions import DamagedDocument
from ropa.monitoring import events

# Each is told of once in so many seconds by each process, however often it is asked for.
TOLD_AGAIN_AFTER = 3600.0

# Sent with the `sequence` of a version. Receivers must not raise.
found_damaged = Signal()

_log = logging.getLogger(__name__)
_told: dict[int, float] = {}


def whole(versions: Iterable[Version]) -> Iterator[Version]:
    """Yield the versions whose documents are those that were frozen. Others are reported and left
    out, so that one of them never takes a list away from everybody."""
    for version in versions:
        try:
            version.frozen_text  # noqa: B018 -- it is looked at for what it raises
        except DamagedDocument as error:
            report(error)
        else:
            yield version


def report(error: DamagedDocument) -> None:
    """Tell whoever runs the register: in the log, as an event, and by mail."""
    now = time.monotonic()
    if now - _told.get(error.sequence, -TOLD_AGAIN_AFTER) < TOLD_AGAIN_AFTER:
        return
    _told[error.sequence] = now
    _log.critical(
        "The document of version %s does not have the digest it was frozen with. It is shown to "
        "nobody until that is put right. Run verify_versions: docs/evidence.md says what to do.",
        error.sequence,
    )
    events.record("document.damaged", outcome="failed", version=error.sequence)
    found_damaged.send(sender=Version, sequence=error.sequence)
