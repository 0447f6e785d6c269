"""Documents that are not those that were frozen: told of at once, and left out of every list."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator

from ropa.models import Version
from ropa.models.versions import DamagedDocument
from ropa.monitoring import events

# Each is told of once in so many seconds by each process, however often it is asked for.
TOLD_AGAIN_AFTER = 3600.0

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
    """Tell whoever runs the register, in the log and as an event."""
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


def damaged_lately() -> list[int]:
    """Return the places in the chain of the damaged documents that this process met lately."""
    now = time.monotonic()
    return sorted(each for each, told in _told.items() if now - told < TOLD_AGAIN_AFTER)
