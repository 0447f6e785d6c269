"""Look at everything the register needs, within a bounded time and not more often than needed."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass, field

from django.db import connections

from . import checks

# An answer is given again for so long, however often it is asked for.
FRESH_SECONDS = 2.0
LONGEST_SECONDS = 3.0
SLOW = "It did not answer in time."

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Readiness:
    """What was found: for each check what is wrong with it, or nothing."""

    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_ready(self) -> bool:
        """Whether anybody can be shown anything."""
        return not any(self.problems.get(name) for name in checks.NEEDED)

    @property
    def word(self) -> str:
        """How it is, in a word: `ok`, `degraded` (the public reads all the same), `failed`."""
        if not self.is_ready:
            return "failed"
        return "degraded" if any(self.problems.values()) else "ok"


def examine() -> Readiness:
    """Run every check, one after the other, now."""
    every = {**checks.NEEDED, **checks.WATCHED}
    return Readiness({name: _examined(name, check) for name, check in every.items()})


def _examined(name: str, check: checks.Check) -> str:
    try:
        return check()
    except Exception:
        logger.exception("The health check “%s” failed itself", name)
        return "The check itself failed: see the log."


class Examiner:
    """Examines in a thread of its own, so that whoever asks never waits longer than a few seconds
    and however many ask, the database is asked by one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: Future[Readiness] | None = None
        self._found: tuple[float, Readiness] | None = None

    def readiness(self) -> Readiness:
        """Return what was found a moment ago, or is found now."""
        with self._lock:
            if self._found and time.monotonic() - self._found[0] < FRESH_SECONDS:
                return self._found[1]
            if self._running is None:
                self._running = Future()
                # A daemon: a database that never answers must not keep the process from ending.
                threading.Thread(target=_examine, args=[self._running], daemon=True).start()
            running = self._running
        try:
            found = running.result(timeout=LONGEST_SECONDS)
        except TooLate:
            return Readiness(dict.fromkeys({**checks.NEEDED, **checks.WATCHED}, SLOW))
        with self._lock:
            if self._running is running:
                self._running, self._found = None, (time.monotonic(), found)
        return found


def _examine(asked: Future[Readiness]) -> None:
    try:
        asked.set_result(examine())
    finally:
        connections.close_all()
