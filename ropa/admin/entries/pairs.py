"""The page on which people strike out which data is not held about whom, in one table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from ropa import permissions
from ropa.actions.pairing import Pair, set_pairs
from ropa.actions.refusal import Refused
from ropa.models import DataCategory, DataHolding, PeopleCategory

from ..shared.links import page_url
from ..shared.row_pages import RowPages

_PAIR = re.compile(r"([0-9]{1,18})-([0-9]{1,18})")


@dataclass(frozen=True)
class PairCell:
    """Whether data is held about people: `value` is that of the form."""

    value: str
    data: DataCategory
    is_ticked: bool
    to_confirm: bool


@dataclass(frozen=True)
class PeopleLine:
    """A category of people with a cell for each category of data."""

    people: PeopleCategory
    cells: list[PairCell]


class PairsPage(RowPages):
    """An admin of entries with the table of their people and data."""

    def get_urls(self) -> list[Any]:
        return [self.row_path("pairs", self.pairs_view), *super().get_urls()]

    def pairs_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the table; with POST, hold what is ticked. A refusal is told on the same page."""
        entry = self.row_or_404(request, object_id)
        permissions.require(request.user, "change", entry)
        problem = ""
        if request.method == "POST":
            try:
                done = set_pairs(
                    activity=entry,
                    by=request.user,  # type: ignore[arg-type]
                    shown=_pairs(request.POST.getlist("shown")),
                    ticked=_pairs(request.POST.getlist("pair")),
                )
            except Refused as refused:
                problem = str(refused)
            else:
                messages.success(
                    request,
                    f"Saved {entry}: {done.struck_out} struck out, {done.confirmed} confirmed, "
                    f"{done.added} added.",
                )
                return HttpResponseRedirect(page_url(entry))
        held = list(entry.data_holdings.select_related("people_category", "data_category"))
        response = self.render_page(
            request,
            "admin/pairs.html",
            entry,
            "Which data about whom",
            data=_each(holding.data_category for holding in held),
            lines=_lines(held),
            problem=problem,
        )
        response.status_code = 400 if problem else 200
        return response


def _pairs(values: Iterable[str]) -> list[Pair]:
    found = (_PAIR.fullmatch(value) for value in values)
    return list(dict.fromkeys((int(each[1]), int(each[2])) for each in found if each))


def _lines(held: Iterable[DataHolding]) -> list[PeopleLine]:
    by_pair = {(each.people_category_id, each.data_category_id): each for each in held}
    data = _each(holding.data_category for holding in by_pair.values())
    return [
        PeopleLine(
            people, [_cell(people, each, by_pair.get((people.pk, each.pk))) for each in data]
        )
        for people in _each(holding.people_category for holding in by_pair.values())
    ]


def _cell(people: PeopleCategory, data: DataCategory, holding: DataHolding | None) -> PairCell:
    to_confirm = holding is not None and holding.is_inferred
    return PairCell(f"{people.pk}-{data.pk}", data, holding is not None, to_confirm)


def _each[M: (DataCategory, PeopleCategory)](rows: Iterable[M]) -> list[M]:
    """The rows in order, each once."""
    return list({row.pk: row for row in rows}.values())
