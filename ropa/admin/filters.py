"""Filters of the lists."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from ropa import permissions
from ropa.digits import whole_number
from ropa.models import ProcessingActivity, Team
from ropa.models.reviews import due_reviews

from .entry_needs import ever_approved, for_confirmation, has_gaps


class YesNo(admin.SimpleListFilter, ABC):
    """A question with two answers; `yes` says for which rows the answer is yes."""

    answers = ("Yes", "No")

    @abstractmethod
    def yes(self) -> Q:
        """Return the condition on the rows for which the answer is yes."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", self.answers[0]), ("no", self.answers[1])]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "yes":
                return queryset.filter(self.yes())
            case "no":
                return queryset.filter(~self.yes())
        return queryset


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


class ReachableTeam(admin.SimpleListFilter):
    """The teams whose rows the person may see at all."""

    title = "team"
    parameter_name = "team"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        teams: QuerySet[Team] = permissions.reachable_teams(request.user)
        return [(str(pk), name) for pk, name in teams.values_list("pk", "name")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value()
        team = whole_number(chosen or "")
        return queryset if team is None else queryset.filter(team=team)


class Verified(YesNo):
    title = "checked at the source"
    parameter_name = "verified"
    answers = ("Verified", "Not yet verified")

    def yes(self) -> Q:
        return Q(verified_on__isnull=False)


class Ended(YesNo):
    title = "validity"
    parameter_name = "ended"
    answers = ("Ended", "In use today")

    def yes(self) -> Q:
        return Q(valid_to__isnull=False, valid_to__lt=timezone.localdate())
