"""The time of a new version: never before the version before it, nor far ahead.

The order of versions is that of the chain, and what applied on a day is found by their instants. A
clock set back would put a version before its predecessor; one far ahead would hold up every later
decision until its day comes.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone

from ropa.dates import second_in_words

from .refusal import Refused

# Clocks of several machines, and one that is set right bit by bit, differ by no more.
TOLERANCE = timedelta(seconds=5)
# What the server's clock may differ from the database's, or move by while the process runs.
FARTHEST = timedelta(minutes=1)

_NOTHING_LOST = "Nothing was decided, and what you wrote is still on this page."


def instant_after(previous: datetime | None) -> datetime:
    """Return the instant of a version that is made now and follows one made at `previous`.

    Raises `Refused` if the clock is behind `previous` by more than `TOLERANCE`, or cannot be right.
    """
    now = timezone.now()
    _refuse_if_wrong(now)
    if previous is None or now > previous:
        return now
    if previous - now > TOLERANCE:
        raise Refused(
            f"The server’s clock says {second_in_words(now)}, but the newest version was made at "
            f"{second_in_words(previous)}. A version cannot come before the one before it. "
            f"{_NOTHING_LOST} Ask whoever runs the register to set the clock right, then try again."
        )
    return previous + timedelta(microseconds=1)


def _refuse_if_wrong(now: datetime) -> None:
    other = reference_clock()
    if abs(now - other) > FARTHEST:
        which = "the database’s" if connection.vendor == "postgresql" else "the time since it began"
        raise Refused(
            f"The server’s clock says {second_in_words(now)}, but by {which} it is "
            f"{second_in_words(other)}. {_NOTHING_LOST} Ask whoever runs the "
            "register to set the clock right and restart the register, then try again."
        )


def reference_clock() -> datetime:
    """Return the time by another clock than the one versions are dated by.

    With PostgreSQL it is that of the database, one for all servers. With SQLite it is when this
    process began and the time that went by since, which setting the clock does not change.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            (now,) = cursor.fetchone()
        return now
    return _BEGAN + timedelta(seconds=_elapsed() - _BEGAN_AT)


def _elapsed() -> float:
    # It counts the time a machine sleeps, where there is such a clock.
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime(clock)


_BEGAN, _BEGAN_AT = datetime.now(UTC), _elapsed()
