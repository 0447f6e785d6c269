"""Filters of the list of notices and policy documents."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from ropa.models import Notice
from ropa.models.reviews import due_policy_documents

from ..shared.filters import YesNo


class PolicyReviewOverdue(YesNo):
    title = "review of policy documents"
    parameter_name = "overdue"
    answers = ("Overdue", "Not overdue")

    def yes(self) -> Q:
        yesterday = timezone.localdate() - timedelta(days=1)
        overdue = due_policy_documents(Notice.objects.all(), yesterday)
        return Q(pk__in=overdue.order_by().values("pk"))
