"""“Did you mean”."""

from __future__ import annotations

import pytest

from ropa.public.search.spelling import COMPLETED, CORRECTED, Spelling

COUNTS = {
    "adoption": 5,
    "adopting": 1,
    "fostering": 9,
    "fostered": 3,
    "safety": 4,
    "safely": 2,
    "care": 50,
    "cafcass": 3,
    "0005": 1,
}


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("adopton", "adoption"),
        ("saftey", "safety"),
        ("fosterring", "fostering"),
        ("cafcas", "cafcass"),
        ("safefy", "safety"),
        ("zzzzzz", None),
        ("car", None),
        ("0006", None),
        ("a" * 200, None),
    ],
)
def test_a_word_is_corrected_to_the_likeliest_that_is_near(word: str, meant: str | None) -> None:
    assert Spelling(COUNTS).corrections([word]).get(word) == meant


def test_no_more_than_a_few_words_are_corrected() -> None:
    words = [f"adopton{letter}" for letter in "abcdefgh"]

    assert list(Spelling(COUNTS).corrections(words)) == words[:CORRECTED]


def test_a_beginning_is_completed_by_the_commonest_words() -> None:
    assert Spelling(COUNTS).completions("foste") == ("fostering", "fostered")
    assert Spelling(COUNTS).completions("zz") == ()
    many = Spelling({f"word{number}": number for number in range(100)})
    assert len(many.completions("w")) == COMPLETED


def test_an_empty_register_corrects_nothing() -> None:
    assert Spelling({}).corrections(["adopton"]) == {}
    assert Spelling({}).completions("a") == ()
