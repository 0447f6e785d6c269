"""Filters of the list of entries."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from ropa.models import (
    ControllerRole,
    Organisation,
    ProcessingActivity,
    Purpose,
    Standing,
    StandingFinding,
)
from ropa.models.grounds import LawfulBasis
from ropa.standings.kept_findings import RULES

from ..shared.filters import YesNo
from .needs import ever_approved, has_inferred


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
        return Q(standing__review_due__lt=timezone.localdate())


class _Chosen(admin.SimpleListFilter, ABC):
    """A filter by one of several values; what is none of them is passed over."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset.filter(self.having(value)) if self.is_known(value) else queryset

    def is_known(self, value: str | None) -> bool:
        """Say whether this is a value to filter by."""
        return value in dict(self.lookup_choices)

    @abstractmethod
    def having(self, value: Any) -> Q:
        """Return the condition on the rows that have this value."""


class StandsAs(_Chosen):
    """By where an entry or a notice was found to stand last."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        either = {Standing.State.DRAFT, Standing.State.SUBMITTED, Standing.State.RETURNED}
        of_entries = {Standing.State.APPROVED, Standing.State.CHANGED, Standing.State.RETIRED}
        is_entry = model_admin.model is ProcessingActivity
        return [
            (state.value, str(state.label))
            for state in Standing.State
            if state in either or (state in of_entries) is is_entry
        ]

    def having(self, value: Any) -> Q:
        return Q(standing__state=value)


class FoundProblems(_Chosen):
    """By what the checks found last: by how much depends on it, or by `?found=` a rule."""

    title = "what the checks find"
    parameter_name = "found"
    _CONDITIONS = {
        "must": Q(standing__must__gt=0),
        "gaps": Q(standing__gaps__gt=0),
        "should": Q(standing__should__gt=0),
        "nothing": Q(standing__must=0, standing__gaps=0, standing__should=0),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        rule = RULES.get(request.GET.get(self.parameter_name, ""))
        return [
            ("must", "Something must be put right"),
            ("gaps", "Facts are still to be supplied"),
            ("should", "Something should be put right"),
            ("nothing", "Nothing"),
            *([(rule.id, f"Not met: {rule.title}")] if rule else []),
        ]

    def having(self, value: Any) -> Q:
        if condition := self._CONDITIONS.get(value):
            return condition
        found = StandingFinding.objects.filter(rule=value, standing=OuterRef("standing"))
        return Q(Exists(found))


class Basis(_Chosen):
    """By the lawful basis of any purpose."""

    title = "lawful basis"
    parameter_name = "basis"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return LawfulBasis.choices

    def having(self, value: Any) -> Q:
        return Q(Exists(Purpose.objects.filter(activity=OuterRef("pk"), lawful_basis=value)))


class _AmongMany(_Chosen):
    """By one of values that are not known beforehand. Of very many none is offered beside the list:
    an address can name one all the same."""

    most = 50

    @abstractmethod
    def values(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the values in use, as pairs of what stands in an address and what people read."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        found = [(str(value), str(name)) for value, name in self.values(request)[: self.most + 1]]
        return found if len(found) <= self.most else []

    def is_known(self, value: str | None) -> bool:
        return bool(value) and "\0" not in str(value)


class Controller(_AmongMany):
    """By a body that is a controller, by its code."""

    title = "controller"
    parameter_name = "controller"

    def values(self, request: HttpRequest) -> QuerySet[Any]:
        roles = ControllerRole.objects.filter(
            organisation=OuterRef("pk"), role__in=ControllerRole.CONTROLLERS
        )
        found = Organisation.objects.filter(Exists(roles)).order_by("name")
        return found.values_list("code", "name")

    def having(self, value: Any) -> Q:
        roles = ControllerRole.objects.filter(
            activity=OuterRef("pk"), organisation__code=value, role__in=ControllerRole.CONTROLLERS
        )
        return Q(Exists(roles))


class Function(_AmongMany):
    """By the function of the body that an entry is part of."""

    title = "function"
    parameter_name = "function"

    def values(self, request: HttpRequest) -> QuerySet[Any]:
        named = ProcessingActivity.objects.exclude(business_function="")
        return (
            named.order_by("business_function")
            .values_list("business_function", "business_function")
            .distinct()
        )

    def having(self, value: Any) -> Q:
        return Q(business_function=value)
