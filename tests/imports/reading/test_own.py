"""The register's own workbook and ZIP of CSV: what they say, and what is left alone."""

from __future__ import annotations

from datetime import date

import pytest

from ropa.imports.problems import CannotLoad
from ropa.imports.reading.own import is_own_file, read_own_file
from ropa.tables.long_texts import COLUMNS as LONG_COLUMNS
from ropa.tables.long_texts import SHEET as LONG_TEXTS

from .files import Table, csv_zip, opened_file, read, workbook
from .tables import ENTRIES, LONG, PURPOSES, TEAMS


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
    sections: Table = [["Anchor", "Notice"], ["marks", "Schools [schools]"]]
    readers: Table = [["Belongs to", "Heading"], ["schools/marks", "A pupil"]]
    content = read(workbook({"Sections of notices": sections, "Readers addressed": readers}))
    [section] = content.rows
    assert not content.problems
    assert section.values["audiences"][0].values == {"heading": "A pupil"}


def test_sheets_for_reading_are_passed_over_with_a_note():
    sheets: dict[str, Table] = {"About": [["x"]], "Versions": [["y"]], "Entries": ENTRIES}
    content = read(workbook(sheets))
    assert not content.problems
    passed = [note.place.sheet for note in content.notes if "for reading only" in note.says]
    assert passed == ["About", "Versions"]


def test_columns_for_reading_are_passed_over_with_a_note():
    rows: Table = [["Reference", "Version", "Digest"], ["RPA-0001", 3, "abc"]]
    content = read(workbook({"Entries": rows}))
    assert not content.problems
    assert content.rows[0].values == {"reference": "RPA-0001"}
    assert "“Version” is for reading only" in str(content.notes[0])


def test_an_unknown_column_without_anything_in_it_is_noted():
    content = read(workbook({"Teams": [["Code", "Colour"], ["a"]]}))
    assert not content.problems
    assert "Teams: “Colour” is not known, and has nothing in it." in str(content.notes[0])


def test_an_unknown_sheet_is_a_problem_if_it_says_anything():
    content = read(workbook({"Entries": ENTRIES, "Sheet1": [], "My notes": [["x"]]}))
    [problem] = content.problems
    assert (problem.place.sheet, problem.place.number) == ("My notes", 0)
    assert "The register has no such sheet." in problem.says
    assert str(content.notes[0]) == "register, Sheet1: There is nothing in this sheet."


def test_what_else_is_in_a_zip_is_a_problem():
    [problem] = read(csv_zip({"teams.csv": TEAMS, "read-me.txt": []})).problems
    assert str(problem).startswith("register, read-me.txt: This is not one of the register’s CSV")


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
    assert is_own_file(opened_file(content)) is own


def test_one_table_alone_is_not_taken_for_the_register():
    with pytest.raises(CannotLoad, match="One table alone"):
        read_own_file(opened_file(b"Code,Name\n"))
