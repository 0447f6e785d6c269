"""Filters of a history: by person, kind of row, field and date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Q

from .kinds import DECISIONS_KIND, HistoryKind
from .links import read_links
from .sources import ChangeMark, HistorySource


@dataclass(frozen=True)
class Filters:
    """Everything that is set must hold. `people` are keys of users, `None` being the system."""

    people: frozenset[int | None] | None = None
    kind: HistoryKind | None = None
    since: date | None = None
    until: date | None = None

    def matching_sources(self, sources: Sequence[HistorySource]) -> list[HistorySource]:
        """Return those sources that can hold what is looked for, within the dates."""
        return [
            source.within(self.since, self.until)
            for source in sources
            if self.kind is None
            or (
                source.is_decisions
                if self.kind == DECISIONS_KIND
                else source.model is self.kind.model
            )
        ]

    def matching_marks(
        self, marks: Iterable[ChangeMark], sources: Sequence[HistorySource]
    ) -> list[ChangeMark]:
        """Return those of the marks that were made by the people, and in the field."""
        chosen = list(marks)
        if self.people is not None:
            chosen = [mark for mark in chosen if mark.who in self.people]
        if self.kind is not None and self.kind.field:
            changed = _changed_in(self.kind, sources)
            chosen = [mark for mark in chosen if mark.key in changed]
        return chosen


def _changed_in(kind: HistoryKind, sources: Sequence[HistorySource]) -> set[int]:
    """The keys of the records with which the field changed. The whole history of their rows
    counts, whatever the dates: a record changes what the one before it said."""
    model: Any = kind.model
    if not sources:
        return set()
    records = model.history.filter(id__in=sources[0].rows.order_by().values("id"))
    plain = ("id", "history_id", "history_type")
    field = model._meta.get_field(kind.field)
    in_order = records.order_by("id", "history_id")
    if field.many_to_many:
        links = read_links([(field, Q(history__in=records))])
        values: Any = (
            (*record, links.get((model, record[1]), {}).get(field.name, ()))
            for record in in_order.values_list(*plain)
        )
    else:
        values = in_order.values_list(*plain, field.attname)
    changed = set()
    for _, of_row in groupby(values, key=itemgetter(0)):
        before: Any = None
        for _, key, happened, value in of_row:
            # A row that came or went counts if it said something in the field.
            says = value not in {None, "", (), False}
            if says if happened != "~" else value != before:
                changed.add(key)
            before = value
    return changed
