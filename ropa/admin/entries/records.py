"""What the admins of entries and of notices have in common."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from ..decisions.pages import DecisionPages
from ..model_admin import StaffModelAdmin
from ..people.sharing import SharingPage
from ..shared.access import allowed
from ..shared.tags import state_tag
from ..shared.teams import OwnTeamsOnly
from .findings import count_tags


class RecordAdmin(OwnTeamsOnly, SharingPage, DecisionPages, StaffModelAdmin):
    """An admin of entries or notices: kept by a team, given to people, decided about, previewed.

    `prepare_rows` leaves on each row its `status` and its `findings`, as `current_status` and
    `current_findings`.
    """

    @admin.display(description="state")
    def state(self, row: Any) -> SafeString:
        return state_tag(row.current_status)

    @admin.display(description="checks")
    def checks(self, row: Any) -> str | SafeString:
        return count_tags(row.current_findings)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        row = super().get_object(request, object_id, from_field)
        if row is not None and request.method == "GET":
            # To know whether the row has changed its document is built, and every part read for
            # that stays on the row: the form needs no queries of its own.
            self.prepare_rows([row])
        return row

    def extra_context_of(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        status = row.current_status
        return {
            "status": status,
            "findings": row.current_findings,
            "offered": self.decisions_offered(request, row, status),
            # What was ever approved is retired, and what was published withdrawn: never deleted.
            "show_delete": not status.number,
            "may_share": allowed(request, "share", row),
        }

    def get_urls(self) -> list[Any]:
        return [self.row_path("preview", self.preview_view), *super().get_urls()]

    @abstractmethod
    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the row as the public would read it if it were approved as it stands."""
