"""Named date ranges for filters: this month, last quarter, this year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ropa.models.reviews import months_after


@dataclass(frozen=True)
class NamedInterval:
    """From one day to another, both included, and what people call it."""

    name: str
    since: date
    until: date


def named_intervals(today: date) -> tuple[NamedInterval, ...]:
    """Return what people call this month, last quarter and this year, seen from `today`.

    A quarter begins in January, April, July or October.
    """
    month = today.replace(day=1)
    quarter = months_after(month, -((today.month - 1) % 3))
    return (
        NamedInterval("This month", month, months_after(month, 1) - timedelta(days=1)),
        NamedInterval("Last quarter", months_after(quarter, -3), quarter - timedelta(days=1)),
        NamedInterval("This year", date(today.year, 1, 1), date(today.year, 12, 31)),
    )
