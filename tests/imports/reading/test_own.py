"""The register's own workbook and ZIP of CSV: what they say, and every problem with its place."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ropa.imports.problems import CannotLoad
from ropa.imports.reading import limits
from ropa.imports.reading.own import is_own, read_own
from ropa.reports.contents import ContentDigest
from ropa.tables.long_texts import COLUMNS as LONG_COLUMNS
from ropa.tables.long_texts import SHEET as LONG_TEXTS

from .files import Table, csv_zip, opened, read, workbook

TEAMS: Table = [["Code", "Name", "Organisation"], ["office", "Office", "The Council [council]"]]
ENTRIES: Table = [
    ["Reference", "Title", "Team", "Public", "Review due on"],
    ["RPA-0001", "Marks", "Office [office]", "Yes", date(2026, 3, 31)],
    ["RPA-0002", "Meals", "Office [office]", "No", None],
]
PURPOSES: Table = [
    ["Belongs to", "Purpose", "Provisions"],
    ["RPA-0002", "to feed", None],
    ["RPA-0001", "to teach", "Act, section 1 [act-1]\nAct, section 2 [act-2]"],
    ["RPA-0001", "to mark", "[act-1]"],
]
NINE_O_CLOCK = datetime.fromisoformat("2026-03-31T09:00")
LONG: Table = [
    ["Reference", "Title"],
    ["RPA-0001", "(Long text 2: see the sheet “Long texts”)"],
    ["RPA-0002", "(Long text 1: see the sheet “Long texts”)"],
]


def told(problem):
    place = problem.place
    return place.sheet, place.number, problem.title, problem.value, problem.says


def problems_of(sheets, change=None):
    return [told(problem) for problem in read(workbook(sheets, change)).problems]


def test_rows_come_with_their_parts_in_the_order_of_the_sheet():
    content = read(workbook({"Purposes and bases": PURPOSES, "Entries": ENTRIES, "Teams": TEAMS}))
    assert not content.problems
    team, marks, meals = content.rows
    assert team.table == "teams"
    assert team.values == {"code": "office", "name": "Office", "organisation": "council"}
    assert {name: value for name, value in marks.values.items() if name != "purposes"} == {
        "reference": "RPA-0001",
        "title": "Marks",
        "team": "office",
        "is_public": True,
        "review_due_on": date(2026, 3, 31),
    }
    assert [(part.table, part.values) for part in marks.values["purposes"]] == [
        ("purposes", {"statement": "to teach", "provisions": ["act-1", "act-2"]}),
        ("purposes", {"statement": "to mark", "provisions": ["act-1"]}),
    ]
    assert meals.values["review_due_on"] is None
    assert meals.values["purposes"][0].values == {"statement": "to feed", "provisions": []}


def test_every_row_knows_its_place_and_what_the_file_calls_its_fields():
    sheets = {
        "ENTRIES ": [["reference", " TITLE "], ["a", "b"]],
        "Purposes and bases": PURPOSES[:1],
    }
    [row] = read(workbook(sheets)).rows
    assert str(row.place) == "register, ENTRIES , row 2"
    assert (row.place.sheet, row.place.number) == ("ENTRIES ", 2)
    assert row.place.title("title") == "TITLE"
    assert row.place.title("purposes") == "Purposes and bases"


def test_a_column_or_sheet_that_is_not_there_leaves_what_is_there_alone():
    content = read(workbook({"Entries": [["Reference"], ["RPA-0001"]]}))
    [row] = content.rows
    assert row.values == {"reference": "RPA-0001"}
    [note] = content.notes
    assert "The file does not have “Organisations”" in str(note)
    assert "“Entries”" not in str(note)
    assert "stays as it is" in str(note)


def test_parts_that_an_entry_no_longer_has_are_taken_from_it():
    content = read(workbook({"Entries": ENTRIES, "Purposes and bases": PURPOSES[:1]}))
    assert [row.values["purposes"] for row in content.rows] == [[], []]


def test_an_empty_cell_empties_a_field_that_can_be_and_leaves_others():
    header = ["Reference", "Internal note", "Public", "Legal regime", "Team", "Review due on"]
    [row] = read(workbook({"Entries": [header, ["RPA-0001"]]})).rows
    assert row.values == {
        "reference": "RPA-0001",
        "internal_note": "",
        "team": None,
        "review_due_on": None,
    }


def test_a_csv_zip_says_the_same_and_gives_back_what_would_be_a_formula():
    rows = [["Reference", "Title"], ["RPA-0001", "'=1+1"], ["RPA-0002", "''quoted"]]
    parts = [["Belongs to", "Purpose"], ["RPA-0001", "'-1"]]
    content = read(csv_zip({"activities.csv": rows, "activities-purposes.csv": parts}))
    assert not content.problems
    assert [row.values["title"] for row in content.rows] == ["=1+1", "'quoted"]
    assert content.rows[0].values["purposes"][0].values == {"statement": "-1"}


def test_a_workbook_keeps_an_apostrophe():
    [row] = read(workbook({"Entries": [["Reference", "Title"], ["RPA-0001", "'=1"]]})).rows
    assert row.values["title"] == "'=1"


def test_sections_are_known_by_their_notice_and_their_own_name():
    content = read(
        workbook(
            {
                "Sections of notices": [["Anchor", "Notice"], ["marks", "Schools [schools]"]],
                "Readers addressed": [["Belongs to", "Heading"], ["schools/marks", "A pupil"]],
            }
        )
    )
    [section] = content.rows
    assert not content.problems
    assert section.values["audiences"][0].values == {"heading": "A pupil"}


def test_sheets_for_reading_are_passed_over_with_a_note():
    content = read(workbook({"About": [["x"]], "Versions": [["y"]], "Entries": ENTRIES}))
    assert not content.problems
    passed = [note.place.sheet for note in content.notes if "for reading only" in note.says]
    assert passed == ["About", "Versions"]


def test_columns_for_reading_are_passed_over_with_a_note():
    rows = [["Reference", "Version", "Digest"], ["RPA-0001", 3, "abc"]]
    content = read(workbook({"Entries": rows}))
    assert not content.problems
    assert content.rows[0].values == {"reference": "RPA-0001"}
    assert "“Version” is for reading only" in str(content.notes[0])


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


def test_an_unknown_column_without_anything_in_it_is_noted():
    content = read(workbook({"Teams": [["Code", "Colour"], ["a"]]}))
    assert not content.problems
    assert "Teams: “Colour” is not known, and has nothing in it." in str(content.notes[0])


def test_an_unknown_sheet_is_a_problem_if_it_says_anything():
    content = read(workbook({"Entries": ENTRIES, "Sheet1": [], "My notes": [["x"]]}))
    [problem] = content.problems
    assert told(problem)[:2] == ("My notes", 0)
    assert "The register has no such sheet." in problem.says
    assert str(content.notes[0]) == "register, Sheet1: There is nothing in this sheet."


def test_what_else_is_in_a_zip_is_a_problem():
    [problem] = read(csv_zip({"teams.csv": TEAMS, "read-me.txt": []})).problems
    assert str(problem).startswith("register, read-me.txt: This is not one of the register’s CSV")


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


def test_a_formula_is_refused_in_its_cell():
    def calculate(book, sheet):
        sheet.write_formula("B2", "=A2", None, "office")

    assert problems_of({"Teams": [["Code", "Name"], ["a"]]}, calculate) == [
        ("Teams", 2, "Name", "=A2", "The cell holds a formula: paste its value instead.")
    ]


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


def test_long_texts_are_put_together_again():
    pieces = [
        LONG_COLUMNS,
        (1, 1, "(Long text 2: see the sheet “Long texts”)"),
        (2, 1, "a "),
        (2, 2, "b"),
    ]
    rows = read(workbook({"Entries": LONG, LONG_TEXTS: pieces})).rows
    assert [row.values["title"] for row in rows] == ["a b", pieces[1][2]]


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
    assert told(problem)[:2] == (LONG_TEXTS, 3)


def test_of_very_many_problems_the_first_are_told_and_the_rest_counted(monkeypatch):
    monkeypatch.setattr(limits, "PROBLEMS", 3)
    rows = [["Reference", "Public"], *([f"RPA-{number}", "?"] for number in range(9))]
    problems = read(workbook({"Entries": rows})).problems
    assert len(problems) == 4
    assert problems[-1].says.startswith("There are 6 more problems.")


@pytest.mark.parametrize(
    ("content", "own"),
    [
        (workbook({"Notes": [["x"]], "teams ": TEAMS}), True),
        (workbook({"Teams": [["Team", "Name"]]}), False),
        (workbook({"Controllers": [["Name"]], "Sheet1": [["Reference", "Title"]]}), False),
        (csv_zip({"teams.csv": TEAMS}), True),
        (csv_zip({"data.csv": TEAMS}), False),
        (b"Reference,Title\n", False),
        (b'{"about":{"format":"register-of-processing"}}', True),
        (b'{"about":[]}', False),
    ],
)
def test_own_files_are_told_from_others(content, own):
    assert is_own(opened(content)) is own


def test_one_table_alone_is_not_taken_for_the_register():
    with pytest.raises(CannotLoad, match="One table alone"):
        read_own(opened(b"Code,Name\n"), digest=ContentDigest)
