"""The history of each entry, notice and reference row, as JSON files for the package."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import batched
from typing import Any

from django.db.models import Q

from ropa.documents.heads import Head
from ropa.history.changes import RowChange
from ropa.history.decision_records import DecisionRecord
from ropa.history.sources import sources_of
from ropa.history.timeline import Occasion, all_occasions
from ropa.models import FrozenHistory
from ropa.models.base import Recorded
from ropa.tables.shapes import tables

from .verify import HISTORY, name_of

# So many rows' histories are held in memory at a time.
_AT_A_TIME = 25
# What belongs to another table's rows is told with them.
_TABLES_OF_NOTICES = {"sections"}


class FrozenHistories:
    """What was frozen with versions of what was changed and decided between them.

    As lines it is the file that holds it; once that is written, it knows by what name whoever made
    a change appears there, whatever they are called today.
    """

    def __init__(self, head: Head | None) -> None:
        self._rows = FrozenHistory.objects.filter(version__lte=head.sequence if head else 0)
        self._names: dict[str, str] = {}

    def lines(self) -> Iterator[bytes]:
        """Yield the text that was frozen with each version, in their order."""
        for row in self._rows.order_by("version_id").iterator(_AT_A_TIME):
            history = json.loads(row.text)
            for change in history["changes"]:
                self._names[change["record"]] = name_of(change["who"], history["people"])
            yield f"{row.text}\n".encode()

    def who(self, occasion: Occasion) -> str:
        """Return the name of who changed something: as it was frozen, if it was."""
        return self._names.get(occasion.records[0], occasion.who)


def histories(until: datetime, frozen: FrozenHistories) -> Iterator[tuple[str, bytes]]:
    """Yield the history of every row there is or was, up to an instant: the name of a file, such as
    `history/activities/RPA-0001.json`, and what stands in it."""
    for table, shape in tables().items():
        if table in _TABLES_OF_NOTICES:
            continue
        for keys in batched(_keys(shape.model, until), _AT_A_TIME):
            for key, occasions in _by_row(shape.model, keys, until, frozen).items():
                content = json.dumps(occasions, indent=1, ensure_ascii=False)
                yield f"{HISTORY}{table}/{key}.json", f"{content}\n".encode()


def _keys(model: Any, until: datetime) -> list[tuple[int, str]]:
    """The rows there are or were, with their natural keys as last recorded, in order of these."""
    records = model.history.filter(history_date__lte=until).order_by("history_date", "history_id")
    named = dict(records.values_list("id", model.key_field))
    return sorted(named.items(), key=lambda row: (row[1], row[0]))


def _by_row(
    model: type[Recorded],
    keys: tuple[tuple[int, str], ...],
    until: datetime,
    frozen: FrozenHistories,
) -> dict[str, list[Any]]:
    names = _distinct_names(keys)
    sources = sources_of({model: Q(id__in=list(names))})
    found: dict[str, list[Any]] = {name: [] for name in names.values()}
    for root, occasion in all_occasions(sources, until):
        found[names[root]].append(_occasion_told(occasion, frozen))
    return found


def _distinct_names(keys: tuple[tuple[int, str], ...]) -> dict[int, str]:
    """A name for each row: a key that was given to several rows gets their numbers."""
    given: dict[str, int] = defaultdict(int)
    for _, key in keys:
        given[key] += 1
    return {number: key if given[key] == 1 else f"{key}-{number}" for number, key in keys}


def _occasion_told(occasion: Occasion, frozen: FrozenHistories) -> dict[str, Any]:
    line: dict[str, Any] = {"when": occasion.when.isoformat(), "who": occasion.who}
    if occasion.decided is not None:
        return line | _decided(occasion.decided)
    return line | {
        "who": frozen.who(occasion),
        "records": occasion.records,
        "changes": [_change(change) for change in occasion.changes],
    }


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
