"""Which page comes first, and what is shown of it."""

from __future__ import annotations

import pytest

from ropa.public.search import SearchAnswer, answer, search_query
from ropa.public.search.pages import NOTICES, Passage, SearchPage
from ropa.public.search.results import Result

from .made_pages import page, put

pytestmark = pytest.mark.django_db

OTHERS = [page(f"Other {number}", "nothing of the kind") for number in range(5)]


def search(text: str, *pages: SearchPage) -> SearchAnswer:
    put([*pages, *OTHERS])
    return answer(search_query(text))


def titles(text: str, *pages: SearchPage) -> list[str]:
    return [hit.page.title for hit in search(text, *pages).hits]


def first(text: str, *pages: SearchPage) -> Result:
    found = search(text, *pages)
    return found.results(found.hits[:1])[0]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("for adopters", "adoption"),
        ("an inspection", "inspect"),
        ("RÉSUMÉ", "resume"),
        ("sharing", "shared"),
        ("the Children’s Homes Regulations", "child"),
        ("whistle-blowers", "whistleblower"),
        ("漢字", "漢字"),
    ],
)
def test_a_word_is_found_in_other_forms(text: str, asked: str) -> None:
    assert titles(asked, page("It", text)) == ["It"]


def test_a_title_says_more_than_a_text_and_a_short_title_more_than_a_long_one() -> None:
    found = titles(
        "care",
        page("Something else", "care"),
        page("A long title about many things that has care in it", "much"),
        page("Care", "much"),
    )

    assert found == ["Care", "A long title about many things that has care in it", "Something else"]


def test_another_name_of_a_page_is_as_good_as_its_title() -> None:
    found = titles(
        "off", page("The office of something", "it", names="OFF"), page("Off the record", "it")
    )

    assert found == ["The office of something", "Off the record"]


def test_a_page_that_is_likelier_wanted_comes_first_and_equals_by_name() -> None:
    found = titles("okapi", page("B", "okapi"), page("A", "okapi"), page("C", "okapi", weight=2.0))

    assert found == ["C", "A", "B"]


def test_words_of_different_parts_of_a_page_are_found_together() -> None:
    assert titles("foster health", page("It", "foster", "health"), page("Half", "foster")) == ["It"]


def test_an_extract_is_from_the_part_that_says_most() -> None:
    extract = first(
        "foster", page("It", "Nothing here.", "All about <b>fostering</b> & more.")
    ).extract

    assert (extract.heading, extract.address) == ("Part 1", "/it/#1")
    assert [(piece.text, piece.is_match) for piece in extract.pieces] == [
        ("All about <b>", False),
        ("fostering", True),
        ("</b> & more.", False),
    ]


def test_an_extract_says_what_the_name_does_not() -> None:
    extract = first("care health", page("Care", "care care care", "care of one’s health")).extract

    assert extract.heading == "Part 1"
    assert [piece.text for piece in extract.pieces if piece.is_match] == ["care", "health"]


def test_an_extract_of_a_page_found_by_its_name_is_its_beginning() -> None:
    extract = first("foster", page("Fostering", "word " * 100, "More.")).extract

    assert extract.address == "/fostering/#0"
    assert not any(piece.is_match for piece in extract.pieces)
    shown = "".join(piece.text for piece in extract.pieces)
    assert len(shown) < 200
    assert shown.endswith("…")


def test_an_extract_of_a_long_part_begins_with_the_sentence_that_says_it() -> None:
    text = f"{'Much else. ' * 40}Here we care for okapis. {'More again. ' * 40}"

    pieces = first("okapi", page("It", text)).extract.pieces

    assert "".join(piece.text for piece in pieces).startswith("…Here we care for okapis. More")
    assert [piece.text for piece in pieces if piece.is_match] == ["okapis"]


def test_parts_that_most_come_for_are_shortcuts() -> None:
    part = Passage("/it/#sharing", "with many", heading="Who may get it", is_shortcut=True)
    it = SearchPage(NOTICES, "It", "/it/", (Passage("/it/", "all"), part))

    assert [(each.name, each.address) for each in first("many", it).shortcuts] == [
        ("Who may get it", "/it/#sharing")
    ]
