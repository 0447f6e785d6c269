"""Filters of lists, for rows of any kind."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from ropa import permissions
from ropa.digits import whole_number
from ropa.models import Team


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


class ReachableTeam(admin.SimpleListFilter):
    """The teams whose rows the person may see at all."""

    title = "team"
    parameter_name = "team"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        teams: QuerySet[Team] = permissions.reachable_teams(request.user)
        return [(str(pk), name) for pk, name in teams.values_list("pk", "name")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        team = whole_number(value or "")
        return queryset if team is None else queryset.filter(team=team)
