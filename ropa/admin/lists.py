"""Lists whose columns need more than the row: read once for the page, never once for each row."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest


class ListedTogether(admin.ModelAdmin):
    """An admin that looks at all rows of a list page at once before they are shown."""

    def look_at(self, rows: list[Any]) -> None:
        """Read what the columns need for these rows and leave it on them."""

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        changelist: Any = super().get_changelist_instance(request)
        changelist.result_list = list(changelist.result_list)
        self.look_at(changelist.result_list)
        return changelist
