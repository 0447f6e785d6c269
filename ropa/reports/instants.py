"""Days and times as people write them: 2026-03-31, or 2026-03-31T14:30, in the register's time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from django.utils import timezone

_WRITTEN = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ](?P<time>[0-9]{2}:[0-9]{2}))?", re.ASCII
)


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
                "Write the day as year, month and day, for example 2026-03-31. To name a time as "
                "well, write 2026-03-31T14:30."
            )
        try:
            began = datetime.fromisoformat(f"{match['day']}T{match['time'] or '00:00'}")
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
