"""Days that people write down: none before the years that can be meant, and none to come for what
was done."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

TOO_EARLY = "This day is too long ago. Write its year in four digits, such as 2026."
STILL_TO_COME = "This day is still to come. Write the day on which it was done."
_DONE_ON = frozenset(
    {
        "assessed_on",
        "children_considered_on",
        "dpia_decided_on",
        "due_diligence_on",
        "last_reviewed_on",
        "reviewed_on",
        "signed_on",
        "verified_on",
    }
)
_FIRST_DAY = date(1900, 1, 1)
# Charters and Acts in force, and bodies, may be much older: the oldest are of the eleventh century.
_FIRST_DAYS = {"valid_from": date(1000, 1, 1)}


def first_day(name: str) -> date:
    """Return the first day that a field of that name may hold."""
    return _FIRST_DAYS.get(name, _FIRST_DAY)


def refuse_not_meant(name: str, day: Any) -> None:
    """Raise `ValidationError` if the field `name` cannot mean that day: one of a year too long ago,
    or one still to come where the field says when something was done. It may be empty."""
    if not isinstance(day, date):
        return
    if day < first_day(name):
        raise ValidationError(TOO_EARLY, code="too_early")
    if name in _DONE_ON and day > timezone.localdate():
        raise ValidationError(STILL_TO_COME, code="still_to_come")


def not_too_early(name: str, *fields: str) -> models.CheckConstraint:
    """Return a constraint: no day in `fields` is of a year too long ago."""
    condition = Q()
    for field in fields:
        condition &= Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": first_day(field)})
    return models.CheckConstraint(
        condition=condition,
        name=name,
        violation_error_message=TOO_EARLY,
    )
