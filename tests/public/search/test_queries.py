"""What somebody typed, as words to look for."""

from __future__ import annotations

import pytest

from ropa.public.search.queries import MAX_LENGTH, MAX_WORDS, search_query, wanted


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
        ("fos\u00adter hea\u200blth", ("foster", "health")),
        ("\u202efoster", ("foster",)),
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


def test_too_many_words_are_cut() -> None:
    asked = search_query(" ".join("abcdefghijklmnopqrstuvwxyz" * 3))

    assert len(asked.words) == MAX_WORDS
    assert asked.was_cut


def test_numbers_beside_words_are_known() -> None:
    assert search_query("care standards act, sections 31, sections 32").pairs == (
        "section31",
        "section32",
    )


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("children", (("child",),)),
        ("leaving", (("leav",),)),
        ("whistle-blower", (("whistleblow",), ("whistl", "blower"))),
        ("rpa0005", (("rpa0005",), ("rpa", "0005"))),
        ("rpa-0005", (("rpa0005",), ("rpa", "0005"))),
        ("health", (("health",),)),
        ("dpo", (("dpo",), ("data", "protect", "offic"))),
    ],
)
def test_a_word_has_other_ways_to_write_it(
    word: str, expected: tuple[tuple[str, ...], ...]
) -> None:
    assert wanted(word).alternatives == expected
