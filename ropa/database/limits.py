"""How long a statement may run, and wait for what others hold, before the database gives it up.

Whoever waits for a page is told soon; imports, exports, migrations and everything else that a
command or a background task does may take longer. A process does the one or the other, never both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

# A transaction of a request that was left open holds what it locked: a process that hangs, or a
# reader who takes a download and stops reading.
_IDLE_IN_TRANSACTION: Final = 300


@dataclass(frozen=True)
class Limits:
    """In seconds; 0 is without end."""

    statement: int
    lock: int
    idle_in_transaction: int = 0


class _Process:
    """What this process does: the web application says so when it is loaded."""

    serves_requests = False


def serve_requests() -> None:
    """Hold the connections that this process opens from now on to the limits of requests."""
    _Process.serves_requests = True


def limits() -> Limits:
    """Return the limits for this process."""
    if _Process.serves_requests:
        return Limits(
            settings.DATABASE_STATEMENT_SECONDS,
            settings.DATABASE_LOCK_SECONDS,
            _IDLE_IN_TRANSACTION,
        )
    return Limits(settings.DATABASE_JOB_SECONDS, settings.DATABASE_JOB_LOCK_SECONDS)


def set_limits(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Tell a new connection its limits. Connected to Django's signal `connection_created`."""
    given = limits()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA busy_timeout = {given.lock * 1000:d}")
            return
        cursor.execute(
            "SELECT set_config('statement_timeout', %s, false), "
            "set_config('lock_timeout', %s, false), "
            "set_config('idle_in_transaction_session_timeout', %s, false)",
            [f"{each}s" for each in (given.statement, given.lock, given.idle_in_transaction)],
        )
