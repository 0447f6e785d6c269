"""Several values in one cell are told apart, and no name is broken."""

from __future__ import annotations

import pytest

from ropa.imports.mapping.folding import folded
from ropa.imports.mapping.lists import Said, lines, names

KNOWN = {
    folded(name)
    for name in (
        "the police",
        "parents, carers and guardians",
        "Pupils",
        "local authorities",
        "Names",
        "Names (former)",
        "inspectorates",
    )
}


def is_name(text):
    return folded(text) in KNOWN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("N/A", []),
        ("one", ["one"]),
        ("one\ntwo\r\nthree", ["one", "two", "three"]),
        ("one; two", ["one", "two"]),
        ("• one\n• two", ["one", "two"]),
        ("• one • two", ["one", "two"]),
        ("- one\n– two\n* three", ["one", "two", "three"]),
        ("1. one\n2) two\n(a) three", ["one", "two", "three"]),
        ("one (a; b); two", ["one (a; b)", "two"]),
        ("one, with a comma", ["one, with a comma"]),
        ("one\n  and more of it\ntwo", ["one\nand more of it", "two"]),
        ("Such as:\n  - one\n  - two", ["Such as:", "one", "two"]),
        ("one (; two", ["one (", "two"]),
        ("2019 figures", ["2019 figures"]),
    ],
)
def test_lines(text, expected):
    assert lines(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police", [Said("Police")]),
        ("Police, Pupils", [Said("Police"), Said("Pupils")]),
        ("Parents, carers and guardians", [Said("Parents, carers and guardians")]),
        (
            "Pupils, parents, carers and guardians, police",
            [Said("Pupils"), Said("parents, carers and guardians"), Said("police")],
        ),
        ("Pupils and police", [Said("Pupils"), Said("police")]),
        ("Pupils/Police", [Said("Pupils"), Said("Police")]),
        ("fish and chips", [Said("fish and chips")]),
        ("cats, dogs, and mice", [Said("cats"), Said("dogs"), Said("mice")]),
        ("Police: to prevent crime, and more", [Said("Police", "", "to prevent crime, and more")]),
        ("Names (former)", [Said("Names (former)")]),
        ("Names (also of old)", [Said("Names", "also of old")]),
        ("Names (old): in full", [Said("Names", "old", "in full")]),
        ("Widgets: small, blue", [Said("Widgets", "", "small, blue")]),
        ("Widgets - small", [Said("Widgets", "", "small")]),
        ("Police: one; two; Pupils", [Said("Police", "", "one; two"), Said("Pupils")]),
        (
            "inspectorates, including the police: to ask",
            [Said("inspectorates", "", ", including the police: to ask")],
        ),
        ("None", []),
        ("a (b, c), d", [Said("a", "b, c"), Said("d")]),
        ("(odd", [Said("(odd")]),
    ],
)
def test_names(text, expected):
    assert names(text, is_name) == expected


@pytest.mark.parametrize("text", ["(((", ")))", ":", "- ", ";;;", ",,,", "(a))b(", "a:(", "•", "."])
def test_no_text_breaks_it_or_goes_lost(text):
    for found in (lines(text), [each.name for each in names(text, is_name)]):
        assert not any(letter in "".join(found) for letter in "xyz")
        assert ("a" in text) == any("a" in each for each in found)
