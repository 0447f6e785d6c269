"""Pages for tests of search, put into the tables that it reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ropa import read_model
from ropa.models import SearchEntry
from ropa.public.search.pages import RECORD, Passage, SearchPage
from ropa.public.search.search_entries import entry_of
from ropa.public.search.terms import SEARCH_TERMS


def page(title: str, *texts: str, **more: Any) -> SearchPage:
    """Return a page with a part for each text."""
    address = f"/{title.replace(' ', '-').lower()}/"
    passages = tuple(
        Passage(f"{address}#{at}", text, heading=f"Part {at}") for at, text in enumerate(texts)
    )
    return SearchPage(
        **({"kind": RECORD, "title": title, "address": address} | more), passages=passages
    )


def put(pages: Iterable[SearchPage]) -> None:
    """Have these pages be found, and no others."""
    SearchEntry.objects.all().delete()
    SearchEntry.objects.bulk_create([entry_of(f"test:{at}", each) for at, each in enumerate(pages)])
    read_model.rebuild([SEARCH_TERMS])
