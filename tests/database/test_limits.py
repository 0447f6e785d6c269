"""How long a statement may run and wait: requests shorter than commands and background tasks."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from django.db import connection, connections

from ropa.database import limits


@pytest.fixture
def serving(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process serves requests."""
    monkeypatch.setattr(limits._Process, "serves_requests", False)
    limits.serve_requests()


def limits_in_force() -> dict[str, Any]:
    """What a new connection to the database in use is held to, in seconds."""
    limits.set_limits(connection=connections["default"])
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout")
            return {"lock": cursor.fetchone()[0] // 1000}
        cursor.execute(
            "SELECT split_part(name, '_timeout', 1), setting::int / 1000 FROM pg_settings "
            "WHERE name IN ('lock_timeout', 'statement_timeout')"
        )
        return dict(cursor.fetchall())


@pytest.mark.django_db
def test_requests_are_given_up_soon(settings, serving):
    settings.DATABASE_STATEMENT_SECONDS, settings.DATABASE_LOCK_SECONDS = 7, 3
    found = limits_in_force()
    assert found["lock"] == 3
    assert found.get("statement", 7) == 7


@pytest.mark.django_db
def test_commands_and_tasks_may_take_longer(settings, monkeypatch):
    monkeypatch.setattr(limits._Process, "serves_requests", False)
    settings.DATABASE_JOB_SECONDS, settings.DATABASE_JOB_LOCK_SECONDS = 900, 40
    found = limits_in_force()
    assert found["lock"] == 40
    assert found.get("statement", 900) == 900


@pytest.mark.django_db
def test_every_new_connection_is_told(monkeypatch):
    monkeypatch.setattr(limits, "limits", lambda: limits.Limits(statement=5, lock=6))
    # A new one: an SQLite database in memory ends with its last connection.
    fresh = connection.copy("fresh")
    with fresh.cursor() as cursor:
        asked = "PRAGMA busy_timeout" if fresh.vendor == "sqlite" else "SHOW lock_timeout"
        cursor.execute(asked)
        [told] = cursor.fetchone()
    fresh.close()
    assert told in {6000, "6s"}


def test_the_web_application_serves_requests():
    program = (
        "from ropa.database import limits; import ropa.wsgi; "
        "assert limits.limits().statement == 30, limits.limits()"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
