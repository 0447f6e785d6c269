"""Which entries need work most: missing facts, a first approval, what is to be confirmed."""

from __future__ import annotations

from functools import reduce
from operator import add, or_
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from ropa.models import (
    ControllerRole,
    DataHolding,
    ProcessingActivity,
    Purpose,
    RetentionRule,
    SecurityMeasure,
    Version,
)
from ropa.models.base import Fact, part_relations
from ropa.models.grounds import BASIS_TO_BE_SUPPLIED

_FACTS = [part for part in part_relations(ProcessingActivity).values() if issubclass(part, Fact)]
_ASKED_FOR = (ControllerRole, Purpose, DataHolding, RetentionRule, SecurityMeasure)


def has_gaps() -> Q:
    """Return the condition on entries: a fact is still to be supplied."""
    return (
        _has(RetentionRule, to_be_supplied__gt="")
        | _has(SecurityMeasure, to_be_supplied__gt="")
        | _has(Purpose, lawful_basis=BASIS_TO_BE_SUPPLIED)
    )


def has_inferred() -> Q:
    """Return the condition on entries: something is the register’s reading, for the body to
    confirm."""
    return reduce(or_, (_has(fact, is_inferred=True) for fact in _FACTS))


def ever_approved() -> Q:
    """Return the condition on entries: it was approved at least once."""
    return _has(Version)


def lacking_most_first(activities: QuerySet[ProcessingActivity]) -> QuerySet[ProcessingActivity]:
    """Put first what lacks most, by `lacking`: of how many of the parts that UK GDPR Articles 6 and
    30(1) ask for a row has none, with one more for facts still to be supplied."""
    missing = [~_has(part) for part in _ASKED_FOR]
    counted = [Case(When(lacks, then=1), default=0) for lacks in (*missing, has_gaps())]
    return activities.annotate(lacking=reduce(add, counted)).order_by("-lacking", "reference")


def _has(model: Any, **conditions: Any) -> Q:
    return _in(model.objects.filter(**conditions))


def _in(rows: QuerySet[Any]) -> Q:
    return Q(Exists(rows.filter(activity=OuterRef("pk"))))
