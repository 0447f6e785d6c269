"""Freeze, as text, what was changed and decided since the version before, so that the chain of
versions holds it. The text stays as it is, whatever becomes of the tables and names in it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, partial
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import QuerySet

from ropa.documents.canonical import canonical_json, digest
from ropa.documents.verification import decisions_recorded_since
from ropa.models import Decision, FrozenHistory, Version
from ropa.models.attributed import person_name
from ropa.models.base import Recorded
from ropa.models.combined_queries import Growing, IdIn, read_added

from .links import Links, linking_fields, read_links
from .sources import record_name

# No more records are frozen with one version, but for those of the same instant: what a large
# import wrote is frozen with the next ones.
MOST_AT_ONCE = 5_000
_BEGINNING = datetime(1, 1, 2, tzinfo=UTC)
DECISIONS = "decision"
# Of the columns of a record, those that tell of it and not of the row.
_OF_THE_RECORD = {
    "history_id",
    "history_date",
    "history_change_reason",
    "history_type",
    "history_user_id",
}


@dataclass(frozen=True)
class HistorySince:
    """What happened since the history that was frozen last, up to an instant."""

    text: str
    until: datetime
    last_records: dict[str, int]

    @property
    def digest(self) -> str:
        return digest(self.text)

    def keep(self, version: Version) -> FrozenHistory:
        """Write it beside the version that carries its digest."""
        return FrozenHistory.objects.create(
            version=version,
            until=self.until,
            last_records=json.dumps(self.last_records),
            text=self.text,
        )


def history_since_frozen(until: datetime) -> HistorySince | None:
    """Return what was changed and decided since the last frozen history, up to an instant; `None`
    for nothing. Decisions that made a version are left out: the chain tells them.

    Must run in a transaction that lets no other add a version meanwhile.
    """
    before = FrozenHistory.objects.order_by("-version_id").defer("text").first()
    since = before.until if before else _BEGINNING
    last = json.loads(before.last_records) if before else {}
    read = partial(read_added, history_tables(), since, last)
    found = read(until, MOST_AT_ONCE)
    if len(found) == MOST_AT_ONCE:
        until = found[-1][1]
        found = read(until, 2**31)
    if not found:
        return None
    for table, _, row in found:
        last[table.kind] = max(last.get(table.kind, 0), getattr(row, table.number))
    records = [(table.kind, row) for table, _, row in found if table.kind != DECISIONS]
    began = decisions_recorded_since()
    text = canonical_json(
        {
            "since": since.isoformat() if before else None,
            "until": plain(until),
            "decisions_began": began.isoformat() if began else None,
            "people": _names({row.history_user_id for _, row in records}),
            "decisions": [row_values(row) for table, _, row in found if table.kind == DECISIONS],
            "changes": _changes(records),
        }
    )
    return HistorySince(text, until, last)


def row_values(row: Any) -> dict[str, Any]:
    """Return every column of a row by its name, as JSON has it; instants are in UTC."""
    return {
        field.attname: plain(getattr(row, field.attname)) for field in row._meta.concrete_fields
    }


@cache
def history_tables() -> tuple[Growing, ...]:
    """Return where history is kept: of each kind of recorded row, and the decisions."""
    models = [model for model in apps.get_models() if issubclass(model, Recorded)]
    kept = [
        Growing(model._meta.label_lower, partial(_records, model), "history_id", "history_date")
        for model in sorted(models, key=lambda model: model._meta.label_lower)
    ]
    return (*kept, Growing(DECISIONS, _decisions, "id", "decided_at"))


def _records(model: Any) -> QuerySet[Any]:
    return model.history.all()


def _decisions() -> QuerySet[Decision]:
    return Decision.objects.filter(version=None)


def _changes(records: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    links = _links(records)
    return [
        {
            "record": record_name(type(row.instance), row.history_id),
            "row": row.id,
            "happened": row.history_type,
            "when": plain(row.history_date),
            "who": row.history_user_id,
            "note": row.history_change_reason or "",
            "values": {
                name: value for name, value in row_values(row).items() if name not in _OF_THE_RECORD
            }
            | {
                name: sorted(keys)
                for name, keys in links.get((type(row.instance), row.history_id), {}).items()
            },
        }
        for kind, row in records
    ]


def _links(records: list[tuple[str, Any]]) -> Links:
    numbers: dict[Any, list[int]] = {}
    for kind, row in records:
        numbers.setdefault(apps.get_model(kind), []).append(row.history_id)
    return read_links(
        (field, IdIn("history_id", found))
        for model, found in numbers.items()
        for field in linking_fields(model)
    )


def _names(people: Iterable[int | None]) -> dict[str, str]:
    keys = {key for key in people if key is not None}
    if not keys:
        return {}
    return {str(user.pk): person_name(user) for user in User.objects.filter(pk__in=keys)}


def plain(value: Any) -> Any:
    """Return what stands in a column as JSON has it; instants are in UTC."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case None | bool() | int() | str() | list() | dict():
            return value
        case _:
            return str(value)
