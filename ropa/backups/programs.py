"""PostgreSQL's own programs, run against the database in DATABASE_URL."""

from __future__ import annotations

import os
import shutil
from typing import Final

from django.db import connection
from psycopg.conninfo import make_conninfo


class Failed(Exception):
    """A program of the database is absent or failed. The message says what, in a sentence."""


# Of what the connection is opened with, what libpq does not know.
_OF_DJANGO: Final = {"cursor_factory", "context", "prepare_threshold", "password", "options"}


def command(name: str, *arguments: str) -> list[str]:
    """Return the command that runs a program. Raises `Failed` if it is not installed."""
    found = shutil.which(name)
    if found is None:
        raise Failed(
            f"{name} is not installed: install PostgreSQL’s programs, of the server’s version or "
            "newer (on Debian and Ubuntu: apt-get install postgresql-client)."
        )
    return [found, *arguments]


def database() -> str:
    """Return the connection string of the database, without the password."""
    given = {
        name: value
        for name, value in connection.get_connection_params().items()
        if name not in _OF_DJANGO
    }
    return make_conninfo(**given)


def environment() -> dict[str, str]:
    """Return the environment for a program: the password is not among its arguments, which every
    user of the machine can see."""
    password = connection.settings_dict["PASSWORD"]
    return {**os.environ, "PGPASSWORD": password} if password else dict(os.environ)


def complaint(name: str, said: bytes) -> Failed:
    """Return the error for a program that failed, with the line that says why."""
    lines = said.decode(errors="replace").strip().splitlines() or ["it does not say why"]
    errors = [line for line in lines if "error:" in line.lower()]
    return Failed(f"{name} failed: {(errors or lines)[-1]}")
