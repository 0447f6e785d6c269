"""Days that people write down: none before the years that can be meant."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

TOO_EARLY = "This day is too long ago. Write its year in four digits, such as 2026."
_FIRST_DAY = date(1900, 1, 1)
# Charters and Acts in force, and bodies, may be much older: the oldest are of the eleventh century.
_FIRST_DAYS = {"valid_from": date(1000, 1, 1)}


def first_day(name: str) -> date:
    """Return the first day that a field of that name may hold."""
    return _FIRST_DAYS.get(name, _FIRST_DAY)


def refuse_too_early(name: str, day: Any) -> None:
    """Raise `ValidationError` if the field `name` cannot mean that day; it may be empty."""
    if isinstance(day, date) and day < first_day(name):
        raise ValidationError(TOO_EARLY, code="too_early")


def not_too_early(name: str, *fields: str) -> models.CheckConstraint:
    """Return a constraint: no day in `fields` is one that `refuse_too_early` refuses."""
    condition = Q()
    for field in fields:
        condition &= Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": first_day(field)})
    return models.CheckConstraint(
        condition=condition,
        name=name,
        violation_error_message=TOO_EARLY,
    )
