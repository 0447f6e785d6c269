"""The engine: words in any form, the best first, safe for several threads."""

from __future__ import annotations

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from ropa.public.search.engine import Engine
from ropa.public.search.pages import DATA, NOTICES, RECORD, Passage, SearchPage


def page(title: str, *texts: str, **more: Any) -> SearchPage:
    address = f"/{title.replace(' ', '-').lower()}/"
    passages = tuple(
        Passage(f"{address}#{at}", text, heading=f"Part {at}") for at, text in enumerate(texts)
    )
    return SearchPage(
        **({"kind": RECORD, "title": title, "address": address} | more), passages=passages
    )


def titles(engine: Engine, expression: str, words: int = 1) -> list[str]:
    return [engine.pages[hit.page].title for hit in engine.hits(expression, words)]


OTHERS = [page(f"Other {number}", "nothing of the kind") for number in range(5)]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("for adopters", "adoption"),
        ("an inspection", "inspect"),
        ("RÉSUMÉ", "resume"),
        ("sharing", "shared"),
        ("the Children’s Homes Regulations", "children"),
    ],
)
def test_a_word_is_found_in_other_forms(text: str, asked: str) -> None:
    engine = Engine([page("It", text), *OTHERS])

    assert titles(engine, f'"{asked}"') == ["It"]
    assert engine.finds(f'"{asked}"')
    assert not engine.finds('"elsewhere"')


def test_a_title_says_more_than_a_text_and_a_short_title_more_than_a_long_one() -> None:
    engine = Engine(
        [
            page("Something else", "care"),
            page("A long title about many things that has care in it", "much"),
            page("Care", "much"),
            *OTHERS,
        ]
    )

    assert titles(engine, '"care"') == [
        "Care",
        "A long title about many things that has care in it",
        "Something else",
    ]


def test_another_name_of_a_page_is_as_good_as_its_title() -> None:
    engine = Engine(
        [page("The office of something", "it", names="OFF"), page("Off the record", "it"), *OTHERS]
    )

    assert titles(engine, '"off"') == ["The office of something", "Off the record"]


def test_a_page_that_is_likelier_wanted_comes_first_and_equals_by_name() -> None:
    engine = Engine([page("B", "care"), page("A", "care"), page("C", "care", weight=2.0), *OTHERS])

    assert titles(engine, '"care"') == ["C", "A", "B"]


def test_words_of_different_parts_of_a_page_are_found_together() -> None:
    engine = Engine([page("It", "foster", "health"), page("Half", "foster"), *OTHERS])

    assert titles(engine, '"foster" AND "health"') == ["It"]


def test_an_extract_is_from_the_part_that_says_most() -> None:
    engine = Engine([page("It", "Nothing here.", "All about <b>fostering</b> & more."), *OTHERS])

    extract = engine.extract(engine.pages[0], ['"foster"'], '"foster"')

    assert (extract.heading, extract.address) == ("Part 1", "/it/#1")
    assert [(piece.text, piece.is_match) for piece in extract.pieces] == [
        ("All about <b>", False),
        ("fostering", True),
        ("</b> & more.", False),
    ]


def test_an_extract_is_of_what_is_looked_for_first() -> None:
    engine = Engine([page("It", "care care care", "care of one's health"), *OTHERS])

    extract = engine.extract(engine.pages[0], ['"no"', '"health"', '"care"'], '"care"')

    assert extract.heading == "Part 1"
    assert [piece.text for piece in extract.pieces if piece.is_match] == ["care"]


def test_an_extract_of_a_page_found_by_its_name_is_its_beginning() -> None:
    engine = Engine([page("Fostering", "word " * 100, "More."), *OTHERS])

    extract = engine.extract(engine.pages[0], ['"foster"'], '"foster"')

    assert extract.address == "/fostering/#0"
    assert not any(piece.is_match for piece in extract.pieces)
    assert len("".join(piece.text for piece in extract.pieces)) < 200


def test_an_extract_is_of_the_page_asked_about() -> None:
    engine = Engine([page("One", "care"), page("Two", "x", "care care care"), page("Six", "care")])

    assert engine.extract(engine.pages[2], ['"care"'], '"care"').address == "/six/#0"


def test_marks_in_a_text_are_not_taken_for_matches() -> None:
    engine = Engine([page("It", "a \x02false\x03 mark and care"), *OTHERS])

    pieces = engine.extract(engine.pages[0], ['"care"'], '"care"').pieces

    assert [piece.text for piece in pieces if piece.is_match] == ["care"]


def test_parts_that_most_come_for_are_shortcuts() -> None:
    part = Passage("/it/#sharing", "with many", heading="Who may get it", is_shortcut=True)
    engine = Engine([SearchPage(NOTICES, "It", "/it/", (Passage("/it/", "all"), part))])

    (found,) = engine.pages
    assert [(each.name, each.address) for each in found.shortcuts] == [
        ("Who may get it", "/it/#sharing")
    ]


def test_the_vocabulary_has_every_word_as_it_is_written() -> None:
    engine = Engine([page("Fostering", "Adopters, adopters", names="FO", kind=DATA)])

    assert engine.vocabulary["adopters"] == 2
    assert {"fostering", "fo", "part"} <= set(engine.vocabulary)


def test_an_empty_register_is_searched_in_vain() -> None:
    assert Engine(()).hits('"anything"', 1) == []


def test_many_threads_ask_the_same_engine() -> None:
    engine = Engine([page(f"Care {number}", "care " * number) for number in range(1, 40)])
    expected = titles(engine, '"care"')

    def ask(_number: int) -> tuple[list[str], Any]:
        return titles(engine, '"care"'), engine.extract(engine.pages[3], ['"care"'], '"care"')

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(ask, range(200)))

    assert all(answer == answers[0] for answer in answers)
    assert answers[0][0] == expected


def test_its_memory_is_given_back_when_nobody_needs_it() -> None:
    engine = Engine([page("It", "text")])
    gone = weakref.ref(engine)
    connection = engine._connection

    del engine
    gc.collect()

    assert gone() is None
    with pytest.raises(Exception, match="closed"):
        connection.execute("SELECT 1")
