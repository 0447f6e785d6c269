"""Values in words: what a field of a row says, as people read it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.db.models import ForeignKey

from ropa.dates import day_in_words, minute_in_words
from ropa.documents.wording import period_in_words, upper_first
from ropa.models.safeguards import validate_period

from .names import RowNames


def value_in_words(field: Any, value: Any, names: RowNames) -> str:
    """Return what `value` of `field` says; empty if it says nothing."""
    if value is None or value == "":
        return ""
    if isinstance(field, ForeignKey):
        return names.name(field.related_model, value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if validate_period in field.validators:
        return _period(value)
    return _plain_text(value)


def _period(value: str) -> str:
    with suppress(ValueError):
        return period_in_words(value)
    return value


def _plain_text(value: Any) -> str:
    match value:
        case bool():
            return "Yes" if value else "No"
        case datetime():
            return minute_in_words(value)
        case date():
            return day_in_words(value)
    return str(value)


def field_label(field: Any) -> str:
    """Return what people call a field."""
    return upper_first(str(field.verbose_name))
