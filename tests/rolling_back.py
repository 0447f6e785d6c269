"""Rows for a moment, in tests that ask the same of many things one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def rolled_back() -> Iterator[None]:
    """Undo at the end whatever was written to the database within."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
