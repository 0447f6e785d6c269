"""Days and minutes as people write them: when they began, and when they ended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from ropa.reports.instants import DayOrMinute, NotAnInstant

MICROSECOND = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("text", "began", "next_began"),
    [
        ("2026-01-15", datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 1, 16, tzinfo=UTC)),
        (
            "2026-07-15",
            datetime(2026, 7, 14, 23, tzinfo=UTC),
            datetime(2026, 7, 15, 23, tzinfo=UTC),
        ),
        (
            " 2026-07-15T14:30 ",
            datetime(2026, 7, 15, 13, 30, tzinfo=UTC),
            datetime(2026, 7, 15, 13, 31, tzinfo=UTC),
        ),
        (
            "15 July 2026",
            datetime(2026, 7, 14, 23, tzinfo=UTC),
            datetime(2026, 7, 15, 23, tzinfo=UTC),
        ),
        (
            "15 Jul 2026, 14:30",
            datetime(2026, 7, 15, 13, 30, tzinfo=UTC),
            datetime(2026, 7, 15, 13, 31, tzinfo=UTC),
        ),
        ("15/01/2026", datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 1, 16, tzinfo=UTC)),
        # A minute that the clocks repeat lasts until the end of its second time.
        (
            "2025-10-26 01:30",
            datetime(2025, 10, 26, 0, 30, tzinfo=UTC),
            datetime(2025, 10, 26, 1, 31, tzinfo=UTC),
        ),
    ],
)
def test_a_day_or_a_minute_has_a_first_and_a_last_instant(text, began, next_began):
    found = DayOrMinute.of(text)
    assert found.began.astimezone(UTC) == began
    assert found.ended.astimezone(UTC) == next_began - MICROSECOND


def test_what_has_not_ended_ends_now():
    before = timezone.now()
    found = DayOrMinute.of(f"{timezone.localdate():%Y-%m-%d}")
    assert found.began <= before <= found.ended <= timezone.now()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "today",
        "2026-1-1",
        "2026-02-30",
        "30 February 2026",
        "1 Maerz 2026",
        "2026-01-01T25:00",
        "9999-12-31",
        "0000-01-01",
    ],
)
def test_what_names_no_instant_that_has_come_is_refused(text):
    with pytest.raises(NotAnInstant):
        DayOrMinute.of(text)
