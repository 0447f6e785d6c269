"""A page of a queue: its rows by state, the newest first, and a decision about one of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.http.request import QueryDict
from django.template.response import TemplateResponse
from django.views import View

from ropa import permissions
from ropa.digits import whole_number

PER_PAGE = 50


class QueuePage[Row: Model](View, ABC):
    """List the rows that have one of the states asked for; with POST, decide about one row.

    `filters` are what can be shown: the word in the address, what it is called, and the states; the
    first is shown if none is asked for. `not_done` is said where a decision came too late. Raises
    `PermissionDenied` for people who may not view the rows, or, with POST, not change them.
    """

    model: type[Row]
    state_field: ClassVar[str]
    filters: ClassVar[Mapping[str, tuple[str, tuple[str, ...]]]]
    title: ClassVar[str]
    template_name: ClassVar[str]
    not_done: ClassVar[str]

    def rows(self) -> QuerySet[Row]:
        """Return all rows, with what a line of the list needs of them."""
        return self.model._default_manager.all()

    @abstractmethod
    def context(self, page: Page[Row]) -> dict[str, Any]:
        """Return what the template needs: `listed` has a line for each row of the page, with the
        `row` and whether one `can_decide` about it."""

    @abstractmethod
    def decide(self, row: Row, decision: str) -> str:
        """Carry out a decision, and return what to say; an empty text if it cannot be done."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self._require("view")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        show = self._shown(request.GET) or next(iter(self.filters))
        in_state = {f"{self.state_field}__in": self.filters[show][1]}
        rows = self.rows().filter(**in_state).order_by("-pk")
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        states = self.model._default_manager.order_by().values_list(self.state_field)
        counts = dict(states.annotate(Count("pk")))
        own = self.context(page)
        may_decide = permissions.may(request.user, "change", self.model)
        context = {
            **site.each_context(request),
            "title": self.title,
            "filters": [
                (name, title, sum(counts.get(state, 0) for state in states), name == show)
                for name, (title, states) in self.filters.items()
            ],
            "show": show,
            "query": f"&show={show}",
            "page": page,
            "may_decide": may_decide and any(line.can_decide for line in own["listed"]),
            **own,
        }
        return TemplateResponse(request, self.template_name, context)

    def post(self, request: HttpRequest) -> HttpResponse:
        self._require("change")
        key = whole_number(request.POST.get("row", "")) or 0
        row = self.model._default_manager.filter(pk=key).first()
        done = self.decide(row, request.POST.get("decision", "")) if row else ""
        (messages.success if done else messages.warning)(request, done or self.not_done)
        show = self._shown(request.POST)
        return HttpResponseRedirect(request.path + (f"?show={show}" if show else ""))

    def _shown(self, asked: QueryDict) -> str:
        show = asked.get("show", "")
        return show if show in self.filters else ""

    def _require(self, verb: str) -> None:
        if not (answer := permissions.may(self.request.user, verb, self.model)):
            raise PermissionDenied(answer.reason)
