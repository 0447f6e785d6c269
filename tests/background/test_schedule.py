"""Periodic work is asked for once a period, whoever asks."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from ropa.background.housekeeping import remove_old_jobs
from ropa.background.schedule import Periodic, Schedule, registered
from ropa.background.worker import do_waiting_jobs
from ropa.models import Job
from tests.background.tasks import say_how_far

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
HOURLY = Periodic(say_how_far, timedelta(hours=1))


@pytest.mark.django_db
def test_of_many_workers_one_asks_in_each_period():
    workers = [Schedule([HOURLY]) for _ in range(3)]
    assert [worker.ask_for_what_is_due(NOON) for worker in workers] == [1, 0, 0]
    assert do_waiting_jobs() == 1
    assert Schedule([HOURLY]).ask_for_what_is_due(NOON + timedelta(minutes=59)) == 0
    later = NOON + timedelta(hours=1)
    assert [worker.ask_for_what_is_due(later) for worker in workers] == [1, 0, 0]
    assert Job.objects.count() == 2


@pytest.mark.django_db
def test_periods_that_passed_meanwhile_are_not_made_up_for():
    schedule = Schedule([HOURLY])
    schedule.ask_for_what_is_due(NOON)
    do_waiting_jobs()
    assert schedule.ask_for_what_is_due(NOON + timedelta(hours=7)) == 1


@pytest.mark.django_db
def test_a_worker_whose_clock_is_behind_asks_for_nothing():
    Schedule([HOURLY]).ask_for_what_is_due(NOON)
    assert Schedule([HOURLY]).ask_for_what_is_due(NOON - timedelta(hours=2)) == 0


@pytest.mark.django_db
def test_within_a_period_the_database_is_left_alone(django_assert_num_queries):
    schedule = Schedule([HOURLY])
    schedule.ask_for_what_is_due(NOON)
    with django_assert_num_queries(0):
        assert schedule.ask_for_what_is_due(NOON + timedelta(minutes=1)) == 0


@pytest.mark.parametrize(
    ("now", "begins"),
    [
        # British Summer Time is an hour ahead.
        (datetime(2026, 7, 1, 6, 0, tzinfo=UTC), datetime(2026, 7, 1, 6, 0, tzinfo=UTC)),
        (datetime(2026, 7, 1, 5, 59, tzinfo=UTC), datetime(2026, 6, 30, 6, 0, tzinfo=UTC)),
        (datetime(2026, 12, 1, 7, 30, tzinfo=UTC), datetime(2026, 12, 1, 7, 0, tzinfo=UTC)),
        # The morning after the clocks went forward, and the one after they went back.
        (datetime(2026, 3, 29, 5, 59, tzinfo=UTC), datetime(2026, 3, 28, 7, 0, tzinfo=UTC)),
        (datetime(2026, 10, 25, 6, 59, tzinfo=UTC), datetime(2026, 10, 24, 6, 0, tzinfo=UTC)),
    ],
)
def test_a_day_begins_at_the_time_on_the_clock(now, begins):
    assert Periodic(say_how_far, at=time(7)).period(now) == begins


def test_what_is_done_periodically_is_found_where_the_settings_say():
    assert remove_old_jobs.module_path in {each.name for each in registered()}
