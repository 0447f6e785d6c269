"""The history page of a row: who changed and decided what, from what to what, read-only."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse

from ropa.history.sources import sources_of
from ropa.history.timeline import Timeline, timeline

from ..shared.paging import requested_page
from ..shared.row_pages import RowPages
from .forms import HistoryForm


class HistoryPage(RowPages):
    """An admin whose history page shows what happened to the row and its parts."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        # What the row's own page reads along with it is not shown here.
        row = super().get_object(request, object_id)
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        sources = sources_of({type(row): Q(id=row.pk)})
        form = HistoryForm(request.GET, sources)
        timeline_page = timeline(sources, form.filters, requested_page(request))
        context = {**history_context(request, form, timeline_page), **(extra_context or {})}
        return self.render_page(request, "admin/history.html", row, "History", **context)


def history_context(
    request: HttpRequest, form: HistoryForm, timeline_page: Timeline
) -> dict[str, Any]:
    """Return what the templates of a history need, from the form and a page of the timeline."""
    page_number = request.GET.get("page", "1")
    left_out = form.left_out
    if page_number != str(timeline_page.page):
        left_out.append(
            f"There is no page “{page_number[:20]}”. You see page {timeline_page.page}."
        )
    query = request.GET.copy()
    query.pop("page", None)
    pages = Paginator(range(timeline_page.pages), 1).page(timeline_page.page)
    return {
        "form": form,
        "left_out": left_out,
        "timeline": timeline_page,
        "is_filtered": any(query.values()),
        "pages": pages,
        "page_numbers": pages.paginator.get_elided_page_range(timeline_page.page),
        "query": f"&{query.urlencode()}" if query else "",
    }
