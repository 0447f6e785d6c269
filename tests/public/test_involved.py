"""Pages of other applications, under what something does in them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ropa.public import involved
from ropa.public.involved import Involvement, involvements, register_involver


def test_pages_stand_under_their_headings_in_order_of_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(involved, "_involvers", [])

    def one(kind: str, code: str) -> Iterator[Involvement]:
        yield Involvement("Leads", f"b {kind}", "/b/")
        yield Involvement("Joins", f"c {code}", "/c/")

    def other(kind: str, code: str) -> Iterator[Involvement]:
        yield Involvement("Leads", "A", "/a/")

    register_involver(one)
    register_involver(other)

    found = involvements("organisation", "body")

    assert [(heading, [page.name for page in pages]) for heading, pages in found.items()] == [
        ("Leads", ["A", "b organisation"]),
        ("Joins", ["c body"]),
    ]
