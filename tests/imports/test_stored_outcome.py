"""What an import found is kept, however much it is and whatever characters it has."""

from __future__ import annotations

import pytest

from ropa.imports.mapping.results import Suggestion, UnknownName
from ropa.imports.outcome import Change, ChangeKind, Outcome
from ropa.imports.problems import Problem
from ropa.imports.rows import RowPlace
from ropa.imports.stored_outcome import (
    MOST_STORED,
    add_name_decisions,
    reading_options_of,
    store_findings,
    store_outcome,
)
from tests.factories import make_team, make_user
from tests.imports.uploading import entry_line, spreadsheet, uploaded_import

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported():
    return uploaded_import(spreadsheet(entry_line(1)), make_user("Approver"))


def problem(number: int, value: str = "blue") -> Problem:
    place = RowPlace("file", f"row {number}", "Entries", number, {"colour": "Favourite colour"})
    return Problem(place, "colour", value, "no colour is called so.")


def test_a_problem_is_kept_as_people_read_it(imported):
    store_findings(imported, [problem(7, "half\0blue")])
    imported.save()
    imported.refresh_from_db()
    assert imported.problems == [
        {
            "sheet": "Entries",
            "row": "7",
            "number": 7,
            "column": "Favourite colour",
            "value": "half\ufffdblue",
            "says": "No colour is called so.",
        }
    ]


def test_of_problems_without_number_the_first_are_kept_and_all_counted(imported):
    store_findings(imported, [problem(number) for number in range(MOST_STORED + 5)])
    assert (len(imported.problems), imported.problem_count) == (MOST_STORED, MOST_STORED + 5)


def test_a_name_is_kept_with_where_it_stands_and_what_it_may_be(imported):
    places = tuple(RowPlace("file", f"row {number}", "", number) for number in range(2, 20))
    unknown = UnknownName("organisations", "DfE", places, (Suggestion("dfe", "Dept", "new"),), "d")
    store_findings(imported, [], [unknown], ["A note."])
    assert imported.unknown == [
        {
            "kind": "organisations",
            "name": "DfE",
            "rows": ["2", "3", "4", "5", "6"],
            "count": 18,
            "suggestions": [
                {"code": "dfe", "name": "Dept", "why": "new", "is_sure": False},
            ],
            "code": "d",
        }
    ]
    assert imported.notes == ["A note."]


def test_what_happens_is_kept_with_what_changes_first(imported):
    place = RowPlace("file", "row 2")
    changes = [
        Change("teams", "a", "A", ChangeKind.SAME, place),
        Change("teams", "b", "B", ChangeKind.CREATED, place),
        Change("teams", "c", "C", ChangeKind.CHANGED, place, ("name",)),
    ]
    store_outcome(imported, Outcome(created=1, changed=1, same=1, changes=changes))
    imported.save()
    imported.refresh_from_db()
    assert [each["key"] for each in imported.changes] == ["c", "b", "a"]
    assert imported.changes[0]["differs"] == ["name"]
    assert imported.counts["tables"] == {"teams": {"changed": 1, "created": 1, "same": 1}}


def test_decisions_on_names_are_added_to_those_before(imported):
    kept = add_name_decisions([["organisations", "A", "a"]], {("organisations", "A"): "b"})
    assert kept == [["organisations", "A", "b"]]
    imported.names, imported.team = kept, make_team(code="office")
    how = reading_options_of(imported)
    assert (how.names, how.team) == ({("organisations", "A"): "b"}, "office")
