"""The ladder of reminders about an entry's review: 30 days before it is due, 7 days before, and
when it is overdue."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from ropa import permissions
from ropa.models import Notification, NotificationKind, ProcessingActivity, Team
from ropa.models.reviews import due_reviews, review_due

from .choices import MORNING
from .current import FIRST_REMINDER
from .recording import record_notifications

SECOND_REMINDER = 7
OVERDUE = "overdue"


def step_on(day: date, due: date) -> str | None:
    """Return which reminder about a review due on one day is to be given on another, if any."""
    days_left = (due - day).days
    if days_left < 0:
        return OVERDUE
    for days in (SECOND_REMINDER, FIRST_REMINDER):
        if days_left <= days:
            return str(days)
    return None


def remind(day: date | None = None) -> int:
    """Note who is to be reminded on a day (today) of which reviews, and return of how many.

    Each step is taken once for an entry and the day it is due, however often this is done; a
    review moves that day, and the ladder begins anew. Those who keep the entry are told and, once
    it is overdue, those who approve as well.
    """
    day = day or timezone.localdate()
    until = day + timedelta(days=FIRST_REMINDER)
    entries = {row.pk: row for row in due_reviews(ProcessingActivity.objects.all(), until)}
    steps: dict[str, tuple[ProcessingActivity, date, str]] = {}
    for row in entries.values():
        due = review_due(row)
        step = step_on(day, due) if due else None
        if due and step:
            steps[f"review:{row.pk}:{due}:{step}"] = row, due, step
    days = {due for _, due, _ in steps.values()}
    already_sent = set(
        Notification.objects.filter(kind=NotificationKind.REVIEW, due_on__in=days).values_list(
            "key", flat=True
        )
    )
    fresh = {key: each for key, each in steps.items() if key not in already_sent}
    keepers = permissions.keeper_keys(ProcessingActivity, {row.pk for row, *_ in fresh.values()})
    members = permissions.keeper_keys(Team, {row.team_id for row, *_ in fresh.values()})
    deciders: dict[int, set[int]] = {}
    since = _morning_of(day)
    for key, (row, due, step) in fresh.items():
        people = keepers[row.pk] | members[row.team_id]
        if step == OVERDUE:
            if row.team_id not in deciders:
                deciders[row.team_id] = {each.pk for each in permissions.deciders_about(row)}
            people = people | deciders[row.team_id]
        record_notifications(
            people, NotificationKind.REVIEW, key, row, due_on=due, created_at=since
        )
    return len(fresh)


def _morning_of(day: date) -> datetime:
    """When the reminders of a day count as noted: in time for the mails of its morning."""
    return datetime.combine(day, MORNING, tzinfo=timezone.get_default_timezone())
