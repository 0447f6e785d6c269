"""The day on which rules are asked knows until when their answers hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ropa.checks.today import today, watching_the_day


@pytest.mark.parametrize(
    ("compared", "next_look"),
    [
        ([], None),
        ([-1], None),
        ([0], 1),
        ([3], 3),
        ([9, 3, -2], 3),
    ],
)
def test_the_next_look_is_when_a_comparison_may_come_out_otherwise(compared, next_look):
    now = timezone.localdate()
    with watching_the_day() as day:
        for days in compared:
            other = now + timedelta(days=days)
            assert (other < today(), today() > other, other >= today()) == (
                days < 0,
                days < 0,
                days >= 0,
            )
    expected: date | None = None if next_look is None else now + timedelta(days=next_look)
    assert day.next_look == expected


def test_outside_it_is_the_day_it_is():
    assert today() == timezone.localdate()
    assert type(today()) is date
