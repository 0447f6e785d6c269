"""All recorded rows, with their lists and their history, in a form that two ways of writing them
can be compared in: without what differs from one writing to the next."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.apps import apps
from django.db.models import DateTimeField

from ropa.models.base import Recorded

LABELS = ("ropa", "inspections")


def snapshot() -> dict[str, Counter[tuple[tuple[str, Any], ...]]]:
    """Return the rows of every table of recorded rows, lists and history, by its name.

    Keys are numbers in the order of the table, those of records of history the number of the
    record among those of its row. Instants are left out.
    """
    models = [
        model
        for label in LABELS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if issubclass(model, Recorded)
        or model._meta.auto_created
        or hasattr(model, "instance_type")
    ]
    keys = {model: _keys(model) for model in models}
    return {
        model.__name__: Counter(_values(row, keys) for row in model._default_manager.all())
        for model in models
    }


def _keys(model: Any) -> dict[Any, Any]:
    """What stands for the key of each row of a table."""
    rows = model._default_manager.order_by("pk")
    if not hasattr(model, "history_type"):
        return {key: number for number, key in enumerate(rows.values_list("pk", flat=True), 1)}
    of = _keys(model.instance_type)
    told: Counter[Any] = Counter()
    found = {}
    for key, row in rows.values_list("pk", "id"):
        told[row] += 1
        found[key] = (of.get(row), told[row])
    return found


def _values(row: Any, keys: dict[Any, dict[Any, Any]]) -> tuple[tuple[str, Any], ...]:
    values = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.is_relation:
            model = field.related_model
            values[field.name] = keys[model].get(value) if model in keys else value
        elif field.primary_key:
            # Links are told apart by what they link, and records by the row they are of.
            values[field.name] = keys[type(row)][value] if hasattr(row, "history_type") else 0
        elif field.name == "id":
            values[field.name] = _of_record(row, value, keys)
        elif not isinstance(field, DateTimeField):
            values[field.name] = value
    return tuple(sorted(values.items()))


def _of_record(record: Any, key: Any, keys: dict[Any, dict[Any, Any]]) -> Any:
    """What stands for the key of the row that a record is of; links have none of their own."""
    return keys[record.instance_type].get(key) if hasattr(record, "history_type") else 0
