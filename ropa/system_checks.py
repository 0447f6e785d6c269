"""What `manage.py check` says about an installation beyond Django's own checks."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import connection

from ropa.typesetting import libraries


def heads_are_kept(**_asked: Any) -> list[checks.CheckMessage]:
    """Warn where the heads of the chain are not kept in a file, or cannot be."""
    if not settings.HEADS_FILE:
        return [
            checks.Warning(
                "HEADS_FILE is not set, so the heads of the versions are in the log alone.",
                hint="Set it to a file on a disk that is kept apart from the database: "
                "docs/evidence.md says what for.",
                id="ropa.W001",
            )
        ]
    path = Path(settings.HEADS_FILE)
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        return [
            checks.Warning(
                f"HEADS_FILE names {path}, which cannot be written.",
                hint="Make its folder, and let the register write there.",
                id="ropa.W002",
            )
        ]
    return []


def pdfs_can_be_made(**_asked: Any) -> list[checks.CheckMessage]:
    """Warn where the machine lacks what PDFs are made with."""
    if absent := libraries.missing_libraries():
        return [
            checks.Warning(
                f"No PDFs can be made: this machine has no {', '.join(absent)}.",
                hint=f"On Debian and Ubuntu: apt-get install {libraries.PACKAGES}. Without them "
                "the pages offer no PDF; all else works.",
                id="ropa.W003",
            )
        ]
    return []


def address_is_known(**_asked: Any) -> list[checks.CheckMessage]:
    """Refuse to start without the address of the site, but while trying it out."""
    if settings.DEBUG or settings.REGISTER_ADDRESS:
        return []
    return [
        checks.Error(
            "REGISTER_ADDRESS is not set, so nobody knows which address PDFs are to print.",
            hint="Set it to the address by which the public reaches the register, such as "
            "https://register.example.org.",
            id="ropa.E002",
        )
    ]


_SEARCH = "CREATE VIRTUAL TABLE tried USING fts5(tokens)"


def search_can_be_made(**_asked: Any) -> list[checks.CheckMessage]:
    """Refuse to start on SQLite where this Python's has no full-text search (FTS5)."""
    if connection.vendor != "sqlite":
        return []
    with closing(sqlite3.connect(":memory:")) as memory:
        try:
            memory.execute(_SEARCH)
        except sqlite3.OperationalError as error:
            return [
                checks.Error(
                    f"The public site cannot be searched: {error}.",
                    hint="Use a Python whose SQLite has FTS5, as those of Debian, Ubuntu and "
                    "python.org have, or use PostgreSQL.",
                    id="ropa.E001",
                )
            ]
    return []
