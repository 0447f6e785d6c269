"""A problem is data for a table, and a sentence for people."""

from __future__ import annotations

import pytest

from ropa.imports.problems import CannotLoad, Problem, Problems, shortened
from ropa.imports.rows import RowPlace

IN_A_FILE = RowPlace("register.toml", "activities 1")
IN_A_SHEET = RowPlace(
    "register.xlsx",
    "row 12",
    sheet="Entries",
    number=12,
    titles={"summary": "In short", "purposes": "Purposes", "purposes.statement": "What for"},
)


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (
            Problem(IN_A_FILE, "", "", "Say what is missing."),
            "register.toml, activities 1: Say what is missing.",
        ),
        (
            Problem(IN_A_FILE, "summary", "", "This field cannot be blank."),
            "register.toml, activities 1: “summary”: This field cannot be blank.",
        ),
        (
            Problem(IN_A_SHEET, "summary", "", "This field cannot be blank."),
            "register.xlsx, Entries, row 12: “In short”: This field cannot be blank.",
        ),
        (
            Problem(IN_A_SHEET, "summary", "", "“In short” is missing."),
            "register.xlsx, Entries, row 12: “In short” is missing.",
        ),
        (
            Problem(IN_A_SHEET.nested("purposes", 2), "statement", "", "Shorten it."),
            "register.xlsx, Entries, row 12, Purposes 2: “What for”: Shorten it.",
        ),
        (
            Problem(IN_A_FILE.nested("purposes", 2), "statement", "", "Shorten it."),
            "register.toml, activities 1, purposes 2: “statement”: Shorten it.",
        ),
        (
            Problem(RowPlace("a.toml", ""), "", "", "a.toml cannot be read."),
            "a.toml cannot be read.",
        ),
        (
            Problem(RowPlace("a.xlsx", ""), "", "", "Save it as a workbook."),
            "a.xlsx: Save it as a workbook.",
        ),
    ],
)
def test_a_problem_is_a_sentence_that_names_the_place_and_the_column_once(problem, sentence):
    assert str(problem) == sentence


def test_a_part_in_the_same_row_stands_in_the_same_sheet_and_row():
    place = IN_A_SHEET.nested("purposes", 2)
    assert (place.file, place.sheet, place.number) == ("register.xlsx", "Entries", 12)


def test_a_value_is_shortened_to_what_can_be_shown():
    assert shortened("x" * 100) == "x" * 100
    assert shortened("x" * 101) == "x" * 99 + "…"
    assert shortened(None) == ""
    assert shortened(5) == "5"


def test_problems_are_told_in_the_order_of_the_rows_and_of_a_row_as_they_were_found():
    problems = Problems()
    for rank, says in ((2, "c"), (1, "a"), (2, "d"), (1, "b")):
        problems.rank = rank
        problems.add(IN_A_FILE, "", "", says)
    assert [problem.says for problem in problems.in_order()] == ["a", "b", "c", "d"]


def test_nothing_was_loaded_for_all_these_reasons():
    problems = [Problem(IN_A_FILE, "", "", says) for says in ("One.", "Two.")]
    error = CannotLoad(problems)
    assert error.problems == problems
    assert str(error) == "register.toml, activities 1: One.\nregister.toml, activities 1: Two."


def test_a_problem_about_nul_can_be_told_and_stored():
    problem = Problem(IN_A_FILE, "organisation", "a\0b", "No organisation has the code “a\0b”.")

    assert problem.value == "a\N{REPLACEMENT CHARACTER}b"
    assert "\0" not in str(problem)
