"""Many-to-many links as the history recorded them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model

from ropa.models.combined_queries import read_in_one_query

# By kind of row and key of the record, then by the name of the field: the keys of the rows.
type Links = Mapping[tuple[type[Model], int], Mapping[str, tuple[int, ...]]]


def linking_fields(model: Any) -> list[Any]:
    """Return the many-to-many fields of which the history is kept."""
    return list(model.history.model._history_m2m_fields)


def read_links(conditions: Iterable[tuple[Any, Any]]) -> Links:
    """Return what records were linked to: of each field, what meets its condition. One query."""
    fields = [(field, _table(field)._base_manager.filter(found)) for field, found in conditions]
    links: dict[Any, dict[str, tuple[int, ...]]] = defaultdict(dict)
    tables = read_in_one_query(*(rows.order_by("pk") for _, rows in fields))
    for (field, _), rows in zip(fields, tables, strict=True):
        column = f"{field.m2m_reverse_field_name()}_id"
        for row in rows:
            linked = links[field.model, row.history_id]
            linked[field.name] = (*linked.get(field.name, ()), getattr(row, column))
    return links


def linked_keys(links: Links, model: Any) -> set[tuple[type[Model], int]]:
    """Return the rows that any record of `model` was linked to."""
    return {
        (field.related_model, key)
        for field in linking_fields(model)
        for (of, _), linked in links.items()
        if of is model
        for key in linked.get(field.name, ())
    }


def _table(field: Any) -> Any:
    return getattr(field.model.history.model, field.name).model
