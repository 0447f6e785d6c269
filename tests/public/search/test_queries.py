"""What somebody typed, as words to look for."""

from __future__ import annotations

import pytest

from ropa.public.search.queries import MAX_LENGTH, alternatives, any_of, search_query


@pytest.mark.parametrize(
    ("typed", "telling"),
    [
        ("Foster  HEALTH", ("foster", "health")),
        ("who sees my health records?", ("sees", "health", "records")),
        ("who am I", ("who", "am", "i")),
        ("children’s homes", ("children", "homes")),
        ("parents' rights", ("parents", "rights")),
        ("s.31", ("section", "31")),
        ("ss 31 and 32", ("section", "31", "32")),
        ("§31(9)", ("section", "31", "9")),
        ("art 9(2)(g)", ("article", "9", "2", "g")),
        ("Reg. 36", ("regulation", "36")),
        ("Sch 7 para 2", ("schedule", "7", "paragraph", "2")),
        ("RPA-0005", ("rpa-0005",)),
        ("health health", ("health",)),
        ('"NEAR( foster * OR ^health', ("near", "foster", "health")),
        ("title:foster", ("title", "foster")),
        ("🙂 … !?", ()),
        ("", ()),
        ("\0\0", ()),
    ],
)
def test_words_are_told_apart_from_signs_and_from_what_says_nothing(
    typed: str, telling: tuple[str, ...]
) -> None:
    assert search_query(typed).significant_words == telling


def test_what_is_shown_again_is_one_line_that_can_be_sent() -> None:
    asked = search_query(" foster\0\r\n\thealth \ud800\u202813 ")

    assert asked.text == "foster health 13"
    asked.text.encode()


@pytest.mark.parametrize(
    ("typed", "is_cut"),
    [("a" * MAX_LENGTH, False), (f"  {'a' * MAX_LENGTH}  ", False), ("a" * 10_000, True)],
)
def test_what_is_too_long_is_cut(typed: str, is_cut: bool) -> None:
    asked = search_query(typed)

    assert asked.text == "a" * MAX_LENGTH
    assert asked.was_cut == is_cut


def test_words_side_by_side_are_known() -> None:
    assert search_query("care standards act, and section 31").pairs == (
        "care standards",
        "standards act",
        "section 31",
    )


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("child", ("child", "children")),
        ("children", ("children", "child")),
        ("leaving", ("leaving", "leave", "leaver", "left")),
        ("inspected", ("inspected", "inspect", "inspector", "inspectorate")),
        ("whistle-blower", ("whistle-blower", "whistleblower")),
        ("rpa0005", ("rpa0005", "rpa 0005")),
        ("health", ("health",)),
    ],
)
def test_a_word_has_a_family_and_other_ways_to_write_it(
    word: str, expected: tuple[str, ...]
) -> None:
    assert alternatives(word) == expected


def test_words_are_quoted_for_the_engine() -> None:
    assert any_of(['say "NOT"', "NEAR"]) == '("say ""NOT""" OR "NEAR")'
