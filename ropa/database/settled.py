"""Up to when nothing more can be written that says it was written then."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

# What the clocks of machines that write to one database may differ by.
_CLOCKS_DIFFER = timedelta(seconds=5)


def settled_by(now: datetime) -> datetime:
    """Return the latest instant of which all that was written is there to be read by now, as far as
    other transactions can tell.

    SQLite lets one write at a time, so in a transaction that writes it is `now`. With PostgreSQL it
    is a little before the oldest transaction of others began, whose rows nobody sees before its
    end. It is to be asked before the rows are read.
    """
    if connection.vendor != "postgresql":
        return now
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT LEAST(%s, clock_timestamp(), MIN(xact_start)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()",
            [now],
        )
        (oldest,) = cursor.fetchone()
    return oldest - _CLOCKS_DIFFER
