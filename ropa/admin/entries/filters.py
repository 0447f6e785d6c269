"""Filters of the list of entries."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from ropa.models import ProcessingActivity
from ropa.models.reviews import due_reviews

from ..shared.filters import YesNo
from .needs import ever_approved, for_confirmation, has_gaps


class HasGaps(YesNo):
    title = "facts still to be supplied"
    parameter_name = "gaps"
    answers = ("Some missing", "None missing")

    def yes(self) -> Q:
        return has_gaps()


class ForConfirmation(YesNo):
    title = "legal grounds"
    parameter_name = "confirm"
    answers = ("Some for confirmation", "All confirmed")

    def yes(self) -> Q:
        return for_confirmation()


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
