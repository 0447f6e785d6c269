"""Pages of other applications, under what something does in them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ropa.public import related_pages
from ropa.public.related_pages import RelatedPage, register_related_pages


def test_pages_stand_under_their_headings_in_order_of_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(related_pages, "_providers", [])

    def one(kind: str, code: str) -> Iterator[RelatedPage]:
        yield RelatedPage("Leads", f"b {kind}", "/b/")
        yield RelatedPage("Joins", f"c {code}", "/c/")

    def other(kind: str, code: str) -> Iterator[RelatedPage]:
        yield RelatedPage("Leads", "A", "/a/")

    register_related_pages(one)
    register_related_pages(other)

    found = related_pages.related_pages("organisation", "body")

    assert [(heading, [page.name for page in pages]) for heading, pages in found.items()] == [
        ("Leads", ["A", "b organisation"]),
        ("Joins", ["c body"]),
    ]
