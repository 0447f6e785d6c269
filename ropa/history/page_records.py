"""The records, decisions and versions behind the marks on one page of a history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import ForeignKey, OuterRef, Q, QuerySet, Subquery

from ropa.models import Decision, Version
from ropa.models.base import Part
from ropa.models.combined_queries import IdIn, read_in_one_query

from .decision_records import DecisionRecord, decision_record, freezing_record, versions_by_key
from .links import Links, linked_keys, linking_fields, read_links
from .names import Key
from .sources import ChangeMark, HistorySource

# The number of a source and the key of a mark in it.
type MarkPlace = tuple[int, int]


@dataclass(frozen=True)
class PageRecords:
    """What was read: each record with the one before it, and what else tells of it.

    `keys` are those of all rows that the records point at.
    """

    records: Mapping[MarkPlace, tuple[Any, Any]]
    decided: Mapping[MarkPlace, DecisionRecord]
    links: Links
    keys: frozenset[Key]


def read_page_records(marks: Iterable[ChangeMark], sources: Sequence[HistorySource]) -> PageRecords:
    """Read what is kept of the marks, in three queries."""
    keys: dict[int, set[int]] = defaultdict(set)
    for mark in marks:
        keys[mark.source].add(mark.key)
    changed = [number for number in keys if not sources[number].is_decisions]
    numbers = [*changed, *(number for number in keys if sources[number].model is Decision)]
    rows = dict(
        zip(
            numbers,
            read_in_one_query(*(_rows(sources[number].model, keys[number]) for number in numbers)),
            strict=True,
        )
    )
    records = {
        (number, record.history_id): (record, before)
        for number in changed
        for record, before in _with_before(rows[number])
        if record.history_id in keys[number]
    }
    models = {sources[number].model: rows[number] for number in changed}
    links = read_links(
        (field, IdIn("history_id", [record.history_id for record in found]))
        for model, found in models.items()
        for field in linking_fields(model)
    )
    pointed_at = frozenset(
        key for model, found in models.items() for key in _pointed_at(model, found, links)
    )
    return PageRecords(records, _decision_records(keys, sources, rows), links, pointed_at)


def _rows(model: Any, keys: set[int]) -> QuerySet[Any]:
    if model is Decision:
        return Decision.objects.filter(IdIn("pk", keys)).order_by("pk")
    chosen = model.history.filter(IdIn("history_id", keys)).order_by()
    earlier = model.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    before = chosen.values(
        before=Subquery(earlier.order_by("-history_id").values("history_id")[:1])
    )
    wanted = Q(IdIn("history_id", keys)) | Q(history_id__in=before)
    return model.history.filter(wanted).order_by("id", "history_id")


def _with_before(records: list[Any]) -> Iterable[tuple[Any, Any]]:
    for _, of_row in groupby(records, key=attrgetter("id")):
        before = None
        for record in of_row:
            yield record, before
            before = record


def _pointed_at(model: Any, records: list[Any], links: Links) -> set[Key]:
    """The rows that the records of a model name."""
    owner = model.owner_field if issubclass(model, Part) else ""
    pointing = [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.name != owner
    ]
    keys = {
        (field.related_model, getattr(record, field.attname))
        for field in pointing
        for record in records
    }
    return {key for key in keys if key[1] is not None} | linked_keys(links, model)


def _decision_records(
    keys: Mapping[int, set[int]], sources: Sequence[HistorySource], rows: Mapping[int, list[Any]]
) -> dict[MarkPlace, DecisionRecord]:
    decisions = {
        number: found for number, found in rows.items() if sources[number].model is Decision
    }
    alone = {number: keys[number] for number in keys if sources[number].model is Version}
    wanted = {key for found in alone.values() for key in found} | {
        decision.version_id
        for found in decisions.values()
        for decision in found
        if decision.version_id
    }
    versions = versions_by_key(wanted) if wanted else {}
    by_place = {
        (number, decision.pk): decision_record(decision, versions.get(decision.version_id))
        for number, found in decisions.items()
        for decision in found
    }
    return by_place | {
        (number, key): freezing_record(versions[key])
        for number, found in alone.items()
        for key in found
    }
