"""What is told of short texts is told once, and of long ones each time."""

from __future__ import annotations

from ropa.imports.mapping.short_texts import LONGEST_KEPT, told_once


def test_a_short_text_is_asked_about_once_and_a_long_one_each_time():
    asked = []

    @told_once
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    short, long = "x" * LONGEST_KEPT, "x" * (LONGEST_KEPT + 1)
    assert [length(each) for each in (short, short, long, long)] == [200, 200, 201, 201]
    assert asked == [short, long, long]
