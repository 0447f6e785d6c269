"""What is wrong with one of the register's own files, and where: sheet, row, column, value."""

from __future__ import annotations

from datetime import datetime

import pytest

from ropa.imports.reading import limits
from ropa.tables.long_texts import COLUMNS as LONG_COLUMNS
from ropa.tables.long_texts import SHEET as LONG_TEXTS

from .files import csv_zip, read, workbook
from .tables import ENTRIES, LONG, PURPOSES, TEAMS

NINE_O_CLOCK = datetime.fromisoformat("2026-03-31T09:00")


def problem_text(problem):
    place = problem.place
    return place.sheet, place.number, problem.title, problem.value, problem.says


def problems_of(sheets, change=None):
    return [problem_text(problem) for problem in read(workbook(sheets, change)).problems]


def test_an_unknown_column_is_a_problem_if_it_says_anything():
    rows = [["Code", "Colour", None], ["a", None, None], ["b", "red", "x"], ["c", "blue", "y"]]
    says = (
        "The sheet has no such column in the register. Correct its title to that of the column in "
        "an export, or take it out."
    )
    assert problems_of({"Teams": rows}) == [
        ("Teams", 3, "Colour", "red", says),
        ("Teams", 3, "column C", "x", says),
    ]


@pytest.mark.parametrize(
    ("sheets", "problem"),
    [
        (
            {"Teams": [["Code", "Name", "name"], ["a", "b", "c"]]},
            ("Teams", 1, "name", "name", "Two columns have this title. Take one out."),
        ),
        (
            {"Teams": [["Name"], ["b"]]},
            (
                "Teams",
                1,
                "Code",
                "",
                "The sheet has no column “Code”, by which its rows are known. Add it, with its "
                "title in the first row.",
            ),
        ),
        (
            {"Teams": [["Code", "Name"], [None, "b"]]},
            (
                "Teams",
                2,
                "Code",
                "",
                "By this, rows are told apart. Write one that no other row has.",
            ),
        ),
        (
            {"Entries": ENTRIES[:2], "Purposes and bases": [["Belongs to"], ["RPA-0007"]]},
            (
                "Purposes and bases",
                2,
                "Belongs to",
                "RPA-0007",
                "no row of “Entries” in this file has this key. Correct it, or add the row there.",
            ),
        ),
        (
            {
                "Entries": ENTRIES[:2],
                "Purposes and bases": [["Belongs to", "Purpose"], [None, "x"]],
            },
            (
                "Purposes and bases",
                2,
                "Belongs to",
                "",
                "Write the key of the row of “Entries” that this belongs to.",
            ),
        ),
        (
            {"Purposes and bases": PURPOSES},
            (
                "Purposes and bases",
                0,
                "",
                "",
                "The sheet to whose rows these belong (“Entries”) is not in the file. Add it, or "
                "take this sheet out.",
            ),
        ),
        (
            {"Entries": [["Reference", "Public"], ["RPA-0001", "perhaps"]]},
            ("Entries", 2, "Public", "perhaps", "Write Yes or No."),
        ),
        (
            {"Entries": [["Reference", "Review due on"], ["RPA-0001", "31/03/2026"]]},
            (
                "Entries",
                2,
                "Review due on",
                "31/03/2026",
                "Write the date as year, month and day, for example 2026-03-31.",
            ),
        ),
        (
            {"Entries": [["Reference", "Review due on"], ["RPA-0001", NINE_O_CLOCK]]},
            (
                "Entries",
                2,
                "Review due on",
                "2026-03-31 09:00:00",
                "Write the date without a time of day, for example 2026-03-31.",
            ),
        ),
        (
            {"Entries": [LONG[0], ["RPA-0001", "(Long text 4: see the sheet “Long texts”)"]]},
            (
                "Entries",
                2,
                "Title",
                "(Long text 4: see the sheet “Long texts”)",
                "This text stands on the sheet “Long texts”, which does not have it. Write it "
                "here, or export the file again.",
            ),
        ),
    ],
)  # fmt: skip
def test_each_problem_has_its_place_and_says_what_to_do(sheets, problem):
    assert problems_of(sheets) == [problem]


def test_an_error_is_told_in_its_cell():
    def calculate(book, sheet):
        sheet.write_formula("B2", "=1/0", None, "#DIV/0!")

    assert problems_of({"Teams": [["Code", "Name"], ["a"]]}, calculate) == [
        ("Teams", 2, "Name", "#DIV/0!", "The cell holds an error: write what it should say.")
    ]


def test_the_value_of_a_formula_is_taken():
    def calculate(book, sheet):
        sheet.write_formula("B2", "=A2", None, "office")

    [row] = read(workbook({"Teams": [["Code", "Name"], ["a"]]}, calculate)).rows
    assert row.values["name"] == "office"


def test_merged_cells_are_refused():
    def merge(book, sheet):
        sheet.merge_range("A2:A3", "office")

    [(sheet, row, _, _, says)] = problems_of({"Teams": [["Code", "Name"], ["a", "b"]]}, merge)
    assert (sheet, row) == ("Teams", 2)
    assert "The cells A2:A3 are merged" in says


def test_a_table_that_cannot_be_read_is_told_once_and_not_for_each_of_its_parts():
    sheets = {"Entries": [["Ref"], ["RPA-0001"]], "Purposes and bases": PURPOSES}
    assert [problem[:3] for problem in problems_of(sheets)] == [("Entries", 1, "Reference")]


def test_two_sheets_of_one_title_are_refused():
    problems = read(csv_zip({"teams.csv": TEAMS, "old/Teams.csv": TEAMS})).problems
    assert [problem.says for problem in problems] == ["Two sheets have this title. Take one out."]


@pytest.mark.parametrize(
    "pieces",
    [
        [LONG_COLUMNS, (1, 2, "b"), (1, 1, "a"), (2, 1, "c")],
        [LONG_COLUMNS, (1, 1, "a"), (2, 1, "b"), (2, 3, "c")],
        [LONG_COLUMNS, ("one", 1, "a"), (1, 1, "b"), (2, 1, "c")],
        [LONG_COLUMNS, (1, 1, "b", "x"), (2, 1, "c")],
        [("Text", "Content"), (1, "b"), (2, "c")],
    ],
)
def test_long_texts_out_of_order_are_refused(pieces):
    [first, *_] = read(workbook({"Entries": LONG, LONG_TEXTS: pieces})).problems
    assert first.place.sheet == LONG_TEXTS
    assert first.says.endswith("Export the file again.")


def test_a_long_text_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "TEXT", 100)
    pieces = [LONG_COLUMNS, (1, 1, "a" * 60), (1, 2, "b" * 60), (2, 1, "c")]
    [problem] = read(workbook({"Entries": LONG, LONG_TEXTS: pieces})).problems
    assert problem_text(problem)[:2] == (LONG_TEXTS, 3)


def test_of_very_many_problems_the_first_are_told_and_the_rest_counted(monkeypatch):
    monkeypatch.setattr(limits, "PROBLEMS", 3)
    rows = [["Reference", "Public"], *([f"RPA-{number}", "?"] for number in range(9))]
    problems = read(workbook({"Entries": rows})).problems
    assert len(problems) == 4
    assert problems[-1].says.startswith("There are 6 more problems.")
