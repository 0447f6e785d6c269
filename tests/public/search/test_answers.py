"""From a question to pages: all its words first, then their correction, then any of them."""

from __future__ import annotations

import pytest

from ropa.public.search.answers import SearchAnswer, SearchIndex
from ropa.public.search.engine import Engine
from ropa.public.search.pages import DATA, NOTICES, PEOPLE, Passage, SearchPage
from ropa.public.search.queries import search_query


def page(title: str, text: str, kind: str = NOTICES) -> SearchPage:
    return SearchPage(kind, title, f"/{title}/", (Passage(f"/{title}/", text),))


INDEX = SearchIndex(
    Engine(
        [
            page("A", "fostering and health", PEOPLE),
            page("B", "fostering", DATA),
            page("C", "the health of children"),
            page("D", "health in the 31st section of it, section 32"),
            page("E", "health under section 31"),
            page("F", "inspectors", "Inspections"),
            page("G", "whistleblowers who are looked after"),
            page("H", "entry RPA-0005"),
            page("I", "education"),
        ]
    )
)


def answer_to(text: str) -> SearchAnswer:
    return INDEX.answer(search_query(text))


def titles(answer: SearchAnswer) -> list[str]:
    return [INDEX.engine.pages[hit.page].title for hit in answer.hits]


@pytest.mark.parametrize("text", ["", "?!"])
def test_a_question_without_words_finds_nothing(text: str) -> None:
    answer = answer_to(text)
    assert titles(answer) == []
    assert not answer.suggestion


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("foster health", ["A"]),
        ("fost", ["B", "A"]),
        ("educatio", ["I"]),
        ("health foste", ["A"]),
        ("child", ["C"]),
        ("inspection", ["F"]),
        ("whistle-blower", ["G"]),
        ("looked-after", ["G"]),
        ("rpa 0005", ["H"]),
        ("RPA0005", ["H"]),
        ("rpa-0005", ["H"]),
        ("section 31", ["E"]),
    ],
)
def test_pages_with_all_words_are_found(text: str, expected: list[str]) -> None:
    answer = answer_to(text)

    assert titles(answer) == expected
    assert answer.has_all
    assert not answer.is_corrected
    assert answer.suggestion == ""


def test_a_beginning_is_only_the_last_word() -> None:
    assert not answer_to("foste health").has_all


def test_words_side_by_side_come_before_words_apart() -> None:
    index = SearchIndex(
        Engine(
            [
                page("Apart", "section 12 and 31 others"),
                page("Beside", "others and 12 section 31"),
                page("Else", "nothing"),
            ]
        )
    )

    hits = index.answer(search_query("s.31")).hits

    assert [index.engine.pages[hit.page].title for hit in hits] == ["Beside", "Apart"]


def test_without_a_page_that_has_all_words_pages_with_some_are_found() -> None:
    answer = answer_to("fostering inspector")

    assert set(titles(answer)) == {"A", "B", "F"}
    assert not answer.has_all


def test_what_is_misspelt_is_corrected_if_that_finds_all() -> None:
    answer = answer_to("helth fostering")

    assert titles(answer) == ["A"]
    assert answer.is_corrected
    assert answer.asked.text == "health fostering"


def test_what_is_misspelt_is_suggested_if_no_page_has_it_all() -> None:
    answer = answer_to("inspectrs fostering")

    assert set(titles(answer)) == {"A", "B"}
    assert answer.suggestion == "inspectors fostering"
    assert not answer.is_corrected


def test_what_nobody_says_is_not_found() -> None:
    answer = answer_to("zzzzzz")

    assert answer.hits == ()
    assert answer.suggestion == ""


def test_results_are_counted_by_kind_the_registers_own_first() -> None:
    answer = answer_to("fostering inspector")

    assert list(INDEX.counts(answer.hits).items()) == [(PEOPLE, 1), (DATA, 1), ("Inspections", 1)]
    assert [INDEX.engine.pages[hit.page].title for hit in INDEX.of_kind(answer.hits, DATA)] == ["B"]


def test_results_show_where_the_words_are() -> None:
    answer = answer_to("foster health")

    (result,) = INDEX.results(answer.hits, answer)

    matches = [piece.text for piece in result.extract.pieces if piece.is_match]
    assert matches == ["fostering", "health"]
