"""Which entries need work most: missing facts, a first approval, confirmation of legal grounds."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, When

from ropa.models import (
    Condition,
    ProcessingActivity,
    Purpose,
    RetentionRule,
    SecurityMeasure,
    Version,
)


def has_gaps() -> Q:
    """Return the condition on entries: a fact is still to be supplied."""
    return _has(RetentionRule, to_be_supplied__gt="") | _has(SecurityMeasure, to_be_supplied__gt="")


def for_confirmation() -> Q:
    """Return the condition on entries: a legal ground is still to be confirmed."""
    return _has(Purpose, for_confirmation=True) | _has(Condition, for_confirmation=True)


def ever_approved() -> Q:
    """Return the condition on entries: it was approved at least once."""
    return _has(Version)


def with_need(activities: QuerySet[ProcessingActivity]) -> QuerySet[ProcessingActivity]:
    """Add `need` to each row: 0 for those that need most; `None` for what was retired."""
    retired = _in(Version.objects.newest().filter(is_in_force=False))
    return activities.annotate(
        need=Case(
            When(retired, then=None),
            When(has_gaps(), then=0),
            When(~ever_approved(), then=1),
            When(for_confirmation(), then=2),
            default=3,
            output_field=IntegerField(),
        )
    )


def _has(model: Any, **conditions: Any) -> Q:
    return _in(model.objects.filter(**conditions))


def _in(rows: QuerySet[Any]) -> Q:
    return Q(Exists(rows.filter(activity=OuterRef("pk"))))
