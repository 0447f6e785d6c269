"""Whatever is asked for at a public address, the answer is a page, and never a fault."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from ropa.models import Notice, NoticeSection, ProcessingActivity
from tests.properties import costly
from tests.public.addresses import public_patterns, with_parameters
from tests.public.pdf.stand_ins import stand_in_for_pdfs

EXPECTED = {200, 301, 302, 304, 400, 404, 405, 410, 412}
# A worker makes these files: until then the answer says when to come again.
MADE_LATER = ("/register.xlsx", "/register.zip")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
PARAMETERS = ("organisation", "page", "from", "to", "day", "month", "year", "q", "kind", "at")

odd_words = st.one_of(
    st.text(max_size=40),
    st.integers().map(str),
    st.dates().map(str),
    st.datetimes().map(str),
    st.sampled_from(
        [
            "\0",
            "1" * 5000,
            "a" * 10_000,
            "-1",
            "1e999",
            "٣",
            "0000-00-00",
            "9999-12-31",
            "2026-02-30",
            "<script>alert(1)</script>",
            "' OR 1=1 --",
            '"AND NEAR( *',
            "%",
            "../../etc/passwd",
            "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
        ]
    ),
)
queries = st.one_of(
    st.lists(st.tuples(st.sampled_from(PARAMETERS), odd_words), max_size=4).map(urlencode),
    st.binary(max_size=60).map(lambda some: quote(some, safe="&=;?/+")),
    st.sampled_from(["%", "%zz", "&&&==", "page=%00", "page", "from=1&to=2", "from=2&to=1"]),
)
conditions = st.fixed_dictionaries(
    {},
    optional={
        name: st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30)
        for name in ("If-None-Match", "If-Modified-Since", "If-Match", "Accept-Encoding", "Range")
    },
)
routes = list(public_patterns())


@st.composite
def paths(draw: st.DrawFn) -> str:
    """An address of some public pattern, with names that exist, names that do not, or nonsense."""
    if draw(st.integers(0, 9)) == 0:
        return "/" + quote(draw(st.text(max_size=60)).encode("utf-8", "replace"))
    slugs = st.one_of(
        st.sampled_from([*KNOWN, "none", "a" * 5000]),
        st.text("abz019-_", min_size=1, max_size=12),
        odd_words,
    )
    numbers = st.one_of(st.integers(0, 3), st.integers(0, 10**30)).map(str)
    filled = with_parameters(
        draw(st.sampled_from(routes)), lambda kind: draw(numbers if kind == "int" else slugs)
    )
    return quote(filled.encode("utf-8", "replace"), safe="/")


KNOWN: list[str] = []


@pytest.fixture
def known(demo_register: None, db: None) -> None:
    KNOWN[:] = [
        *Notice.objects.values_list("slug", flat=True),
        *NoticeSection.objects.values_list("slug", flat=True)[:3],
        *ProcessingActivity.objects.values_list("reference", flat=True)[:3],
    ]
    stand_in_for_pdfs()


@costly(100)
@given(path=paths(), query=queries, method=st.sampled_from(METHODS), headers=conditions)
def test_no_request_makes_a_public_page_fail(
    known: None, path: str, query: str, method: str, headers: dict[str, str]
) -> None:
    response = Client().generic(method, path, QUERY_STRING=query, headers=headers)

    is_being_made = path in MADE_LATER and "Retry-After" in response.headers
    assert response.status_code in (EXPECTED | {503} if is_being_made else EXPECTED)
    assert not response.cookies
    if response.status_code == 200:
        assert b"<script>alert" not in response.getvalue()
    if response.status_code == 404 and method != "HEAD":
        assert "Page not found" in response.text


def test_the_requests_reach_every_public_page() -> None:
    """So that the test above cannot pass by asking for nothing."""
    assert len(routes) > 15
    assert {"/", "/notices/<slug:slug>/", "/register/<slug:reference>.json"} <= set(routes)
