"""The page that answers a search."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from ropa.public.search import views
from tests.factories import make_approved_activity, make_notice, publish
from tests.properties import examples

pytestmark = pytest.mark.django_db

# The mark of the page; the words, the pages that have them, those pages, and what they say.
QUERIES = 5
# With what was meant instead: words that are corrected, begun, or in no page together.
MOST_QUERIES = 10


def search_for(client: Client, text: str, **more: str) -> Any:
    return client.get("/search/", {"q": text} | more)


def text_shown(page: str) -> str:
    """The text of a page, in one line."""
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


@pytest.mark.parametrize("number", [1, 30])
def test_a_search_takes_as_many_queries_with_few_as_with_many(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for each in range(number):
        publish(make_notice(make_approved_activity(title=f"Adopting {each}")))

    search_for(client, "adoption")
    with django_assert_num_queries(QUERIES):
        page = search_for(client, "adoption notice").text
    assert "mark>" in page


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    "asked",
    [
        "adopton notice",
        "adop",
        "qqqq wwww",
        "adoptin zzzz notce",
        "what is-held adopton",
        "a",
        "the of and",
        "adopting " * 200,
        '"adopting" AND (NOT * : ^ -',
    ],
)
def test_a_hard_search_takes_few_queries_however_many_pages_there_are(
    client: Client,
    number: int,
    asked: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for each in range(number):
        make_approved_activity(title=f"Adopting {each}")

    with django_assert_max_num_queries(MOST_QUERIES):
        assert search_for(client, asked).status_code == 200


def test_results_say_how_many_there_are_and_what_each_says(client: Client) -> None:
    entry = make_approved_activity(
        title="Looking after adopters", summary="For <b>adopters</b> & others."
    )

    response = search_for(client, "adoption")

    page = response.text
    assert f"<title>“adoption” – search – {settings.REGISTER_NAME}</title>" in page
    assert "1 result<" in page
    assert f'href="/register/{entry.reference}/">Looking after adopters</a>' in page
    assert "For &lt;b&gt;<mark>adopters</mark>&lt;/b&gt; &amp; others." in page
    assert 'value="adoption"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "ETag" in response.headers


def test_results_link_to_the_parts_that_most_come_for(client: Client) -> None:
    entry = make_approved_activity(title="Looking after adopters")

    page = search_for(client, "adoption").text

    assert f'href="/register/{entry.reference}/#entry--sharing">Who may get it' in page
    assert f'href="/register/{entry.reference}/#entry--keeping">How long it is kept' in page


def test_results_can_be_of_one_kind(client: Client) -> None:
    entry = make_approved_activity(title="Adopting")
    publish(make_notice(entry, title="On adopting"))

    everything = search_for(client, "adoption").text
    narrowed = search_for(client, "adoption", kind="Record of processing").text

    assert "2 results<" in everything
    assert "?q=adoption&amp;kind=Record+of+processing" in everything
    assert "1 result in Record of processing<" in narrowed
    assert "On adopting</a>" not in narrowed
    assert 'kind=Record+of+processing" aria-current="true"' in narrowed
    assert "2 results<" in search_for(client, "adoption", kind="Nonsense").text


def test_many_results_are_on_several_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "RESULTS_ON_A_PAGE", 2)
    monkeypatch.setattr(views, "MOST_LISTED", 4)
    for number in range(5):
        make_approved_activity(title=f"Adopting {number} & more")

    page = search_for(client, "adoption more", kind="Record of processing", page="2").text

    assert "5 results in Record of processing, page 2 of 2<" in page
    assert "The best 4 are listed." in page
    assert 'href="?page=1&amp;q=adoption+more&amp;kind=Record+of+processing"' in page
    assert '<ol class="govuk-list app-results" aria-labelledby="results" start="3">' in page
    assert "(page 2 of 2) – " in page
    assert page.count('class="govuk-link app-results__name"') == 2


def test_results_with_some_of_the_words_say_so(client: Client) -> None:
    make_approved_activity(title="Adopting")
    make_approved_activity(title="Inspecting")

    assert "These pages have some of them." in search_for(client, "adoption inspector").text


def test_what_is_misspelt_is_corrected_openly(client: Client) -> None:
    make_approved_activity(title="Safeguarding")

    page = text_shown(search_for(client, "safegaurding").text)

    assert "Nothing on this site says “safegaurding”." in page
    assert "These are the results for safeguarding." in page


def test_what_may_have_been_meant_is_a_link(client: Client) -> None:
    make_approved_activity(title="Safeguarding")
    make_approved_activity(title="Okapi")

    page = search_for(client, "okapi safegaurding").text

    assert 'Did you mean <a class="govuk-link govuk-!-font-weight-bold" href="/search/?' in page
    assert "q=okapi+safeguarding" in page


def test_nothing_found_says_what_to_do_next(client: Client) -> None:
    make_approved_activity()

    page = search_for(client, "<i>zzzzzz</i>").text

    assert "Nothing found for “&lt;i&gt;zzzzzz&lt;/i&gt;”" in page
    for path in ("/", "/people/", "/organisations/", "/law/", "/data/", "/register/"):
        assert f'<a class="govuk-link" href="{path}"' in page


@pytest.mark.parametrize("text", ["", "   ", "\0"])
def test_nothing_asked_says_what_one_can_search_for(client: Client, text: str) -> None:
    page = search_for(client, text).text

    assert "You can search for:" in page
    assert f"<title>Search – {settings.REGISTER_NAME}</title>" in page


@pytest.mark.parametrize("text", ["?!", "🙂", '"""', "***"])
def test_signs_alone_are_told_to_be_no_words(client: Client, text: str) -> None:
    assert "There is no word in" in search_for(client, text).text


def test_too_long_a_question_is_cut_and_says_so(client: Client) -> None:
    make_approved_activity(title="Adopting")

    page = search_for(client, "adoption " * 2000).text

    assert "We searched for the first 200 characters and 20 words only." in page
    assert "1 result<" in page
    assert len(page) < 20_000


def test_the_box_is_on_every_page_and_the_large_one_at_home(client: Client) -> None:
    for path in ("/", "/search/", "/notices/", "/no-such-page/"):
        page = client.get(path).text
        assert page.count('role="search"') == 1, path
        assert page.count('<label class="') == 1, path
        assert 'for="search"' in page
        assert 'action="/search/" method="get"' in page


def test_robots_are_told_to_stay_out(client: Client) -> None:
    assert "Disallow: /search/\n" in client.get("/robots.txt").text


ODD = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            ["AND", "OR", "NOT", "NEAR", "NEAR(", "adopt*", "^", '"', "(", ")", ":", "-", "+", "{",
             "}", "title", "said", "names", "\0", "\x02", "\x03", "\ud800", "🙂", "%", "'", "--",
             ";", "a" * 300, "İ", "ß", "١", "漢字", "e\u0301", "s.31", "child", "adopton", "’s"]
        ),
        max_size=30,
    ).map(" ".join),
    st.text('"*()^:-+ANDOR ', max_size=40),
    st.integers(1, 10_000).map(lambda length: "a b " * length),
    st.just("abcdefghijklmnopqrstuvwxyz".replace("", " ") * 4),
)  # fmt: skip


@pytest.fixture
def published_once() -> None:
    publish(make_notice(make_approved_activity(title="Adopting children"), title="On adopting"))


@hypothesis(
    max_examples=examples(60),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=ODD, kind=st.one_of(st.just("People"), st.text(max_size=10)), page=st.text(max_size=5))
def test_whatever_is_asked_is_answered_by_a_page(
    published_once: None, text: str, kind: str, page: str
) -> None:
    query = urlencode({"q": text, "kind": kind, "page": page}, errors="surrogatepass")

    response = Client().get(f"/search/?{query}")

    assert response.status_code == 200
    assert response.text.count("<h1") == 1
