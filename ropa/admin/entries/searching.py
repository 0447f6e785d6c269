"""Search in entries and their parts, one subquery for each kind of part."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet

from ropa.models import (
    CollectionChannel,
    ControllerRole,
    DataHolding,
    DataSource,
    Disclosure,
    PowerUse,
    Purpose,
    RetentionRule,
    SystemUse,
)

_ENTRY_FIELDS = ("reference", "title", "summary")
_IN_PARTS: dict[type[Model], tuple[str, ...]] = {
    ControllerRole: ("organisation__name", "organisation__short_name", "under_agreement__name"),
    Purpose: ("statement",),
    DataHolding: ("data_category__name", "people_category__name"),
    DataSource: ("organisation__name", "people_category__name"),
    CollectionChannel: ("channel__name",),
    Disclosure: ("recipient__name", "purpose", "under_agreement__name"),
    RetentionRule: ("covers",),
    PowerUse: ("power__name",),
    SystemUse: ("system__name",),
}


def search_entries(entries: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Return the entries in which every word of `text` occurs, somewhere in them or their parts."""
    for word in text.split():
        found = _occurs(_ENTRY_FIELDS, word)
        for model, names in _IN_PARTS.items():
            parts = model._default_manager.filter(_occurs(names, word))
            found |= Q(pk__in=parts.values("activity"))
        entries = entries.filter(found)
    return entries


def _occurs(names: tuple[str, ...], word: str) -> Q:
    return reduce(or_, (Q(**{f"{name}__icontains": word}) for name in names))
