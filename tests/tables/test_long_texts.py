"""A text of any length is kept in a spreadsheet, whose cells are not."""

from __future__ import annotations

import re

import pytest

from ropa.tables.long_texts import LONGEST, LongTexts, with_long_texts


@pytest.mark.parametrize(
    "text",
    [
        "short",
        "x" * LONGEST,
        "x" * (LONGEST + 1),
        "é\n" * LONGEST,
        "(Long text 1: see the sheet “Long texts”)",
        "a _x000D_ b",
        "_x005F_x000D_" * 3,
    ],
    ids=lambda text: f"{len(text)} characters",
)
def test_what_is_put_away_is_found_again(text):
    # given
    texts = LongTexts()
    texts.cell("(Long text 7: see the sheet “Long texts”)")
    # when
    cell = texts.cell(text)
    # then
    assert len(cell) <= LONGEST
    assert all(len(piece) <= LONGEST for _, _, piece in texts.rows)
    assert not any(
        re.search("_x[0-9A-F]{4}_", piece) for _, _, piece in (*texts.rows, ("", "", cell))
    )
    kept: dict[int, str] = {}
    for number, _, piece in texts.rows:
        kept[number] = kept.get(number, "") + piece
    assert with_long_texts(cell, kept) == text


def test_a_text_that_is_missing_is_missed():
    with pytest.raises(LookupError):
        with_long_texts("(Long text 2: see the sheet “Long texts”)", {1: "another"})
