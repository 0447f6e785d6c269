"""What a worker does so that people are told."""

from __future__ import annotations

from datetime import time, timedelta

from django.utils import timezone

from ropa.background import enqueue, task
from ropa.background.schedule import daily, run_every
from ropa.models import Notification, NotificationKind

from . import composing, recipients, reminders
from .choices import MORNING

KEY = "notifications:send"
# How long it is remembered that somebody was told. Of a review longer: as long as it may stay
# overdue without anybody being reminded of it twice.
DAYS_KEPT, DAYS_KEPT_OF_REVIEWS = 90, 3 * 365


@task(title="Tell those who approve of a submission", attempts=10)
def tell_deciders(decision: int) -> int:
    """Note whom a submission concerns, and return how many they are."""
    return recipients.tell_deciders(decision)


@task(title="Tell administrators of a damaged document", attempts=10)
def tell_administrators(sequence: int) -> int:
    """Note that administrators are to be told of it, and return how many they are."""
    return recipients.tell_administrators(sequence)


@task(title="Write mails about work")
def send_notifications() -> int:
    """Write the mails that are due, and return how many."""
    return composing.send_due()


@task(title="Remind of reviews")
def remind_of_reviews() -> int:
    """Note who is to be reminded today, write the mails, and return of how many reviews."""
    reminded = reminders.remind()
    composing.send_due()
    return reminded


@task(title="Forget of what people were told long ago")
def forget_notifications() -> int:
    """Remove what was settled long ago, and return how many there were."""
    now = timezone.now()
    ended = Notification.objects.filter(settled_at__lt=now - timedelta(days=DAYS_KEPT))
    removed, _ = ended.exclude(kind=NotificationKind.REVIEW).delete()
    older = ended.filter(settled_at__lt=now - timedelta(days=DAYS_KEPT_OF_REVIEWS))
    removed_of_reviews, _ = older.delete()
    return removed + removed_of_reviews


def ask_for_sending() -> None:
    """Have the mails written that are due."""
    enqueue(send_notifications, key=KEY)


run_every(timedelta(hours=1), send_notifications)
daily(MORNING, remind_of_reviews)
daily(time(3), forget_notifications)
