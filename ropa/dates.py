"""Days and instants as people read them, everywhere alike: “31 March 2026”, “31 March 2026, 14:30”.

`ropa/formats/` says the same to templates and to Django’s own pages.
"""

from __future__ import annotations

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
