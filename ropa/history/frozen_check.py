"""Compare the history as it is kept today with what was frozen of it."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator
from datetime import datetime
from typing import Any

from ropa.models import FrozenHistory
from ropa.models.combined_queries import Growing

from .frozen import DECISIONS, history_tables, plain, row_values
from .sources import record_name

# So many of the records that are not as they were are named; the others are counted.
_NAMED = 5
_AT_A_TIME = 500


def history_faults() -> list[str]:
    """Return what was changed, added or deleted behind the register's back among the records of
    changes and the decisions that made no version, in sentences.

    What rows said is not compared: later releases may keep it in other columns. Takes a query for
    each table, and memory for a number for each record.
    """
    newest = FrozenHistory.objects.order_by("-version_id").defer("text").first()
    if newest is None:
        return []
    frozen = {hash(mark) for mark in _frozen_marks()}
    others = []
    for table in history_tables():
        for mark in _kept_marks(table, newest.until):
            if hash(mark) in frozen:
                frozen.discard(hash(mark))
            else:
                others.append(mark)
    gone = [mark for mark in _frozen_marks() if hash(mark) in frozen] if frozen else []
    changed = {mark[0] for mark in gone} & {mark[0] for mark in others}
    return [
        said
        for what, records in (
            ("changed", changed),
            ("deleted", {mark[0] for mark in gone} - changed),
            ("added", {mark[0] for mark in others} - changed),
        )
        if (said := _sentence(what, sorted(map(str, records))))
    ]


def _sentence(what: str, records: list[str]) -> str:
    if not records:
        return ""
    more = f" and {len(records) - _NAMED} more" if len(records) > _NAMED else ""
    return f"Since it was frozen, this was {what}: {', '.join(records[:_NAMED])}{more}."


def _frozen_marks() -> Iterator[tuple[Hashable, ...]]:
    """The name of each record that was frozen, with what is compared of it."""
    kinds = {table.kind for table in history_tables()}
    for row in FrozenHistory.objects.iterator(_AT_A_TIME):
        history = json.loads(row.text)
        for change in history["changes"]:
            # A later release may keep no such rows.
            if change["record"].split()[0] not in kinds:
                continue
            yield change["record"], change["when"], change["row"], change["happened"]
        for decision in history["decisions"]:
            yield f"{DECISIONS} {decision['id']}", *decision.values()


def _kept_marks(table: Growing, until: datetime) -> Iterator[tuple[Hashable, ...]]:
    rows: Any = table.rows().filter(**{f"{table.instant}__lte": until}).order_by()
    if table.kind == DECISIONS:
        for decision in rows.iterator(_AT_A_TIME):
            yield f"{DECISIONS} {decision.pk}", *dict(sorted(row_values(decision).items())).values()
        return
    model = rows.model.instance_type
    columns = ("history_id", "history_date", "id", "history_type")
    for number, at, row, happened in rows.values_list(*columns).iterator(_AT_A_TIME):
        yield record_name(model, number), plain(at), row, happened
