"""Several values in one cell are told apart, and no name is broken."""

from __future__ import annotations

import pytest

from ropa.imports.mapping.cells.lists import ListItem, split_lines, split_names
from ropa.imports.mapping.normalising import normalised

KNOWN = {
    normalised(name)
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
    return normalised(text) in KNOWN


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
        ("one\n  two\nthree", ["one", "two", "three"]),
        ("Such as:\n  - one\n  - two", ["Such as:", "one", "two"]),
        ("one (; two", ["one (", "two"]),
        ("2019 figures", ["2019 figures"]),
    ],
)
def test_lines(text, expected):
    assert split_lines(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police", [ListItem("Police")]),
        ("Police, Pupils", [ListItem("Police"), ListItem("Pupils")]),
        ("Parents, carers and guardians", [ListItem("Parents, carers and guardians")]),
        (
            "Pupils, parents, carers and guardians, police",
            [ListItem("Pupils"), ListItem("parents, carers and guardians"), ListItem("police")],
        ),
        ("Pupils and police", [ListItem("Pupils"), ListItem("police")]),
        ("Pupils/Police", [ListItem("Pupils"), ListItem("Police")]),
        ("fish and chips", [ListItem("fish and chips")]),
        ("cats, dogs, and mice", [ListItem("cats"), ListItem("dogs"), ListItem("mice")]),
        (
            "Police: to prevent crime, and more",
            [ListItem("Police", "", "to prevent crime, and more")],
        ),
        ("Names (former)", [ListItem("Names (former)")]),
        ("Names (also of old)", [ListItem("Names", "also of old")]),
        ("Names (old): in full", [ListItem("Names", "old", "in full")]),
        ("Widgets: small, blue", [ListItem("Widgets", "", "small, blue")]),
        ("Widgets - small", [ListItem("Widgets", "", "small")]),
        ("Police: one; two; Pupils", [ListItem("Police", "", "one; two"), ListItem("Pupils")]),
        (
            "inspectorates, including the police: to ask",
            [ListItem("inspectorates"), ListItem("including the police", "", "to ask")],
        ),
        ("None", []),
        ("a (b, c), d", [ListItem("a", "b, c"), ListItem("d")]),
        ("(odd", [ListItem("(odd")]),
    ],
)
def test_names(text, expected):
    assert split_names(text, is_name) == expected


@pytest.mark.parametrize("text", ["(((", ")))", ":", "- ", ";;;", ",,,", "(a))b(", "a:(", "•", "."])
def test_no_text_breaks_it_or_goes_lost(text):
    for found in (split_lines(text), [each.name for each in split_names(text, is_name)]):
        assert not any(letter in "".join(found) for letter in "xyz")
        assert ("a" in text) == any("a" in each for each in found)
