"""By when a letter has to be answered.

Sources: UK GDPR Article 12(3) and DPA 2018 section 54 (one month); DPA 2018 section 164A(3)
(30 days beginning when a complaint is received). A month ends on the day with the same number, or
on the last day of a shorter month. The regulator's guidance lets what ends at a weekend or on a
bank holiday be answered on the next working day: pages say so, since holidays are not in the
register.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import Enum

_ACKNOWLEDGED_WITHIN = timedelta(days=30)


class Deadline(Enum):
    """What has to have happened by a day. With `NONE`, the law names no day."""

    ANSWERED = "answered"
    ACKNOWLEDGED = "acknowledged"
    NONE = "none"

    def day_after(self, received: date) -> date | None:
        """Return the last day on which it is in time, for a letter received on a day."""
        match self:
            case Deadline.ANSWERED:
                return one_month_after(received)
            case Deadline.ACKNOWLEDGED:
                return received + _ACKNOWLEDGED_WITHIN
            case Deadline.NONE:
                return None


def one_month_after(day: date) -> date:
    """Return the day with the same number in the next month, or its last day if it has none."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))
