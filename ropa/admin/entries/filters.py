"""Filters of the list of entries."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from ropa.models import ProcessingActivity
from ropa.models.reviews import due_reviews

from ..shared.filters import YesNo
from .needs import ever_approved, has_gaps, has_inferred


class HasGaps(YesNo):
    title = "facts still to be supplied"
    parameter_name = "gaps"
    answers = ("Some missing", "None missing")

    def yes(self) -> Q:
        return has_gaps()


class StatedBy(YesNo):
    title = "who says so"
    parameter_name = "confirm"
    answers = ("Some is the register’s reading", "The organisation says all of it")

    def yes(self) -> Q:
        return has_inferred()


class EverApproved(YesNo):
    title = "approval"
    parameter_name = "approved"
    answers = ("Approved at least once", "Never approved")

    def yes(self) -> Q:
        return ever_approved()


class ReviewOverdue(YesNo):
    title = "review"
    parameter_name = "overdue"
    answers = ("Overdue", "Not overdue")

    def yes(self) -> Q:
        yesterday = timezone.localdate() - timedelta(days=1)
        overdue = due_reviews(ProcessingActivity.objects.all(), yesterday)
        return Q(pk__in=overdue.order_by().values("pk"))
