"""The search page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..caching import cached_by_register
from .answers import COUNTED, SearchAnswer, answer
from .queries import MAX_LENGTH, MAX_WORDS, SearchQuery, search_query

RESULTS_ON_A_PAGE = 20
# Nobody turns so many pages: what is beyond is counted, and not listed.
MOST_LISTED = 300


@dataclass(frozen=True)
class Choice:
    """A way to narrow results to one kind, and how many are left: at least, if there `are_more`."""

    name: str
    address: str
    count: int
    is_chosen: bool
    are_more: bool


@require_safe
@cached_by_register
def search(request: HttpRequest) -> HttpResponse:
    """Show what is found for `q`: pages of one kind only if `kind` is among those found."""
    asked = search_query(request.GET.get("q", ""))
    context: dict[str, Any] = {
        "asked": asked,
        "max_length": MAX_LENGTH,
        "max_words": MAX_WORDS,
        "listed": MOST_LISTED,
    }
    if asked.words:
        found = answer(asked, request.GET.get("kind", ""))
        context |= {"answer": found, "meant": _address(found.suggestion)}
        context |= _results(asked, found, request.GET.get("page"))
    return render(request, "public/search.html", context)


def _results(asked: SearchQuery, found: SearchAnswer, number: str | None) -> dict[str, Any]:
    page = Paginator(found.hits[:MOST_LISTED], RESULTS_ON_A_PAGE).get_page(number)
    return {
        "kind": found.kind,
        "choices": list(_choices(asked.text, found)),
        "found": min(found.found, COUNTED) if found.has_more else found.found,
        "page": page,
        "results": found.results(list(page.object_list)),
        "query": f"&{urlencode(_parameters(asked.text, found.kind))}",
    }


def _choices(text: str, found: SearchAnswer) -> Iterator[Choice]:
    for kind, count in (("", sum(found.counts.values())), *found.counts.items()):
        are_more = count > COUNTED
        yield Choice(
            kind or "Everything",
            _address(text, kind),
            COUNTED if are_more else count,
            is_chosen=kind == found.kind,
            are_more=are_more,
        )


def _address(text: str, kind: str = "") -> str:
    return f"{reverse('public:search')}?{urlencode(_parameters(text, kind))}"


def _parameters(text: str, kind: str) -> dict[str, str]:
    return {"q": text} | ({"kind": kind} if kind else {})
