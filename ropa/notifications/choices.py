"""How often each person gets each kind of notification: their choices, and the defaults."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from ropa import permissions
from ropa.models import Frequency, NotificationChoice, NotificationKind

DEFAULTS = {
    NotificationKind.APPROVAL: Frequency.AT_ONCE,
    NotificationKind.RETURNED: Frequency.AT_ONCE,
    NotificationKind.DECIDED: Frequency.DAILY,
    NotificationKind.REVIEW: Frequency.DAILY,
    NotificationKind.IMPORT: Frequency.AT_ONCE,
    NotificationKind.GIVEN: Frequency.AT_ONCE,
    NotificationKind.DAMAGED: Frequency.AT_ONCE,
}
# When collected mails go out, in the register's time zone; the weekly ones on a Monday.
MORNING = time(7)
MONDAY = 0


def kinds_for(person: User) -> list[NotificationKind]:
    """Return what a person may be told of: of damage administrators alone."""
    return [
        kind
        for kind in NotificationKind
        if kind != NotificationKind.DAMAGED or permissions.is_administrator(person)
    ]


def choices_of(person: User) -> dict[str, str]:
    """Return how soon a person wants to be told, for each kind of matter."""
    chosen = NotificationChoice.objects.filter(person=person).values_list("kind", "frequency")
    return {str(kind): str(frequency) for kind, frequency in DEFAULTS.items()} | dict(chosen)


def choose(person: User, choices: dict[str, str]) -> None:
    """Keep how soon a person wants to be told, for the kinds that are named."""
    for kind, frequency in choices.items():
        NotificationChoice.objects.update_or_create(
            person=person, kind=kind, defaults={"frequency": frequency}
        )


def due_at(frequency: str, since: datetime) -> datetime | None:
    """Return when somebody is told of what happened at `since`; `None` if they are not."""
    if frequency == Frequency.NEVER:
        return None
    if frequency == Frequency.AT_ONCE:
        return since
    zone = timezone.get_default_timezone()
    day = since.astimezone(zone).date()
    # By the calendar and not by hours: a day on which the clocks change is not 24 of them.
    while True:
        morning = datetime.combine(day, MORNING, tzinfo=zone)
        is_day = frequency == Frequency.DAILY or day.weekday() == MONDAY
        if is_day and morning >= since:
            return morning
        day += timedelta(days=1)
