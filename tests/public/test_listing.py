"""Lists from A to Z, and the order of the sections of a law."""

from __future__ import annotations

from ropa.documents.law_citations import label_sort_key
from ropa.public.subjects.listing import a_to_z, counted


def test_items_stand_under_their_letter_whatever_its_case() -> None:
    letters = a_to_z(["bees", "Ants", "apes", "The bats"], str)

    assert [(each.letter, each.items) for each in letters] == [
        ("A", ("Ants", "apes")),
        ("B", ("The bats", "bees")),
    ]
    assert [each.anchor for each in letters] == ["letter-a", "letter-b"]


def test_what_begins_with_no_letter_comes_last() -> None:
    letters = a_to_z(["(none)", "2 bodies", "", "Zebras", "Élan"], str)

    assert [each.letter for each in letters] == ["Z", "É", "Other"]
    assert letters[-1].items == ("", "(none)", "2 bodies")


def test_a_number_has_its_noun() -> None:
    assert counted(1, "entry", "entries") == "1 entry"
    assert counted(2, "entry", "entries") == "2 entries"


def test_sections_are_in_the_order_lawyers_count_them() -> None:
    labels = ["section 31(9)", "Part II", "section 9", "section 31", "", "section 31(10)"]

    assert sorted(labels, key=label_sort_key) == [
        "",
        "Part II",
        "section 9",
        "section 31",
        "section 31(9)",
        "section 31(10)",
    ]
