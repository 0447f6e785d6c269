"""Filters of the lists."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from ropa import permissions
from ropa.models import Condition, Purpose, RetentionRule, SecurityMeasure, Team, Version


def _has(model: Any, **conditions: Any) -> Q:
    return Q(Exists(model.objects.filter(activity=OuterRef("pk"), **conditions)))


class YesNo(admin.SimpleListFilter):
    """A question with two answers; `yes` says for which rows the answer is yes."""

    answers = ("Yes", "No")

    def yes(self) -> Q:
        raise NotImplementedError

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
        return _has(RetentionRule, to_be_supplied__gt="") | _has(
            SecurityMeasure, to_be_supplied__gt=""
        )


class ForConfirmation(YesNo):
    title = "legal grounds"
    parameter_name = "confirm"
    answers = ("Some for confirmation", "All confirmed")

    def yes(self) -> Q:
        return _has(Purpose, for_confirmation=True) | _has(Condition, for_confirmation=True)


class EverApproved(YesNo):
    title = "approval"
    parameter_name = "approved"
    answers = ("Approved at least once", "Never approved")

    def yes(self) -> Q:
        return _has(Version)


class ReviewOverdue(YesNo):
    title = "review"
    parameter_name = "overdue"
    answers = ("Overdue", "Not overdue")

    def yes(self) -> Q:
        return Q(review_due_on__lt=timezone.localdate(), review_due_on__isnull=False)


class ReachableTeam(admin.SimpleListFilter):
    """The teams whose rows the person may see at all."""

    title = "team"
    parameter_name = "team"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        teams: QuerySet[Team] = permissions.reachable_teams(request.user)
        return [(str(pk), name) for pk, name in teams.values_list("pk", "name")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value()
        if chosen and chosen.isdecimal():
            return queryset.filter(team=int(chosen))
        return queryset


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
