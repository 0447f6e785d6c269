"""When an entry is to be looked at again: in Python for a row, in the database for all of them."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.documents.status import State
from ropa.models import Decision, ProcessingActivity
from ropa.models.reviews import (
    due_by,
    due_reviews,
    last_reviewed,
    months_after,
    review_due,
    with_last_review,
)
from tests.factories import make_bare_activity, make_user
from tests.states import entry_in

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 11, 22), 12, date(2026, 11, 22)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 2, 28), 12, date(2026, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2025, 3, 31), -1, date(2025, 2, 28)),
        (date(2024, 2, 29), -12, date(2023, 2, 28)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_the_same_day_some_months_on_or_the_last_of_a_shorter_month(day, months, expected):
    assert months_after(day, months) == expected


@given(DAYS, st.integers(-600, 600))
def test_months_are_counted_and_days_never_go_up(day, months):
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (
        later.day < day.day and (later + timedelta(days=1)).month != later.month
    )


@given(DAYS, DAYS, st.integers(0, 60))
def test_an_earlier_review_is_never_followed_by_a_later_one(day, other, months):
    first, second = sorted((day, other))
    assert months_after(first, months) <= months_after(second, months)


def reviewed(activity, day, kind=Decision.Kind.REVIEWED, by=None):
    return Decision.objects.create(
        activity=activity,
        kind=kind,
        decided_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
        decided_by=by or make_user("Approver"),
        reason="Looked at.",
    )


def dates_of(activity):
    row = with_last_review(ProcessingActivity.objects.filter(pk=activity.pk)).get()
    return last_reviewed(row), review_due(row)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("elsewhere", "here", "planned", "expected"),
    [
        (None, None, None, (None, None)),
        (None, None, date(2026, 5, 1), (None, date(2026, 5, 1))),
        (date(2026, 3, 1), None, None, (date(2026, 3, 1), date(2027, 3, 1))),
        (None, date(2026, 3, 1), None, (date(2026, 3, 1), date(2027, 3, 1))),
        (date(2025, 3, 1), date(2026, 3, 1), None, (date(2026, 3, 1), date(2027, 3, 1))),
        (date(2026, 6, 1), date(2026, 3, 1), None, (date(2026, 6, 1), date(2027, 6, 1))),
        (None, date(2026, 3, 1), date(2026, 9, 1), (date(2026, 3, 1), date(2026, 9, 1))),
        (None, date(2026, 3, 1), date(2026, 2, 1), (date(2026, 3, 1), date(2027, 3, 1))),
        (None, date(2026, 3, 1), date(2026, 3, 1), (date(2026, 3, 1), date(2027, 3, 1))),
        (None, date(2026, 3, 1), date(2029, 1, 1), (date(2026, 3, 1), date(2029, 1, 1))),
        (None, date(2024, 2, 29), None, (date(2024, 2, 29), date(2025, 2, 28))),
    ],
)
def test_a_planned_day_holds_until_a_review_has_passed_it(elsewhere, here, planned, expected):
    # given
    activity = make_bare_activity(last_reviewed_on=elsewhere, review_due_on=planned)
    if here:
        reviewed(activity, here)
    # then
    assert dates_of(activity) == expected


@pytest.mark.django_db
def test_the_newest_review_counts_and_submitting_is_none():
    # given
    activity = make_bare_activity()
    for day in (date(2024, 5, 1), date(2026, 5, 1), date(2025, 5, 1)):
        reviewed(activity, day)
    reviewed(activity, date(2026, 8, 1), Decision.Kind.SUBMITTED)
    reviewed(make_bare_activity(), date(2026, 9, 1))
    # then
    assert dates_of(activity) == (date(2026, 5, 1), date(2027, 5, 1))


@pytest.mark.django_db
def test_a_review_is_of_the_day_it_is_where_the_register_is_kept():
    # given: half past midnight of the 2nd in London, in summer
    activity = make_bare_activity()
    Decision.objects.create(
        activity=activity,
        kind=Decision.Kind.REVIEWED,
        decided_at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC),
        decided_by=make_user("Approver"),
        reason="Late.",
    )
    # then
    assert dates_of(activity) == (date(2026, 7, 2), date(2027, 7, 2))
    rows = with_last_review(ProcessingActivity.objects.all())
    assert not rows.filter(due_by(date(2027, 7, 1))).exists()
    assert rows.filter(due_by(date(2027, 7, 2))).exists()


def _some_day(chance):
    """A day around two leap years, leap days and ends of months more often than others."""
    if chance.random() < 0.4:
        return chance.choice(
            [
                date(2024, 2, 29),
                date(2024, 2, 28),
                date(2024, 3, 1),
                date(2025, 2, 28),
                date(2025, 3, 1),
                date(2027, 2, 28),
                date(2028, 2, 29),
                date(2027, 3, 1),
            ]
        )
    return date(2023, 6, 1) + timedelta(days=chance.randrange(2000))


@pytest.mark.django_db
def test_the_database_finds_what_python_says_is_due():
    """For every combination of the three dates there are, on every day there is a change."""
    # given
    chance = random.Random(30)
    by = make_user("Approver")
    for _ in range(120):
        elsewhere, here, planned = (
            _some_day(chance) if chance.random() < 0.6 else None for _ in range(3)
        )
        if elsewhere and planned and planned < elsewhere:
            elsewhere, planned = planned, elsewhere  # the database holds the dates in this order
        activity = make_bare_activity(last_reviewed_on=elsewhere, review_due_on=planned)
        if here:
            reviewed(activity, here, by=by)
    rows = with_last_review(ProcessingActivity.objects.all())
    due = {row.pk: review_due(row) for row in rows}
    days = {day + timedelta(days=step) for day in due.values() if day for step in (-1, 0, 1)}
    assert len(days) > 100
    assert date(2025, 2, 28) in days
    # then
    for day in sorted(days):
        expected = {pk for pk, its in due.items() if its is not None and its <= day}
        assert set(rows.filter(due_by(day)).values_list("pk", flat=True)) == expected, day


@pytest.mark.django_db
def test_what_was_retired_is_due_no_more():
    # given
    far = date(2100, 1, 1)
    kept, retired, draft = (
        entry_in(State.APPROVED),
        entry_in(State.RETIRED),
        make_bare_activity(review_due_on=date(2026, 1, 1)),
    )
    # then
    assert set(due_reviews(ProcessingActivity.objects.all(), far)) == {kept, draft}
    assert retired.decisions.reviews().exists()
