"""What the admins of entries and of notices have in common."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString

from ropa.actions.transitions import transition

from ..decisions.pages import DecisionPages
from ..model_admin import StaffModelAdmin
from ..people.sharing import SharingPage
from ..shared.access import allowed
from ..shared.links import page_url
from ..shared.tags import state_tag
from ..shared.teams import OwnTeamsOnly
from .findings import count_tags

# The button that saves a row and goes on to submit it.
SAVE_AND_SUBMIT = "_submit"


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

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if allowed(request, "submit", kwargs.get("obj") or self.model):
            context["save_and_submit"] = SAVE_AND_SUBMIT
        return super().render_change_form(request, context, *args, **kwargs)

    def _redirect_to_row(self, request: HttpRequest, obj: Any) -> HttpResponse:
        answer = super()._redirect_to_row(request, obj)
        if SAVE_AND_SUBMIT not in request.POST:
            return answer
        row = self._reload(request, obj)
        if row.current_status.state in transition(row, "submit").before:
            return HttpResponseRedirect(page_url(row, "submit"))
        messages.warning(
            request,
            "There is nothing to submit: it waits already, or says what was approved last.",
        )
        return answer

    def get_urls(self) -> list[Any]:
        return [self.row_path("preview", self.preview_view), *super().get_urls()]

    @abstractmethod
    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the row as the public would read it if it were approved as it stands."""
