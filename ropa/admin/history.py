"""Who changed what: the row history of a row and all its parts, read-only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.contrib import admin
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import FETCH_PEERS, Field, ForeignKey, Model
from django.http import Http404, HttpRequest, HttpResponse

from ropa.models.base import part_relations

CHANGES_SHOWN = 200
SINCE_DELETED = "(since deleted)"
_KINDS = {"+": "Added", "~": "Changed", "-": "Removed"}


@dataclass(frozen=True)
class FieldChange:
    """One field: what it said before and says after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One change of one row: when, by whom, of what, and from what to what."""

    when: datetime
    who: str
    kind: str
    what: str
    fields: tuple[FieldChange, ...]
    reason: str

    @property
    def occasion(self) -> tuple[datetime, str, str]:
        """What it has in common with everything else that was saved in one go."""
        return self.when.replace(second=0, microsecond=0), self.who, self.reason


def changes_of(row: Model) -> list[Change]:
    """Return the changes of a row and its parts, the newest first."""
    changes = list(_changes(type(row), {"id": row.pk}, is_part=False))
    for model in part_relations(type(row)).values():
        changes.extend(_changes(model, {model.owner_field: row.pk}, is_part=True))
    return sorted(changes, key=lambda change: change.when, reverse=True)


def _changes(model: Any, rows: dict[str, Any], *, is_part: bool) -> Iterator[Change]:
    records = (
        model.history.filter(**rows)
        .order_by("id", "history_date", "history_id")
        .select_related("history_user")
        .fetch_mode(FETCH_PEERS)
    )
    links = {field: _links(field, records) for field in model.history.model._history_m2m_fields}
    for _, of_one_row in groupby(records, key=lambda record: record.id):
        before = None
        for record in of_one_row:
            fields = tuple(_differences(model, links, before, record)) if before is not None else ()
            # Setting links between rows saves the row once more without changing a field.
            if before is None or fields or record.history_type != "~":
                yield _change(model, record, fields, is_part=is_part)
            before = record


def _change(model: Any, record: Any, fields: tuple[FieldChange, ...], *, is_part: bool) -> Change:
    name = str(model._meta.verbose_name)
    return Change(
        when=record.history_date,
        who=_name_of(record.history_user),
        kind=_KINDS[record.history_type],
        what=f"{name}: {_said(model, record)}" if is_part else f"the {name} itself",
        fields=fields,
        reason=record.history_change_reason or "",
    )


def _differences(
    model: Any, links: dict[Any, dict[int, list[str]]], before: Any, after: Any
) -> Iterator[FieldChange]:
    for field in model._meta.concrete_fields:
        if getattr(before, field.attname) != getattr(after, field.attname):
            yield FieldChange(str(field.verbose_name), _value(before, field), _value(after, field))
    for field, linked in links.items():
        old, new = linked[before.history_id], linked[after.history_id]
        if old != new:
            yield FieldChange(str(field.verbose_name), "; ".join(old), "; ".join(new))


def _value(record: Any, field: Field) -> str:
    if isinstance(field, ForeignKey):
        return _named(record, field.name)
    if field.choices:
        return str(dict(field.flatchoices).get(getattr(record, field.attname), ""))
    value = getattr(record, field.attname)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return "" if value is None else str(value)


def _links(field: Any, records: Any) -> dict[int, list[str]]:
    """What each record was linked to through a many-to-many field."""
    model = getattr(records.model, field.name).model
    linked: dict[int, list[str]] = defaultdict(list)
    for link in model._base_manager.filter(history__in=records).fetch_mode(FETCH_PEERS):
        linked[link.history_id].append(_named(link, field.m2m_reverse_field_name()))
    return defaultdict(list, {key: sorted(names) for key, names in linked.items()})


def _named(record: Any, field: str) -> str:
    related = _related(record, field)
    if related is not None:
        return str(related)
    return SINCE_DELETED if getattr(record, f"{field}_id") is not None else ""


def _related(record: Any, field: str) -> Any:
    """What a record points at; `None` if that is nothing, or no longer there."""
    try:
        return getattr(record, field)
    except ObjectDoesNotExist:
        return None


def _said(model: Any, record: Any) -> str:
    """What the row called itself then."""
    row = record.instance
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey) and field.name != model.owner_field:
            # The records read what they point at together; a row made from one would read alone.
            related = _related(record, field.name)
            if related is None and getattr(record, field.attname) is not None:
                return SINCE_DELETED
            setattr(row, field.name, related)
    return str(row)


def _name_of(user: Any) -> str:
    if user is None:
        return "The system"
    return str(user.get_full_name() or user.get_username())


class WithHistory(admin.ModelAdmin):
    """An admin whose history page shows the recorded changes of the row and its parts."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        changes = changes_of(row)
        context: dict[str, Any] = {
            "occasions": [
                (occasion, list(together))
                for occasion, together in groupby(
                    changes[:CHANGES_SHOWN], key=attrgetter("occasion")
                )
            ],
            "left_out": max(len(changes) - CHANGES_SHOWN, 0),
            **(extra_context or {}),
        }
        return self.page(request, "admin/history.html", row, "History", **context)  # type: ignore[attr-defined]
