"""Review dates of entries, derived from their dates and decisions."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from django.db.models import DateTimeField, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone

from .activities import ProcessingActivity
from .decisions import Decision
from .versions import Version

REVIEW_AFTER_MONTHS = 12


def with_last_review(activities: QuerySet[ProcessingActivity]) -> QuerySet[ProcessingActivity]:
    """Add `reviewed_at` to each row: when it was last approved or reviewed here, or `None`."""
    decided = (
        Decision.objects.reviews()
        .filter(activity=OuterRef("pk"))
        .order_by()
        .values("activity")
        .annotate(newest=Max("decided_at"))
        .values("newest")
    )
    return activities.annotate(reviewed_at=Subquery(decided, output_field=DateTimeField()))


def last_reviewed(activity: ProcessingActivity) -> date | None:
    """Return the day of the last review of an entry that was read by `with_last_review`."""
    reviewed_at = activity.reviewed_at  # type: ignore[attr-defined]
    days = [activity.last_reviewed_on, reviewed_at and timezone.localtime(reviewed_at).date()]
    return max((day for day in days if day), default=None)


def review_due(activity: ProcessingActivity) -> date | None:
    """Return the day by which an entry that was read by `with_last_review` is to be reviewed.

    A planned day holds until a review has passed it; then, and where none is planned, it is
    `REVIEW_AFTER_MONTHS` after the last review. An entry never reviewed is due on no day.
    """
    last, planned = last_reviewed(activity), activity.review_due_on
    if planned and (last is None or planned > last):
        return planned
    return months_after(last, REVIEW_AFTER_MONTHS) if last else None


def due_reviews(
    activities: QuerySet[ProcessingActivity], day: date
) -> QuerySet[ProcessingActivity]:
    """Return those whose review is due by `day`, read by `with_last_review`.

    What was retired is due no more.
    """
    retired = Version.objects.newest().of_activities().filter(is_in_force=False)
    return (
        with_last_review(activities)
        .filter(due_by(day))
        .exclude(pk__in=retired.order_by().values("activity"))
    )


def due_by(day: date) -> Q:
    """Return the condition on rows read by `with_last_review`: the review is due by `day`."""
    long_ago = _last_review_before(day)
    planned = (
        Q(review_due_on__isnull=False)
        & (Q(last_reviewed_on__isnull=True) | Q(review_due_on__gt=F("last_reviewed_on")))
        & (Q(reviewed_at__isnull=True) | Q(review_due_on__gt=TruncDate("reviewed_at")))
    )
    reviewed = Q(last_reviewed_on__isnull=False) | Q(reviewed_at__isnull=False)
    not_since = (Q(last_reviewed_on__isnull=True) | Q(last_reviewed_on__lte=long_ago)) & (
        Q(reviewed_at__isnull=True) | Q(reviewed_at__date__lte=long_ago)
    )
    return (planned & Q(review_due_on__lte=day)) | (~planned & reviewed & not_since)


def _last_review_before(due: date) -> date:
    """The latest day of a review after which the next one is due by `due`."""
    same_day = months_after(due, -REVIEW_AFTER_MONTHS)
    # After a 29 February the next review is due on a 28th.
    next_day = same_day + timedelta(days=1)
    return next_day if months_after(next_day, REVIEW_AFTER_MONTHS) <= due else same_day


def months_after(day: date, months: int) -> date:
    """Return the same day `months` later, or the last of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
