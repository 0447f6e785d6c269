"""Report versions whose document lost its digest, and leave them out of every list."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator

from django.dispatch import Signal

from ropa.models import Version
from ropa.models.versions import DamagedDocument
from ropa.monitoring import events

# Each is told of once in so many seconds by each process, however often it is asked for.
REPORT_AGAIN_AFTER = 3600.0

# Sent with the `sequence` of a version. Receivers must not raise.
damage_found = Signal()

_log = logging.getLogger(__name__)
_reported_at: dict[int, float] = {}


def undamaged(versions: Iterable[Version]) -> Iterator[Version]:
    """Yield the versions whose documents still have the digest they were frozen with.

    Others are reported and left out, so that one damaged version never takes a list away.
    """
    for version in versions:
        try:
            version.frozen_text  # noqa: B018 -- it is looked at for what it raises
        except DamagedDocument as error:
            report_damage(error)
        else:
            yield version


def report_damage(error: DamagedDocument) -> None:
    """Tell whoever runs the register: in the log, as an event, and by mail."""
    now = time.monotonic()
    if now - _reported_at.get(error.sequence, -REPORT_AGAIN_AFTER) < REPORT_AGAIN_AFTER:
        return
    _reported_at[error.sequence] = now
    _log.critical(
        "The document of version %s does not have the digest it was frozen with. It is shown to "
        "nobody until that is put right. Run verify_versions: docs/evidence.md says what to do.",
        error.sequence,
    )
    events.record("document.damaged", outcome="failed", version=error.sequence)
    damage_found.send(sender=Version, sequence=error.sequence)
