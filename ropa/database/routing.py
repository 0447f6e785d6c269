"""Which copy of the database is read: the public reads from the replica, if there is one.

Only inside `from_replica()`, which `ropa.database.public_reading` is the only one to use, and only
rows of the record: sessions, accounts, jobs and whatever is counted are read where they are
written. Nothing is ever written to the replica: the router never names it for that, its connections
are read-only by their own setting, and the server refuses too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from django.conf import settings
from django.db.models import Model

PRIMARY: Final = "default"
REPLICA: Final = "replica"

_reading_from_replica: ContextVar[bool] = ContextVar("reading_from_replica", default=False)


@contextmanager
def from_replica() -> Iterator[None]:
    """Read the record from the replica inside this block."""
    before = _reading_from_replica.get()
    _reading_from_replica.set(True)
    try:
        yield
    finally:
        _reading_from_replica.set(before)


def is_reading_from_replica() -> bool:
    """Say whether the record is read from the replica here."""
    return _reading_from_replica.get()


class ReplicaRouter:
    """Django asks this of every query: see “Using routers” in its documentation."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str | None:
        """Return the replica for rows of the record that the public reads."""
        if not is_reading_from_replica():
            return None
        # A model may say otherwise.
        is_record = model._meta.app_label in {"ropa", *settings.EXTENSIONS}
        return REPLICA if getattr(model, "read_from_replica", is_record) else None

    def db_for_write(self, _model: type[Model], **_hints: Any) -> str:
        """Return the primary: nothing else is written."""
        return PRIMARY

    def allow_relation(self, *_rows: Model, **_hints: Any) -> bool:
        """Say that rows of both may point at each other: they are the same rows."""
        return True

    def allow_migrate(self, db: str, *_labels: str, **_hints: Any) -> bool:
        """Say that the primary alone is migrated: the replica follows it."""
        return db == PRIMARY
