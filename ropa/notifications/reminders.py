"""The ladder of reminders about the review of an entry or a policy document: 30 days before it is
due, 7 days before, and when it is overdue."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Model
from django.utils import timezone

from ropa import permissions
from ropa.models import Notice, Notification, NotificationKind, ProcessingActivity, Team
from ropa.models.reviews import due_policy_documents, due_reviews, review_due

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

    Each step is taken once for a row and the day it is due, however often this is done; a review
    moves that day, and the ladder begins anew. Those who keep the row are told and, once it is
    overdue, those who approve or publish it as well.
    """
    day = day or timezone.localdate()
    until = day + timedelta(days=FIRST_REMINDER)
    rows: list[ProcessingActivity | Notice] = [
        *due_reviews(ProcessingActivity.objects.all(), until),
        *due_policy_documents(Notice.objects.all(), until),
    ]
    steps: dict[str, tuple[ProcessingActivity | Notice, date, str]] = {}
    for row in rows:
        due = review_due(row)
        step = step_on(day, due) if due else None
        if due and step:
            of = "policy:" if isinstance(row, Notice) else ""
            steps[f"review:{of}{row.pk}:{due}:{step}"] = row, due, step
    days = {due for _, due, _ in steps.values()}
    already_sent = set(
        Notification.objects.filter(kind=NotificationKind.REVIEW, due_on__in=days).values_list(
            "key", flat=True
        )
    )
    fresh = {key: each for key, each in steps.items() if key not in already_sent}
    told = [row for row, *_ in fresh.values()]
    keepers: dict[type[Model], dict[int, set[int]]] = {
        ProcessingActivity: permissions.keeper_keys(
            ProcessingActivity, {row.pk for row in told if isinstance(row, ProcessingActivity)}
        ),
        Notice: permissions.keeper_keys(
            Notice, {row.pk for row in told if isinstance(row, Notice)}
        ),
    }
    members = permissions.keeper_keys(Team, {row.team_id for row, *_ in fresh.values()})
    deciders: dict[tuple[type[Model], int], set[int]] = {}
    since = _morning_of(day)
    for key, (row, due, step) in fresh.items():
        people = keepers[type(row)][row.pk] | members[row.team_id]
        if step == OVERDUE:
            whose = type(row), row.team_id
            if whose not in deciders:
                deciders[whose] = {each.pk for each in permissions.deciders_about(row)}
            people = people | deciders[whose]
        record_notifications(
            people, NotificationKind.REVIEW, key, row, due_on=due, created_at=since
        )
    return len(fresh)


def _morning_of(day: date) -> datetime:
    """When the reminders of a day count as noted: in time for the mails of its morning."""
    return datetime.combine(day, MORNING, tzinfo=timezone.get_default_timezone())
