"""Lists of the staff interface: what they are filtered by, and columns that need more than the row,
read once for the page, never once for each row."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest

from ropa.digits import GREATEST


class StaffList(ChangeList):
    """A list that no address makes ask the database for what it cannot compare."""

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


class ListedTogether(admin.ModelAdmin):
    """An admin that looks at all rows of a list page at once before they are shown."""

    def look_at(self, rows: list[Any]) -> None:
        """Read what the columns need for these rows and leave it on them."""

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        changelist: Any = super().get_changelist_instance(request)
        changelist.result_list = list(changelist.result_list)
        self.look_at(changelist.result_list)
        return changelist
