"""The search page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..caching import cached_by_register
from .answers import SearchAnswer, SearchIndex
from .queries import MAX_LENGTH, SearchQuery, search_query
from .search_cache import search_index

RESULTS_ON_A_PAGE = 20
# Nobody turns so many pages: what is beyond is counted, and not listed.
MOST_LISTED = 300


@dataclass(frozen=True)
class Choice:
    """A way to narrow results to one kind, and how many are left."""

    name: str
    address: str
    count: int
    is_chosen: bool


@require_safe
@cached_by_register
def search(request: HttpRequest) -> HttpResponse:
    """Show what is found for `q`: pages of one kind only if `kind` is among those found."""
    asked = search_query(request.GET.get("q", ""))
    context: dict[str, Any] = {"asked": asked, "max_length": MAX_LENGTH, "listed": MOST_LISTED}
    if asked.words:
        index = search_index()
        answer = index.answer(asked)
        context |= {"answer": answer, "meant": _address(answer.suggestion)}
        context |= _results(request.GET, index, asked, answer)
    return render(request, "public/search.html", context)


def _results(
    chosen: Mapping[str, str], index: SearchIndex, asked: SearchQuery, answer: SearchAnswer
) -> dict[str, Any]:
    counts = index.counts(answer.hits)
    kind = chosen.get("kind", "")
    if kind not in counts:
        kind = ""
    hits = index.of_kind(answer.hits, kind) if kind else answer.hits
    page = Paginator(hits[:MOST_LISTED], RESULTS_ON_A_PAGE).get_page(chosen.get("page"))
    return {
        "kind": kind,
        "choices": list(_choices(asked.text, counts, kind)),
        "found": len(hits),
        "page": page,
        "results": index.results(page.object_list, answer),
        "query": f"&{urlencode(_parameters(asked.text, kind))}",
    }


def _choices(text: str, counts: Mapping[str, int], chosen: str) -> Iterator[Choice]:
    yield Choice("Everything", _address(text), sum(counts.values()), is_chosen=not chosen)
    for kind, count in counts.items():
        yield Choice(kind, _address(text, kind), count, is_chosen=kind == chosen)


def _address(text: str, kind: str = "") -> str:
    return f"{reverse('public:search')}?{urlencode(_parameters(text, kind))}"


def _parameters(text: str, kind: str) -> dict[str, str]:
    return {"q": text} | ({"kind": kind} if kind else {})
