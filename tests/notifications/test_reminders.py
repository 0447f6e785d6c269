"""The ladder of reminders: each step once for an entry and its day, whatever is done again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ropa import permissions
from ropa.actions.reviewing import review_notice
from ropa.models import Notice, Notification, OutgoingMail
from ropa.models.reviews import months_after, review_due, with_last_review
from ropa.notifications import composing
from ropa.notifications.reminders import remind, step_on
from ropa.notifications.tasks import DAYS_KEPT, forget_notifications
from tests.factories import (
    approve,
    make_activity,
    make_bare_activity,
    make_notice,
    make_policy_document,
    make_team,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def clock(monkeypatch):
    """Lets it be seven in the morning of a day."""

    def set_to(day: date) -> datetime:
        now = datetime(day.year, day.month, day.day, 7, 5, tzinfo=LONDON)
        monkeypatch.setattr(timezone, "now", lambda: now)
        return now

    return set_to


def person(role: str, *teams: Any, name: str) -> Any:
    return make_user(role, *teams, username=name, email=f"{name}@example.org")


@pytest.fixture
def team():
    team = make_team()
    person("Editor", team, name="edith")
    person("Approver", name="ann")
    person("Editor", make_team(), name="other")
    return team


def told_on(day: date, clock: Any) -> list[tuple[str, str]]:
    """Whom the mails of a morning went to, and their subjects."""
    before = set(OutgoingMail.objects.values_list("pk", flat=True))
    clock(day)
    for _ in range(2):
        remind()
        composing.send_due()
    fresh = OutgoingMail.objects.exclude(pk__in=before).order_by("address")
    return [(row.address.partition("@")[0], row.subject) for row in fresh]


@pytest.mark.parametrize(
    ("day", "due", "step"),
    [
        ("2027-05-01", "2027-06-01", None),
        ("2027-05-02", "2027-06-01", "30"),
        ("2027-05-24", "2027-06-01", "30"),
        ("2027-05-25", "2027-06-01", "7"),
        ("2027-06-01", "2027-06-01", "7"),
        ("2027-06-02", "2027-06-01", "overdue"),
        ("2028-01-29", "2028-02-29", None),
        ("2028-01-30", "2028-02-29", "30"),
        ("2028-02-22", "2028-02-29", "7"),
        ("2028-03-01", "2028-02-29", "overdue"),
    ],
)
def test_the_steps_of_the_ladder(day, due, step):
    assert step_on(date.fromisoformat(day), date.fromisoformat(due)) == step


def test_each_step_is_taken_once_however_often_the_job_runs(team, clock):
    due = date(2028, 2, 29)
    make_bare_activity(team=team, reference="RPA-0007", title="Inspection", review_due_on=due)
    told = {}
    day = due - timedelta(days=40)
    while day <= due + timedelta(days=40):
        if found := told_on(day, clock):
            told[(day - due).days] = found
        day += timedelta(days=1)
    review = "Review “RPA-0007 Inspection”"
    assert told == {
        -30: [("edith", review)],
        -7: [("edith", review)],
        1: [("ann", review), ("edith", review)],
    }
    assert "Overdue since 29 February 2028." in OutgoingMail.objects.latest("pk").text


def test_all_reminders_of_a_day_are_one_mail(team, clock):
    for days in (3, 20, -5):
        make_bare_activity(team=team, review_due_on=date(2027, 6, 1) + timedelta(days=days))
    assert told_on(date(2027, 6, 1), clock) == [
        ("ann", "Review “{0.reference} {0.title}”".format(_overdue())),
        ("edith", "Review 3 entries"),
    ]


def _overdue() -> Any:
    row = Notification.objects.filter(key__endswith=":overdue")[0].row
    from ropa.models import ProcessingActivity

    return ProcessingActivity.objects.get(pk=row)


def test_a_review_done_in_between_stops_the_ladder(team, clock):
    entry = make_bare_activity(team=team, review_due_on=date(2027, 6, 1))
    assert len(told_on(date(2027, 5, 3), clock)) == 1
    entry.last_reviewed_on = date(2027, 6, 1)
    entry.save()
    for day in (date(2027, 5, 26), date(2027, 6, 10)):
        assert told_on(day, clock) == []
    # A year later it begins anew.
    assert len(told_on(date(2028, 5, 3), clock)) == 1


def test_a_review_done_between_noting_and_telling_is_not_asked_for(team, clock):
    entry = make_bare_activity(team=team, review_due_on=date(2027, 6, 1))
    clock(date(2027, 5, 30))
    assert remind() == 1
    entry.last_reviewed_on = date(2027, 6, 1)
    entry.save()
    assert composing.send_due() == 0


def test_another_day_is_another_ladder(team, clock):
    entry = make_bare_activity(team=team, review_due_on=date(2027, 6, 1))
    assert len(told_on(date(2027, 5, 20), clock)) == 1
    entry.review_due_on = date(2027, 6, 10)
    entry.save()
    assert len(told_on(date(2027, 5, 21), clock)) == 1
    assert told_on(date(2027, 5, 22), clock) == []


def test_days_without_a_worker_are_not_made_up_for(team, clock):
    make_bare_activity(team=team, review_due_on=date(2027, 6, 1))
    assert {who for who, _ in told_on(date(2027, 7, 1), clock)} == {"ann", "edith"}
    assert told_on(date(2027, 7, 2), clock) == []


def test_who_was_given_the_entry_alone_is_reminded_too(clock):
    entry = make_bare_activity(review_due_on=date(2027, 6, 1))
    keeper = person("Editor", name="kim")
    permissions.give_access(keeper, entry)
    assert [who for who, _ in told_on(date(2027, 5, 30), clock)] == ["kim"]


def test_the_evening_before_is_another_day_in_summer(team, monkeypatch):
    make_bare_activity(team=team, review_due_on=date(2027, 6, 30))
    # 23:30 in UTC is half past midnight of the next day in London.
    evening = datetime(2027, 5, 30, 23, 30, tzinfo=ZoneInfo("UTC"))
    monkeypatch.setattr(timezone, "now", lambda: evening)
    assert remind() == 1
    monkeypatch.setattr(timezone, "now", lambda: evening - timedelta(hours=1))
    assert remind(date(2027, 5, 30)) == 0


def test_what_was_told_of_a_review_is_remembered_longer(team, clock):
    make_bare_activity(team=team, review_due_on=date(2027, 6, 1))
    assert len(told_on(date(2027, 7, 1), clock)) == 2
    clock(date(2027, 7, 1) + timedelta(days=DAYS_KEPT + 1))
    assert forget_notifications.call() == 0
    assert told_on(date(2027, 12, 1), clock) == []
    clock(date(2027, 7, 1) + timedelta(days=4 * 365))
    assert forget_notifications.call() == 2


def test_queries_grow_with_what_is_new_alone(team, clock):
    clock(date(2027, 5, 20))
    counts = []
    for number in (2, 20):
        for _ in range(number):
            make_bare_activity(team=team, review_due_on=date(2027, 6, 1))
        remind()
        with CaptureQueriesContext(connection) as queries:
            assert remind() == 0
        counts.append(len(queries))
    assert counts == [6, 6]


def test_whoever_keeps_a_policy_document_is_reminded_and_who_publishes_it_once_it_is_overdue(
    team, clock
):
    # given one that was published, beside a privacy notice, which is due on no day
    activity = make_activity(team=team)
    approve(activity)
    policy, notice = make_policy_document(activity, team=team), make_notice(activity, team=team)
    publish(policy)
    publish(notice)
    published = timezone.localdate(policy.versions.get().created_at)
    activity.review_due_on = published + timedelta(days=3000)
    activity.save()
    due = months_after(published, 12)
    # then
    assert told_on(due - timedelta(days=31), clock) == []
    assert told_on(due - timedelta(days=30), clock) == [("edith", f"Review “{policy.title}”")]
    assert told_on(due + timedelta(days=1), clock) == [
        ("ann", f"Review “{policy.title}”"),
        ("edith", f"Review “{policy.title}”"),
    ]
    # when nothing has changed in it
    review_notice(notice=policy, by=User.objects.get(username="edith"))
    # then
    row = with_last_review(Notice.objects.filter(pk=policy.pk)).get()
    assert review_due(row) == months_after(timezone.localdate(), 12)
    assert told_on(due + timedelta(days=2), clock) == []
