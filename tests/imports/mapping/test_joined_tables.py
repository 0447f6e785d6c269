"""A sheet for each part, whose rows name the entries that they are about."""

from __future__ import annotations

from io import BytesIO

import pytest

from ropa.imports.choosing import chosen_tables
from ropa.imports.content import ReadingOptions, read_content
from ropa.imports.ledger import Fate, ledger_lines
from ropa.imports.mapping.results import NEW
from ropa.imports.reading.opening import ALL_ALIKE, open_file
from ropa.imports.remembered_mappings import proposed_targets
from tests.imports.reading.files import workbook

from .sheets import make_office

pytestmark = pytest.mark.django_db

ACTIVITIES = [
    ("ID", "Activity", "Purpose", "Lawful basis", "Retention period"),
    ("1", "Permits", "Decide on permits", "Public task", "6 years"),
    ("2", "Loans", "Lend books", "Contract", "1 year"),
    ("3", "Surveys", "Ask people", "Consent", "1 year"),
]
RECIPIENTS = [
    ("Activity ID", "Recipients", "Why shared"),
    ("2", "Printer Ltd", "to print letters"),
    ("1", "Police", ""),
    ("2", "Archive", "to keep them"),
]
DATA_SHEET = [
    ("Activity ID", "Categories of individuals", "Categories of personal data"),
    ("1", "Residents", "Names"),
    ("", "", "Car numbers"),
    ("3", "Visitors", "Opinions"),
]
SHEETS = {"Activities": ACTIVITIES, "Recipients": RECIPIENTS, "Data": DATA_SHEET}


@pytest.fixture(autouse=True)
def office():
    return make_office()


def opened(sheets):
    return open_file(BytesIO(workbook(sheets)), "a.xlsx")


def read(sheets):
    """What is read as the page of the columns proposes it, with every new name added."""
    file = opened(sheets)
    columns = chosen_tables(file, ALL_ALIKE).columns()
    mapping = {title: each.target for title, each in proposed_targets(columns).items()}
    how = ReadingOptions(ALL_ALIKE, mapping, "office")
    unknown = read_content(file, how).unknown
    names = {(each.kind, each.name): NEW for each in unknown}
    found = read_content(file, ReadingOptions(ALL_ALIKE, mapping, "office", names))
    assert found.problems == []
    return found


def entries_of(found):
    return {each.values["title"]: each.values for each in found.rows if each.table == "activities"}


def lines_of(found):
    return {
        (each.sheet, each.row, each.column): (each.fate, each.how)
        for each in ledger_lines(found.ledger.packed())
    }


def cells_in(sheets):
    return sum(bool(cell) for rows in sheets.values() for row in rows for cell in row)


def test_rows_of_other_sheets_belong_to_the_entry_that_they_name():
    # when
    found = read(SHEETS)
    entries = entries_of(found)
    # then one record each, in the order of the first sheet
    assert list(entries) == ["Permits", "Loans", "Surveys"]
    names = {
        each.values["code"]: each.values["name"] for each in found.rows if "name" in each.values
    }
    shared = {
        title: [(names[part["recipient"]], part["purpose"]) for part in each["disclosures"]]
        for title, each in entries.items()
    }
    assert shared["Loans"] == [("Printer Ltd", "to print letters"), ("Archive", "to keep them")]
    assert [name for name, _ in shared["Permits"]] == ["Police"]
    assert shared["Surveys"] == []
    held = {
        title: [
            (names[part["people_category"]], names[part["data_category"]])
            for part in each.get("data_holdings", ())
        ]
        for title, each in entries.items()
    }
    # a reference that is not written again runs down
    assert held["Permits"] == [("Residents", "Names"), ("Residents", "Car numbers")]
    assert held["Surveys"] == [("Visitors", "Opinions")]


def test_each_cell_of_each_sheet_is_accounted_for_once():
    found = read(SHEETS)
    lines = lines_of(found)
    assert len(lines) == cells_in(SHEETS) == sum(found.ledger.counts.values())
    assert lines["Recipients", 2, "A"] == (
        Fate.UNDERSTOOD,
        "It says which entry the row is about.",
    )
    assert lines["Recipients", 2, "B"][0] is Fate.UNDERSTOOD
    assert "“Loans”" in lines["Recipients", 2, "B"][1]
    assert {fate for fate, _ in lines.values()} <= {Fate.UNDERSTOOD, Fate.KEPT}


def test_a_row_that_names_no_entry_is_told_and_not_used():
    # given one slip among many
    more = [(str(1 + number % 3), f"Body {number}", "") for number in range(20)]
    sheets = SHEETS | {"Recipients": [*RECIPIENTS, *more, ("9", "Nobody knows", "")]}
    found = read(sheets)
    assert lines_of(found)["Recipients", 25, "B"] == (
        Fate.NOT_USED,
        "It names none of the entries.",
    )
    assert "Recipients: Not imported. It names none of the entries. Row 25." in found.notes


def test_one_slip_in_a_short_table_leaves_the_others_with_their_entries():
    sheets = SHEETS | {"Recipients": [*RECIPIENTS, ("9", "Nobody knows", "")]}
    found = read(sheets)
    assert len(entries_of(found)["Loans"]["disclosures"]) == 2
    assert "Recipients: Not imported. It names none of the entries. Row 5." in found.notes


def test_entries_are_named_by_their_titles_as_well():
    sheets = {
        "Register": [each[1:] for each in ACTIVITIES],
        "Sharing": [("Activity", "Recipients"), ("Loans", "Printer Ltd"), ("loans", "Archive")],
    }
    entries = entries_of(read(sheets))
    assert len(entries["Loans"]["disclosures"]) == 2
    assert entries["Permits"]["disclosures"] == []


def test_what_says_otherwise_than_the_entry_becomes_a_note():
    sheets = {
        "Activities": [
            (*ACTIVITIES[0], "Department"),
            *((*each, "Streets") for each in ACTIVITIES[1:]),
        ],
        "Sharing": [
            ("Ref", "Recipients", "Department"),
            ("1", "Police", "Streets"),
            ("2", "Bank", "Parks"),
        ],
    }
    entries = entries_of(read(sheets))
    assert "Department: Parks" in entries["Loans"]["internal_note"]
    assert "Department" not in entries["Permits"].get("internal_note", "")


@pytest.mark.parametrize(
    "other",
    [
        # a register of another department, whose numbers begin anew
        [
            ("ID", "Activity", "Purpose", "Lawful basis", "Recipients"),
            ("1", "Bins", "Empty bins", "Public task", "nobody"),
        ],
        # another one that has other columns
        [("ID", "Activity", "Recipients"), ("1", "Bins", "nobody"), ("2", "Trees", "nobody")],
        # numbers of something else
        [("Ref", "Recipients"), ("77", "Police"), ("78", "Archive")],
        [("Ref", "Recipients"), ("1", "Police"), ("78", "Archive")],
        # nothing to add
        [("ID", "Seen by"), ("1", "A clerk"), ("2", "A clerk")],
    ],
)
def test_other_tables_are_left_alone(other):
    chosen = chosen_tables(opened({"Activities": ACTIVITIES, "Other": other}), ALL_ALIKE)
    assert chosen.joined == ()
    assert [each.title for each in chosen.entries] == ["Activities"]


def test_numbers_that_two_entries_share_name_none():
    rows = [ACTIVITIES[0], *(("1", *each[1:]) for each in ACTIVITIES[1:])]
    chosen = chosen_tables(opened(SHEETS | {"Activities": rows}), ALL_ALIKE)
    assert chosen.joined == ()


def test_gaps_stand_in_the_cell_of_the_sheet_that_has_it():
    # given
    sheets = {
        "Activities": [each[:4] for each in ACTIVITIES],
        "Periods": [("Activity ID", "Retention period"), ("1", "as needed?"), ("2", "1 year")],
    }
    found = read(sheets)
    gaps = {(each.sheet, each.number, each.column) for each in found.remarks}
    # then what is not understood is told where it stands, and what has no cell of its entry alone
    assert ("Periods", 2, "Retention period") in gaps
    assert ("Activities", 4, "") in gaps
    [says] = [each.says for each in found.remarks if (each.number, each.column) == (4, "")]
    assert says.startswith("“Retention period” has nothing about this entry.")
