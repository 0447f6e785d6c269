"""Whether a machine has what PDFs are made with."""

from __future__ import annotations

from ropa.typesetting import libraries


def test_what_is_missing_is_named() -> None:
    found = libraries.missing_libraries(
        {"c": "libc.so.6", "no-such-thing": "libno-such-thing.so.1"}
    )
    assert found == ["no-such-thing"]


def test_this_machine_makes_pdfs() -> None:
    assert libraries.missing_libraries() == []
    assert libraries.can_make_pdfs()
