"""Days and instants as people read them, everywhere alike: “31 March 2026”, “31 March 2026, 14:30”.

`ropa/formats/` says the same to templates and to Django’s own pages.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from django.utils import timezone


def day_in_words(day: date | None) -> str:
    """Return a day, such as “31 March 2026”; nothing for none."""
    return f"{day.day} {day:%B} {day.year}" if day else ""


def minute_in_words(instant: datetime) -> str:
    """Return an instant in the register’s time, such as “31 March 2026, 14:30”."""
    local = timezone.localtime(instant)
    return f"{day_in_words(local)}, {local:%H:%M}"


def second_in_words(instant: datetime) -> str:
    """Return an instant in the register’s time, such as “31 March 2026, 14:30:59”."""
    local = timezone.localtime(instant)
    return f"{day_in_words(local)}, {local:%H:%M:%S}"


_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b[ ,.]+(?=\S)", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=[0-9])(st|nd|rd|th)\b", re.IGNORECASE)
_SEPARATED = re.compile(r"^([0-9]{1,2})\s*[-.]\s*([0-9]{1,2})\s*[-.]\s*([0-9]{2,4})$")


def plainly_written(text: str) -> str:
    """Return a day that somebody wrote without what says nothing: “Thursday, 1st April, 2027” as
    “1 April 2027”, “1.4.2027” as “1/4/2027”. What is no day is returned much as it was."""
    plain = _ORDINAL.sub("", _WEEKDAY.sub("", text.strip()))
    plain = " ".join(plain.replace(",", " ").replace(" of ", " ").split())
    plain = re.sub(r"\b(sep)t\b\.?", r"\1", plain, flags=re.IGNORECASE)
    plain = re.sub(r"(?<=[a-z])\.(?= )", "", plain)
    return _SEPARATED.sub(r"\1/\2/\3", plain)
