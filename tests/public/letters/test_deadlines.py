"""By when a letter has to be answered: a month by the calendar, and 30 days."""

from __future__ import annotations

from datetime import date

import pytest

from ropa.public.letters.deadlines import Deadline, one_month_after


@pytest.mark.parametrize(
    ("received", "last_day"),
    [
        # The day with the same number, whatever the length of the month.
        ("2026-09-03", "2026-10-03"),
        ("2026-11-30", "2026-12-30"),
        ("2027-02-28", "2027-03-28"),
        # Over the end of a year.
        ("2026-12-01", "2027-01-01"),
        ("2026-12-31", "2027-01-31"),
        # The next month has no such day: its last one.
        ("2026-08-31", "2026-09-30"),
        ("2027-01-29", "2027-02-28"),
        ("2027-01-31", "2027-02-28"),
        # A leap year.
        ("2028-01-29", "2028-02-29"),
        ("2028-01-31", "2028-02-29"),
        ("2028-02-29", "2028-03-29"),
        # A Saturday stays one: which days are holidays the register does not know.
        ("2026-11-05", "2026-12-05"),
    ],
)
def test_a_month_ends_on_the_day_with_the_same_number(received: str, last_day: str) -> None:
    assert one_month_after(date.fromisoformat(received)) == date.fromisoformat(last_day)
    assert Deadline.ANSWERED.day_after(date.fromisoformat(received)).isoformat() == last_day  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("received", "last_day"),
    [("2026-06-19", "2026-07-19"), ("2027-01-31", "2027-03-02"), ("2028-02-01", "2028-03-02")],
)
def test_a_complaint_is_acknowledged_after_30_days_of_any_month(
    received: str, last_day: str
) -> None:
    day = Deadline.ACKNOWLEDGED.day_after(date.fromisoformat(received))
    assert day == date.fromisoformat(last_day)


def test_where_the_law_names_no_day_there_is_none() -> None:
    assert Deadline.NONE.day_after(date(2026, 11, 30)) is None
