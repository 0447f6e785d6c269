"""Periods as people write them: “3 years” in the form, `P3Y` in the record."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ropa.documents.wording import period_in_words

_UNITS = "year", "month", "week", "day"
_WORDS = re.compile(r"([0-9]{1,4}) ?(year|month|week|day)s?")
_BETWEEN = re.compile(r"\s*,?\s+and\s+|\s*,\s*|\s+(?=[0-9])")
_ISO = re.compile(r"P(?=[0-9])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+W)?(?:[0-9]+D)?")
_UNREADABLE = (
    "This is not a period we can read. Write it in words, such as “3 years” or “1 year and "
    "6 months”, or in ISO 8601, such as P3Y or P1Y6M."
)


def period_from_words(text: str) -> str:
    """Return a period in ISO 8601: “1 year and 6 months” is `P1Y6M`, and `P1Y6M` is itself.

    Raises `ValueError` if the text is neither words nor a period of whole numbers, or names a
    unit twice.
    """
    if _ISO.fullmatch(text.strip().upper()):
        return text.strip().upper()
    counts: dict[str, str] = {}
    for piece in _BETWEEN.split(" ".join(text.lower().split())):
        match = _WORDS.fullmatch(piece)
        if match is None or match[2] in counts:
            raise ValueError(f"“{text}” is not a period such as “3 years” or P3Y.")
        counts[match[2]] = match[1]
    return "P" + "".join(f"{counts[unit]}{unit[0].upper()}" for unit in _UNITS if unit in counts)


class PeriodField(forms.CharField):
    """A period: shown in words, read in words or ISO 8601, kept in ISO 8601."""

    def prepare_value(self, value: Any) -> Any:
        try:
            return period_in_words(value) if value else value
        except ValueError:
            return value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return text
        try:
            return period_from_words(text)
        except ValueError as unreadable:
            raise ValidationError(_UNREADABLE, code="invalid") from unreadable
