"""The history of each entry, notice and reference row, as JSON files for the package."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import batched
from typing import Any

from django.db.models import Q

from ropa.history.changes import RowChange
from ropa.history.decision_records import DecisionRecord
from ropa.history.sources import sources_of
from ropa.history.timeline import Occasion, all_occasions
from ropa.models.base import Recorded
from ropa.tables.shapes import tables

from .verify import HISTORY

# So many rows' histories are held in memory at a time.
_AT_A_TIME = 25
# What belongs to another table's rows is told with them.
_TABLES_OF_NOTICES = {"sections"}


def histories(until: datetime) -> Iterator[tuple[str, bytes]]:
    """Yield the history of every row there is or was, up to an instant: the name of a file, such as
    `history/activities/RPA-0001.json`, and what stands in it."""
    for table, shape in tables().items():
        if table in _TABLES_OF_NOTICES:
            continue
        for keys in batched(_keys(shape.model, until), _AT_A_TIME):
            for key, occasions in _by_row(shape.model, keys, until).items():
                content = json.dumps(occasions, indent=1, ensure_ascii=False)
                yield f"{HISTORY}{table}/{key}.json", f"{content}\n".encode()


def _keys(model: Any, until: datetime) -> list[tuple[int, str]]:
    """The rows there are or were, with their natural keys as last recorded, in order of these."""
    records = model.history.filter(history_date__lte=until).order_by("history_date", "history_id")
    named = dict(records.values_list("id", model.key_field))
    return sorted(named.items(), key=lambda row: (row[1], row[0]))


def _by_row(
    model: type[Recorded], keys: tuple[tuple[int, str], ...], until: datetime
) -> dict[str, list[Any]]:
    names = _distinct_names(keys)
    sources = sources_of({model: Q(id__in=list(names))})
    found: dict[str, list[Any]] = {name: [] for name in names.values()}
    for root, occasion in all_occasions(sources, until):
        found[names[root]].append(_decision_line(occasion))
    return found


def _distinct_names(keys: tuple[tuple[int, str], ...]) -> dict[int, str]:
    """A name for each row: a key that was given to several rows gets their numbers."""
    given: dict[str, int] = defaultdict(int)
    for _, key in keys:
        given[key] += 1
    return {number: key if given[key] == 1 else f"{key}-{number}" for number, key in keys}


def _decision_line(occasion: Occasion) -> dict[str, Any]:
    line: dict[str, Any] = {"when": occasion.when.isoformat(), "who": occasion.who}
    if occasion.decided is not None:
        return line | _decided(occasion.decided)
    return line | {"changes": [_change(change) for change in occasion.changes]}


def _decided(decided: DecisionRecord) -> dict[str, Any]:
    line: dict[str, Any] = {"decided": decided.label, "reason": decided.reason}
    if decided.version is not None:
        line["version"] = decided.version.number
        line["change_note"] = decided.version.change_note
    return line


def _change(change: RowChange) -> dict[str, Any]:
    return {
        "happened": change.kind.value,
        "what": change.row_title,
        "note": change.reason,
        "fields": [
            {"field": field.name, "before": field.before, "after": field.after}
            for field in change.fields
        ],
    }
