"""Text measured and broken into lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.public.pictures.widths import cleaned, width, wrapped

ROOM = 200


def test_words_are_kept_whole_where_they_fit() -> None:
    text = "children’s social care services registered under the Act"
    lines = wrapped(text, 16, ROOM)
    assert len(lines) > 1
    assert " ".join(lines) == text


@pytest.mark.parametrize("word", ["W" * 60, "é" * 60, "字" * 60, "🙂" * 60, "e\u0301" * 60])
def test_a_word_too_long_is_broken_within(word: str) -> None:
    lines = wrapped(f"so {word}", 16, ROOM)
    assert "".join(lines) == f"so{word}"
    assert not any(line.startswith("\u0301") for line in lines)


def test_bold_is_wider_and_accents_have_no_width() -> None:
    assert width("Police", 16, bold=True) > width("Police", 16)
    assert width("e\u0301", 16) == width("é", 16) == width("e", 16)
    assert width("", 16) == 0


def test_a_space_that_must_not_break_stays() -> None:
    assert wrapped("services:\u00a012", 16, 1000) == ["services:\u00a012"]
    assert all("a\u00a0b" in line for line in wrapped("a\u00a0b " * 30, 16, 60))


def test_what_no_file_may_hold_is_replaced() -> None:
    assert cleaned(" a\x00b\n\tc\ud800\uffff ") == "a\ufffdb c\ufffd\ufffd"


@given(st.text(), st.booleans())
def test_no_line_is_wider_than_the_room_and_nothing_is_lost(text: str, bold: bool) -> None:
    lines = wrapped(text, 16, ROOM, bold=bold)
    assert all(width(line, 16, bold=bold) <= ROOM for line in lines)
    assert "".join(lines).replace(" ", "") == cleaned(text).replace(" ", "")
