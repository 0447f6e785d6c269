"""Whether the replica answers. While it does not, the public reads from the primary."""

from __future__ import annotations

import logging
import time
from threading import Lock

from django.db import DatabaseError, InterfaceError, connections

from .failures import reason_of
from .routing import REPLICA

logger = logging.getLogger(__name__)

# So many seconds it is left alone after it failed, so that not every reader waits for it in vain.
PAUSE = 30.0


class _State:
    """What this process knows of the replica."""

    lock = Lock()
    # When to try it again, by the monotonic clock; 0 while it answers.
    try_again_at = 0.0


def is_usable() -> bool:
    """Say whether there is a replica and it answers; connects this thread to it.

    While it is away, one request in `PAUSE` seconds tries it, for as long as connecting may take.
    """
    if REPLICA not in connections.settings or not _may_be_tried():
        return False
    connection = connections[REPLICA]
    try:
        # What Django does before the first statement of a request, and no more than once.
        connection.close_if_health_check_failed()
        connection.ensure_connection()
    except (DatabaseError, InterfaceError) as error:
        suspend(error)
        return False
    _State.try_again_at = 0.0
    return True


def suspend(error: BaseException) -> None:
    """Leave the replica alone for a while: it could not be read."""
    _State.try_again_at = time.monotonic() + PAUSE
    logger.error(
        "The replica cannot be read (%s): the public reads from the primary for %d seconds",
        reason_of(error),
        PAUSE,
    )


def _may_be_tried() -> bool:
    if not _State.try_again_at:
        return True
    with _State.lock:
        now = time.monotonic()
        if now < _State.try_again_at:
            return False
        # Others do not wait for what this one finds out.
        _State.try_again_at = now + PAUSE
        return True
