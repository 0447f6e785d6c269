"""From a question to pages: all its words first, then their correction, then any of them."""

from __future__ import annotations

import pytest

from ropa.public.search import SearchAnswer, answer, answers, search_query
from ropa.public.search.pages import DATA, NOTICES, PEOPLE, RECORD

from .made_pages import page, put

pytestmark = pytest.mark.django_db

PAGES = [
    page("A", "fostering and health", kind=PEOPLE),
    page("B", "fostering", kind=DATA),
    page("C", "the health of children"),
    page("D", "health in the 31st section of it, section 32"),
    page("E", "health under section 31"),
    page("F", "inspectors", kind="Inspections"),
    page("G", "whistleblowers who are looked after"),
    page("H", "entry RPA-0005"),
    page("I", "education"),
    page("J", "a data protection officer"),
]


@pytest.fixture
def pages() -> None:
    put(PAGES)


def answer_to(text: str, kind: str = "") -> SearchAnswer:
    return answer(search_query(text), kind)


def titles(found: SearchAnswer) -> list[str]:
    return [hit.page.title for hit in found.hits]


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("text", ["", "?!"])
def test_a_question_without_words_finds_nothing(text: str) -> None:
    found = answer_to(text)
    assert titles(found) == []
    assert not found.suggestion


@pytest.mark.usefixtures("pages")
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
        ("DPO", ["J"]),
        ("RPA0005", ["H"]),
        ("rpa-0005", ["H"]),
        ("section 31", ["E"]),
        ("HÉALTH FÔSTER", ["A"]),
    ],
)
def test_pages_with_all_words_are_found(text: str, expected: list[str]) -> None:
    found = answer_to(text)

    assert titles(found) == expected
    assert found.has_all
    assert not found.is_corrected
    assert found.suggestion == ""


@pytest.mark.usefixtures("pages")
def test_a_beginning_is_only_the_last_word() -> None:
    assert not answer_to("foste health").has_all


def test_a_number_beside_its_word_comes_before_one_apart() -> None:
    put(
        [
            page("Apart", "section 12 and 31 others"),
            page("Beside", "others and 12 section 31"),
            page("Else", "nothing"),
        ]
    )

    assert titles(answer_to("s.31")) == ["Beside", "Apart"]


@pytest.mark.usefixtures("pages")
def test_without_a_page_that_has_all_words_pages_with_some_are_found() -> None:
    found = answer_to("fostering inspector")

    assert set(titles(found)) == {"A", "B", "F"}
    assert not found.has_all


@pytest.mark.usefixtures("pages")
def test_what_is_misspelt_is_corrected_if_that_finds_all() -> None:
    found = answer_to("helth fostering")

    assert titles(found) == ["A"]
    assert found.is_corrected
    assert found.asked.text == "health fostering"


@pytest.mark.usefixtures("pages")
def test_what_is_misspelt_is_suggested_if_no_page_has_it_all() -> None:
    found = answer_to("inspectrs fostering")

    assert set(titles(found)) == {"A", "B"}
    assert found.suggestion == "inspectors fostering"
    assert not found.is_corrected


@pytest.mark.usefixtures("pages")
def test_of_words_that_nobody_says_no_correction_of_one_is_suggested() -> None:
    assert answer_to("helth maglumat bermek").suggestion == ""


@pytest.mark.usefixtures("pages")
def test_what_nobody_says_is_not_found() -> None:
    found = answer_to("zzzzzz")

    assert titles(found) == []
    assert found.suggestion == ""


@pytest.mark.usefixtures("pages")
def test_results_are_counted_by_kind_the_registers_own_first() -> None:
    found = answer_to("fostering inspector")

    assert list(found.counts.items()) == [(PEOPLE, 1), (DATA, 1), ("Inspections", 1)]
    assert titles(answer_to("fostering inspector", DATA)) == ["B"]
    assert titles(answer_to("fostering inspector", NOTICES)) == titles(found)


@pytest.mark.usefixtures("pages")
def test_results_show_where_the_words_are() -> None:
    found = answer_to("foster health")

    (result,) = found.results(found.hits)

    matches = [piece.text for piece in result.extract.pieces if piece.is_match]
    assert matches == ["fostering", "health"]


def test_of_very_many_pages_those_named_so_are_ranked_and_all_are_counted_to_a_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # given more pages with a common word than are ranked or counted, one of them named by it
    monkeypatch.setattr(answers, "RANKED", 4)
    monkeypatch.setattr(answers, "COUNTED", 6)
    put(
        [
            *(page(f"Entry {number}", "care okapi") for number in range(9)),
            page("Care", "of all"),
            page("People", "care", kind=PEOPLE),
            page("Else", "nothing"),
        ]
    )

    # when asked for it
    found = answer_to("care")

    # then what is named so comes first, and other kinds are there
    assert titles(found)[0] == "Care"
    assert "People" in titles(found)
    assert len(found.hits) == 4
    assert found.counts == {PEOPLE: 1, RECORD: 7}
    assert found.has_more
    # and the pages of one kind are all asked for, if somebody wants those
    assert titles(answer_to("care", PEOPLE)) == ["People"]
    assert not answer_to("care", PEOPLE).has_more
    # and where no page has all words, those with the rare one are not lost among the others
    some = answer_to("care everybody okapi else")
    assert not some.has_all
    assert "Else" in titles(some)


def test_an_empty_register_is_searched_in_vain() -> None:
    put([])
    assert titles(answer_to("anything")) == []
