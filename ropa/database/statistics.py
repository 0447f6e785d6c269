"""Let the database know how its tables are filled, so that it plans its queries by that.

PostgreSQL looks by itself some minutes after much has changed, and SQLite never does. Until then, a
query over a table that was empty a moment ago may be planned as if it still were.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

# Rows that are loaded together make a difference from here on.
MANY_ROWS = 1000


def gather_statistics(tables: Iterable[str] = ()) -> None:
    """Look at some tables by name, or at all of them."""
    names = [connection.ops.quote_name(table) for table in tables]
    with connection.cursor() as cursor:
        for statement in [f"ANALYZE {name}" for name in names] or ["ANALYZE"]:
            cursor.execute(statement)


def gather_statistics_after(rows: int) -> None:
    """Look at all tables once the current transaction is committed, if it brings many rows."""
    if rows >= MANY_ROWS:
        transaction.on_commit(gather_statistics, robust=True)
