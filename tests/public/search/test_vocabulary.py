"""“Did you mean”, and words that begin so."""

from __future__ import annotations

import pytest

from ropa.models import SearchTerm
from ropa.public.search.vocabulary import COMPLETED, CORRECTED, completions, corrections, pages_with

pytestmark = pytest.mark.django_db

COUNTS = {
    "adoption": 5,
    "adopting": 1,
    "~adopt": 5,
    "fostering": 9,
    "fostered": 3,
    "safety": 4,
    "safely": 2,
    "care": 50,
    "cafcass": 3,
    "¶People": 3,
}


def put(counts: dict[str, int]) -> None:
    SearchTerm.objects.bulk_create(
        SearchTerm(term=term, part="0", pages=pages) for term, pages in counts.items()
    )


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("adopton", "adoption"),
        ("daoption", "adoption"),
        ("edoption", "adoption"),
        ("doption", "adoption"),
        ("saftey", "safety"),
        ("fosterring", "fostering"),
        ("fostrerringg", None),
        ("cafcas", "cafcass"),
        ("safefy", "safety"),
        ("zzzzzz", None),
        ("car", None),
        ("0006", None),
        ("a" * 200, None),
    ],
)
def test_a_word_is_corrected_to_the_likeliest_that_is_near(word: str, meant: str | None) -> None:
    put(COUNTS)
    assert corrections([word]).get(word) == meant


def test_no_more_than_a_few_words_are_corrected() -> None:
    put(COUNTS)
    words = [f"adopton{letter}" for letter in "abcdefgh"]

    assert list(corrections(words)) == words[:CORRECTED]


def test_a_beginning_is_completed_by_the_commonest_words() -> None:
    put(COUNTS)
    assert completions("foste") == ("fostering", "fostered")
    assert completions("zz") == ()
    put({f"wor{chr(97 + number)}": number for number in range(26)})
    assert len(completions("w")) == COMPLETED


def test_pages_are_counted_by_token_and_by_kind() -> None:
    put(COUNTS)
    assert pages_with(["adopt", "nothing"]) == {"adopt": 5, "¶People": 3}


def test_an_empty_register_corrects_nothing() -> None:
    assert corrections(["adopton"]) == {}
    assert completions("a") == ()
