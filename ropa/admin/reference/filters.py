"""Filters of the lists of reference data."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from ..shared.filters import YesNo


class Verified(YesNo):
    title = "checked at the source"
    parameter_name = "verified"
    answers = ("Verified", "Not yet verified")

    def yes(self) -> Q:
        return Q(verified_on__isnull=False)


class HasEnded(YesNo):
    title = "validity"
    parameter_name = "ended"
    answers = ("Ended", "In use today")

    def yes(self) -> Q:
        return Q(valid_to__isnull=False, valid_to__lt=timezone.localdate())
