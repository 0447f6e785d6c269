"""Text that a spreadsheet would take for a formula is none in a file, and the same when read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.tables.formula_escaping import escaped, unescaped


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", " =", "\n +", "\u00a0@"]
)
def test_no_formula_begins_a_cell(start):
    assert escaped(f"{start}SUM(A1)") == f"'{start}SUM(A1)"


def test_other_text_stands_as_it_is():
    assert escaped("a = b") == "a = b"
    assert escaped("") == ""


@given(st.text() | st.text("'=+-@\t\r\n ", max_size=4))
def test_nothing_is_lost(text):
    assert unescaped(escaped(text)) == text
