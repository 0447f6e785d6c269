"""Read histories in tests."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model, Q

from ropa.history.changes import RowChange
from ropa.history.filters import Filters
from ropa.history.sources import sources_of
from ropa.history.timeline import Timeline, timeline


def history_of(*rows: Model, page: int = 1, with_reasons: bool = False, **filters: Any) -> Timeline:
    """The timeline of some rows, as the filters choose it."""
    roots: dict[Any, Q] = {}
    for row in rows:
        roots[type(row)] = roots.get(type(row), Q()) | Q(id=row.pk)
    return timeline(sources_of(roots), Filters(**filters), page, with_reasons=with_reasons)


def changes_of(*rows: Model, **filters: Any) -> list[RowChange]:
    """Every change of the rows and their parts, the newest first."""
    told = history_of(*rows, **filters)
    return [change for occasion in told.occasions for change in reversed(occasion.changes)]


def save(row: Any, by: User | None = None, at: datetime | None = None, **fields: Any) -> None:
    """Save a row as if somebody had done it at another time."""
    for name, value in fields.items():
        setattr(row, name, value)
    row._history_user = by
    if at is not None:
        row._history_date = at
    row.save()


def field_changes(change: RowChange) -> dict[str, tuple[str, str]]:
    """What each field of a change said before and says after."""
    return {field.name: (field.before, field.after) for field in change.fields}
