"""What the admins of entries and of notices have in common."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.safestring import SafeString

from ropa.actions.transitions import transition
from ropa.dates import day_in_words
from ropa.models import Standing
from ropa.standings.keys import key_of
from ropa.standings.reading import bring_up_to_date, outdated_since

from ..decisions.pages import DecisionPages
from ..editing.conflicts import SAVE_AND_SUBMIT
from ..model_admin import StaffModelAdmin
from ..people.sharing import SharingPage
from ..shared.access import allowed
from ..shared.links import page_url
from ..shared.tags import being_worked_out, state_tag
from ..shared.teams import OwnTeamsOnly
from .findings import count_tags


class RecordAdmin(OwnTeamsOnly, SharingPage, DecisionPages, StaffModelAdmin):
    """An admin of entries or notices: kept by a team, given to people, decided about, previewed.

    Lists show where each was found to stand last (`ropa.standings`); its own page works that out:
    `work_out` leaves on a row its `status` and its `findings`, as `current_status` and
    `current_findings`.
    """

    change_list_template: ClassVar[str] = "admin/standings/change_list.html"

    @admin.display(description="state", ordering="standing__state")
    def state(self, row: Any) -> SafeString:
        standing = getattr(row, "standing", None)
        if standing is None or row.is_outdated:
            return being_worked_out(standing)
        return state_tag(Standing.State(standing.state))

    @admin.display(description="checks", ordering="standing__must")
    def checks(self, row: Any) -> str | SafeString:
        standing = getattr(row, "standing", None)
        return count_tags(standing.must, standing.gaps + standing.should) if standing else ""

    @admin.display(description="review due", ordering="standing__review_due")
    def review(self, row: Any) -> str:
        standing = getattr(row, "standing", None)
        return day_in_words(standing.review_due if standing else None)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        told = {
            "outdated": bring_up_to_date(),
            "may_change_several": allowed(request, "change", self.model),
        }
        return super().changelist_view(request, {**told, **(extra_context or {})})

    def prepare_rows(self, rows: list[Any]) -> None:
        marked = outdated_since({key_of(row) for row in rows})
        today = timezone.localdate()
        for row in rows:
            standing = getattr(row, "standing", None)
            look = standing and standing.next_look
            row.is_outdated = key_of(row) in marked or bool(look and look <= today)

    @abstractmethod
    def work_out(self, row: Any) -> None:
        """Leave on a row where it stands and what the checks find in it, as it is now."""

    def prepare_row(self, row: Any) -> None:
        self.work_out(row)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        row = super().get_object(request, object_id, from_field)
        if row is not None and request.method == "GET":
            # To know whether the row has changed its document is built, and every part read for
            # that stays on the row: the form needs no queries of its own.
            self.work_out(row)
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
