"""Each row finds its entry, or becomes a new one with a reference and a title of its own."""

from __future__ import annotations

import pytest

from ropa.imports.loading import load
from ropa.imports.mapping.sheet_reader import read_mapped_sheets
from ropa.imports.reading.cells import SheetOfCells
from ropa.models import ProcessingActivity
from tests.factories import make_activity

from .sheets import ENTRY, gaps_of, make_office, messages_of, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office():
    return make_office()


def references(found):
    return [row.values["reference"] for row in found.rows if row.table == "activities"]


def titles(found):
    return [row.values.get("title") for row in found.rows if row.table == "activities"]


def test_new_entries_take_the_next_references_in_the_order_of_the_rows(office):
    make_activity(reference="RPA-0007", team=office)
    rows = [ENTRY | {"title": title} for title in "BCA"]
    assert references(read(*rows)) == ["RPA-0008", "RPA-0009", "RPA-0010"]
    rows[1]["reference"] = "RPA-0020"
    assert references(read(*rows)) == ["RPA-0021", "RPA-0020", "RPA-0022"]


def test_an_entry_is_known_by_its_reference_and_else_by_its_title(office):
    make_activity(reference="RPA-0007", title="Parking Permits", team=office)
    found = read(ENTRY | {"reference": "rpa-0007", "title": "Renamed"}, ENTRY | {"title": "Other"})
    assert (references(found), titles(found)) == (["RPA-0007", "RPA-0008"], ["Renamed", "Other"])
    assert references(read(ENTRY)) == ["RPA-0007"]
    found = read(ENTRY, ENTRY | {"title": "X", "reference": "RPA-0007"})
    assert "about the same entry, RPA-0007" in messages_of(found)[0][2]


def test_references_that_are_none_are_told():
    found = read(ENTRY | {"reference": "RPA-0001"}, ENTRY | {"title": "B", "reference": "7"})
    assert [(number, title) for number, title, _ in messages_of(found)] == [(3, "reference")]
    found = read(ENTRY | {"reference": "RPA-0001"}, ENTRY | {"title": "B", "reference": "RPA-0001"})
    assert "Row 2 has this reference already" in messages_of(found)[0][2]


def test_numbers_of_the_bodys_own_are_kept_and_no_references():
    found = read(ENTRY | {"reference": "HR-1"}, ENTRY | {"title": "B", "reference": "HR-2"})
    assert messages_of(found) == []
    assert references(found) == ["RPA-0001", "RPA-0002"]
    assert [row.values["internal_note"] for row in found.rows] == [
        "reference: HR-1",
        "reference: HR-2",
    ]


def test_titles_that_are_missing_are_told():
    found = read(ENTRY, {"title": "", "purposes": "Tow cars away", "lawful-basis": "Consent"})
    assert messages_of(found) == []
    assert gaps_of(found) == ["“title” leaves a gap. Give the entry a title. Row 3."]
    assert titles(found)[1] == "Tow cars away"


def test_other_entries_of_the_same_title_get_a_number_and_keep_it():
    other = {"title": " parking  PERMITS", "purposes": "Tow cars away", "lawful-basis": "Consent"}
    found = read(ENTRY, other)
    assert messages_of(found) == []
    assert titles(found) == ["Parking permits", "parking PERMITS (2)"]
    assert any(note.startswith("Another row has the same title") for note in found.notes)
    load(found.rows)
    again = load(read(ENTRY, other).rows)
    assert (again.created, again.changed, again.removed) == (0, 0, 0)
    # with a reference it is somebody's to say
    found = read(ENTRY, other | {"reference": "RPA-0009"})
    assert [(number, says) for number, _, says in messages_of(found)] == [
        (3, "Row 2 has this title already. Give each entry its own."),
    ]


def test_a_title_that_is_too_long_is_cut_and_kept_in_the_note():
    long = "Parking " * 30
    rows = [ENTRY | {"title": long}]
    found = read(*rows)
    assert messages_of(found) == []
    assert titles(found) == [f"{'Parking ' * 23}Parking…"]
    assert found.rows[0].values["internal_note"] == f"title: {long.strip()}"
    load(found.rows)
    again = load(read(*rows).rows)
    assert (again.created, again.changed) == (0, 0)


def test_without_a_column_titles_are_made_of_function_and_purpose_and_stay_the_same():
    row = {"business-function": "Parking", "purposes": "Decide\nTell", "lawful-basis": "Consent"}
    long = row | {"purposes": "word " * 60}
    rows = [row, row, long, long]
    found = read(*rows)
    assert titles(found)[:2] == ["Parking: Decide", "Parking: Decide (2)"]
    assert all(len(title) <= 200 for title in titles(found))
    assert titles(found)[3].endswith("… (2)")
    load(found.rows)
    again = load(read(*rows).rows)
    assert (again.created, again.changed, again.removed) == (0, 0, 0)
    assert ProcessingActivity.objects.count() == len(rows)


def test_a_row_on_another_sheet_is_named_with_its_sheet():
    # given two sheets, with a title that both have, and rows without any
    columns = ("title", "location", "reference")
    sheets = [
        SheetOfCells(name, columns, 1, iter([(2, ("", "The attic")), (3, ("Permits", "", own))]))
        for name, own in (("North", "RPA-0001"), ("South", "RPA-0002"))
    ]
    # when
    found = read_mapped_sheets(
        sheets, {each: each for each in columns}, team="office", names={}, file="a.xlsx"
    )
    # then
    (problem,) = found.problems
    assert problem.place.sheet == "South"
    assert problem.says.startswith("Row 3 of the sheet “North” has this title already.")
    assert [title for title in titles(found) if title.startswith("(")] == [
        "(North, row 2)",
        "(South, row 2)",
        "(South, row 3)",
    ]
