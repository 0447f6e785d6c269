"""Lists of the staff interface, safe against any address."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest

from ropa.digits import GREATEST


class StaffList(ChangeList):
    """A list that no address makes ask the database for what it cannot compare, and that offers to
    show all only where a search or a filter left some out."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if not (self.query or self.get_filters_params()):
            self.full_result_count = self.result_count

    def get_filters(self, request: HttpRequest) -> Any:
        values = (each for several in self.get_filters_params().values() for each in several)
        if not all(map(_can_be_compared, values)):
            raise IncorrectLookupParameters
        return super().get_filters(request)


def _can_be_compared(value: str) -> bool:
    try:
        return abs(int(value)) <= GREATEST
    except ValueError:
        return "\0" not in value
