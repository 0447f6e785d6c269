"""Whether the database itself still refuses to change or delete what is only ever added to."""

from __future__ import annotations

from django.db import connection

from ropa.models import Decision, Version

# As the migrations name the triggers, and how to ask for those that are there and switched on.
_TRIGGERS = {
    "sqlite": ("{}_no_update", "{}_no_delete", "{}_no_replace"),
    "postgresql": ("{}_append_only",),
}
_THERE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')",
}


def missing_triggers() -> list[str]:
    """Return the names of the triggers that were taken away or switched off."""
    with connection.cursor() as cursor:
        cursor.execute(_THERE[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    expected = [
        name.format(model._meta.db_table)
        for model in (Version, Decision)
        for name in _TRIGGERS[connection.vendor]
    ]
    return [name for name in expected if name not in there]
