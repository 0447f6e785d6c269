"""What the database searches for is made by the program alone, from texts and questions alike."""

from __future__ import annotations

from collections import Counter

import pytest

from ropa.public.search.tokens import LONGEST, OFTEN, how_often, lines, tokens_of, words_of


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Adopters’ adoption", ["adopt", "adopt"]),
        ("children, people", ["child", "person"]),
        ("Cafés and RÉSUMÉS", ["cafe", "and", "resum"]),
        ("section 31(9)", ["section", "31", "section31", "9", "319"]),
        ("RPA-0005", ["rpa", "0005", "rpa0005", "rpa0005"]),
        ("whistle-blowers", ["whistl", "blower", "whistleblow"]),
        ('AND "NOT" § ¶ | \' \0 _ :*', ["and", "not"]),
        ("", []),
    ],
)
def test_a_text_has_tokens(text: str, tokens: list[str]) -> None:
    assert list(tokens_of(text)) == tokens


def test_no_token_is_longer_than_an_index_takes() -> None:
    assert max(map(len, tokens_of(f"{'a' * 5000} {'1' * 5000}"))) == LONGEST
    assert words_of("b" * 5000) == ["b" * LONGEST]


@pytest.mark.parametrize("count", [1, 2, 3, 5, 100])
def test_what_is_kept_says_about_how_often_a_token_comes(count: int) -> None:
    kept = lines(Counter({"care": count, "okapi": 1}), ["named", "okapi"])

    assert how_often(kept, "care") == max(least for least in OFTEN if least <= count)
    assert how_often(kept, "okapi") == 1
    assert how_often(kept, "named") == how_often(kept, "car") == 0
    assert kept.split().count("okapi") == 1
