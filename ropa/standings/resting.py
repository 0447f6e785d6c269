"""Which entries and notices rest on a row of reference data, by what was worked out."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db.models import QuerySet, Value

from ropa.models import Standing, StandingUse
from ropa.models.base import ReferenceRow

from .changes import any_of
from .shared_rows import Shared, label


def rows_with_code(code: str) -> set[Shared]:
    """Return the rows of reference data that have a code, of any kind, in one query."""
    kinds = [model for model in apps.get_models() if issubclass(model, ReferenceRow)]
    found = [
        model._default_manager.filter(code=code).order_by().values_list(Value(label(model)), "pk")
        for model in kinds
    ]
    return set(found[0].union(*found[1:]).order_by())


def standings_resting_on(rows: Iterable[Shared]) -> QuerySet[Standing]:
    """Return the standings of the entries and notices that rest on any of these rows."""
    uses = StandingUse.objects.filter(any_of(rows)).order_by()
    return Standing.objects.filter(pk__in=uses.values("standing")).order_by()
