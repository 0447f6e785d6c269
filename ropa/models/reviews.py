"""Review dates of entries and of policy documents, derived from their dates and decisions.

A policy document is reviewed from time to time while it is relied on (DPA 2018 section 42(3)(b) and
Schedule 1 paragraph 40(1)(b)): its publisher plans no day, so it is due so long after it was
published or reviewed last.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from django.db.models import DateTimeField, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone

from .activities import ProcessingActivity
from .decisions import Decision
from .notices import Notice
from .versions import Version

REVIEW_AFTER_MONTHS = 12


def with_last_review[S: (ProcessingActivity, Notice)](rows: QuerySet[S]) -> QuerySet[S]:
    """Add `reviewed_at` to each row: when it was last approved, published or reviewed here, or
    `None`."""
    subject = "notice" if rows.model is Notice else "activity"
    decided = (
        Decision.objects.reviews()
        .filter(**{subject: OuterRef("pk")})
        .order_by()
        .values(subject)
        .annotate(newest=Max("decided_at"))
        .values("newest")
    )
    return rows.annotate(reviewed_at=Subquery(decided, output_field=DateTimeField()))


def last_reviewed(row: ProcessingActivity | Notice) -> date | None:
    """Return the day of the last review of a row that was read by `with_last_review`."""
    reviewed_at = row.reviewed_at  # type: ignore[union-attr]
    elsewhere = row.last_reviewed_on if isinstance(row, ProcessingActivity) else None
    days = [elsewhere, reviewed_at and timezone.localtime(reviewed_at).date()]
    return max((day for day in days if day), default=None)


def review_due(row: ProcessingActivity | Notice) -> date | None:
    """Return the day by which a row that was read by `with_last_review` is to be reviewed.

    A planned day holds until a review has passed it; then, and where none is planned, it is
    `REVIEW_AFTER_MONTHS` after the last review. What was never reviewed is due on no day, and
    neither is a privacy notice, which changes with its entries.
    """
    if isinstance(row, Notice) and not row.is_policy_document:
        return None
    last = last_reviewed(row)
    planned = row.review_due_on if isinstance(row, ProcessingActivity) else None
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


def due_policy_documents(notices: QuerySet[Notice], day: date) -> QuerySet[Notice]:
    """Return the policy documents among notices whose review is due by `day`, read by
    `with_last_review`. What was withdrawn is due no more."""
    withdrawn = Version.objects.newest().of_notices().filter(is_in_force=False)
    documents = notices.filter(kind=Notice.Kind.POLICY_DOCUMENT)
    long_ago = Q(reviewed_at__date__lte=_last_review_before(day))
    return (
        with_last_review(documents)
        .filter(long_ago)
        .exclude(pk__in=withdrawn.order_by().values("notice"))
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
