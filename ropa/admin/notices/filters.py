"""Filters of the list of notices and policy documents."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from ..shared.filters import YesNo


class PolicyReviewOverdue(YesNo):
    title = "review of policy documents"
    parameter_name = "overdue"
    answers = ("Overdue", "Not overdue")

    def yes(self) -> Q:
        return Q(standing__review_due__lt=timezone.localdate())
