"""Days and times as people write them, in the register's time: 31 March 2026, or
31 March 2026, 14:30; and as addresses do: 2026-03-31, or 2026-03-31T14:30."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self

from django.utils import timezone

_WRITTEN = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2} [a-z]+ [0-9]{4}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})"
    r"(?:(?:T|,? )(?P<time>[0-9]{2}:[0-9]{2}))?",
    re.ASCII | re.IGNORECASE,
)
_FORMS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y")


class NotAnInstant(ValueError):
    """A text names no day or time that has come. The message says what to write."""


@dataclass(frozen=True)
class DayOrMinute:
    """The day or the minute that was named: its first and its last instant."""

    began: datetime
    ended: datetime

    @classmethod
    def of(cls, text: str) -> Self:
        """Return what a text names. What lasts until later than now ends now.

        Raises `NotAnInstant`.
        """
        match = _WRITTEN.fullmatch(text.strip())
        if match is None:
            raise NotAnInstant(
                "Write the day with its month and year, for example 31 March 2026. To name a time "
                "as well, write 31 March 2026, 14:30."
            )
        try:
            began = datetime.combine(
                _day(match["day"]), time.fromisoformat(match["time"] or "00:00")
            )
        except ValueError:
            raise NotAnInstant(
                "There is no such day or time. Check the month, the day and the time."
            ) from None
        zone, now = timezone.get_current_timezone(), timezone.now()
        if began.replace(tzinfo=zone) > now:
            raise NotAnInstant("That is still to come. Choose today or an earlier day.")
        # Of an hour that the clocks repeat, the end is that of the second one.
        lasting = timedelta(minutes=1) if match["time"] else timedelta(days=1)
        ended = began + lasting - timedelta(microseconds=1)
        return cls(began.replace(tzinfo=zone), min(ended.replace(tzinfo=zone, fold=1), now))


def _day(text: str) -> date:
    """Raises `ValueError` if it is written in none of the forms, or there is no such day."""
    for form in _FORMS:
        with suppress(ValueError):
            return datetime.strptime(text, form).replace(tzinfo=UTC).date()
    raise ValueError
