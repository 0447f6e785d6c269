"""Convert values of files (text or typed) to the form in which fields keep them."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, CharField, DateField, Field, IntegerField, TextField
from django.utils.dateparse import parse_date

# What no database can keep in a text: the character with the number 0, and halves of characters.
_NOT_TEXT = re.compile("[\0\ud800-\udfff]")
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}")
_TRUE = {"true", "yes", "1"}
_FALSE = {"false", "no", "0"}


def to_field_form(field: Field, value: Any) -> Any:
    """Return a value of a file as `field` keeps it: text exactly as it is; `None` for what is
    empty, where a field can be.

    Raises `ValidationError`, which says what to enter, if it cannot be kept.
    """
    if isinstance(field, CharField | TextField):
        return _text(value)
    if value in (None, "") and field.null:
        return None
    if isinstance(field, BooleanField):
        return _true_or_false(value)
    if isinstance(field, DateField):
        return _date(value)
    if isinstance(field, IntegerField):
        return _whole_number(value)
    return value


def _text(value: Any) -> str:
    text = "" if value is None else str(value)
    if unfit := _NOT_TEXT.search(text):
        raise ValidationError(
            f"No text can hold the character U+{ord(unfit[0]):04X}, which stands at place "
            f"{unfit.start() + 1}. Delete it."
        )
    return text


def _true_or_false(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word not in _TRUE | _FALSE:
        raise ValidationError("Enter true or false.")
    return word in _TRUE


def _date(value: Any) -> date:
    day = value
    if isinstance(value, str):
        try:
            day = parse_date(value.strip())
        except ValueError:  # of the right form, but of no calendar
            day = None
    if isinstance(day, datetime):
        # A day that a spreadsheet keeps as its first instant.
        day = day.date() if day.time() == time() else None
    if not isinstance(day, date):
        raise ValidationError("Enter a date, like 2026-03-31.")
    return day


def _whole_number(value: Any) -> int:
    text = str(value).strip()
    if isinstance(value, float) and value.is_integer():
        text = str(int(value))
    if isinstance(value, bool) or not _WHOLE_NUMBER.fullmatch(text):
        raise ValidationError("Enter a whole number, like 3.")
    return int(text)
