"""Every cell that says something is accounted for, once: understood, kept in words, or not used."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ropa.imports.content import ReadingOptions, read_content
from ropa.imports.ledger import NOBODY_ASKED, CellLedger, Fate, LedgerLine, ledger_lines
from ropa.imports.mapping.header import find_header
from ropa.imports.mapping.results import NEW, MappedRows
from ropa.imports.mapping.sheet_reader import read_mapped_sheets
from ropa.imports.mapping.targets import BY_NAME, LEAVE_OUT, TARGETS
from ropa.imports.mapping.turned_sheets import LONGEST_FORM
from ropa.imports.reading.cells import Merged, SheetOfCells, Unusable, says_something
from ropa.imports.reading.opening import open_file
from tests.factories import make_team
from tests.imports.mapping.sheets import ENTRY, make_office, read
from tests.imports.reading.files import workbook
from tests.imports.uploading import own_entry, own_rows


def lines(found) -> list[LedgerLine]:
    return list(ledger_lines(found.ledger.packed()))


def fates(found) -> dict[tuple[int, str], tuple[Fate, str]]:
    return {(line.row, line.title): (line.fate, line.how) for line in lines(found)}


# The ledger itself


def sheet_of(*rows, title="S", merged=()) -> SheetOfCells:
    header, *below = rows
    numbered = [(number, tuple(cells)) for number, cells in enumerate(below, start=2)]
    return SheetOfCells(title, tuple(header), 1, iter(numbered), list(merged))


def test_a_cell_is_settled_once_and_an_empty_one_never():
    ledger = CellLedger()
    rows = list(ledger.watch(sheet_of(["a", ""], ["b", None], ["c"])).rows)
    assert [number for number, _ in rows] == [2, 3]
    ledger.settle("S", 2, 0, Fate.KEPT, "In a note.", title="A")
    ledger.settle("S", 2, 0, Fate.UNDERSTOOD, "Again.")
    ledger.settle("S", 2, 1, Fate.UNDERSTOOD, "Empty.")
    ledger.settle("S", 9, 0, Fate.UNDERSTOOD, "Nowhere.")
    ledger.settle("S", 3, 0, Fate.UNDERSTOOD, "Read.")
    # then what nobody settled is not used, and all stands in the order of the file
    assert [(line.row, line.value, line.fate) for line in ledger_lines(ledger.packed())] == [
        (1, "a", Fate.NOT_USED),
        (2, "b", Fate.KEPT),
        (3, "c", Fate.UNDERSTOOD),
    ]
    assert ledger.counts == {Fate.UNDERSTOOD: 1, Fate.KEPT: 1, Fate.NOT_USED: 1}


def test_what_is_packed_early_stands_where_the_file_has_it():
    ledger = CellLedger()
    list(ledger.watch(sheet_of(["a"], ["b"], ["c"])).rows)
    ledger.settle("S", 2, 0, Fate.KEPT, "In a note.")
    ledger.write_up_to("S", 2)
    ledger.settle("S", 2, 0, Fate.UNDERSTOOD, "Too late.")
    ledger.write_up_to("S", 2)
    assert [line.value for line in ledger_lines(ledger.packed())] == ["a", "b", "c"]
    assert ledger.counts[Fate.KEPT] == 1


# Sheets of other people


RIGHTS = "Access, rectification, restriction, objection"
TITLES = ("Title", "Purposes", "Lawful basis", "People", "Data", "Recipients", "Notes", "Odd", "")
MAPPED = {
    "Title": "title",
    "Purposes": "purposes",
    "Lawful basis": "lawful-basis",
    "People": "people",
    "Data": "data",
    "Recipients": "recipients",
    "Notes": "internal-note",
    "Odd": LEAVE_OUT,
}
CELLS = st.sampled_from(
    ("", None, " ", "N/A", "TBC", "Public task", "Consent or public task", "Residents; staff",
     "Health: notes\nNames", "Police", "HOUSING", "Team:", "Not shared", "\u200b", "12 May", "a",
     Unusable("#REF!", "holds an error."))
)  # fmt: skip
ROWS = st.lists(st.lists(CELLS, max_size=len(TITLES) + 1), max_size=7)
RANGES = st.lists(
    st.tuples(*[st.integers(1, 12)] * 2, *[st.integers(0, 9)] * 2).map(
        lambda of: Merged(min(of[:2]), max(of[:2]), "A1:B2", min(of[2:]), max(of[2:]))
    ),
    max_size=3,
)


@pytest.fixture
def office(db):
    return make_office()


@given(
    above=st.lists(st.lists(CELLS, max_size=3), max_size=3),
    titles=st.lists(st.sampled_from(TITLES), max_size=9),
    below=st.tuples(ROWS, ROWS),
    merged=RANGES,
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_of_any_sheets_each_cell_is_in_the_ledger_once(office, above, titles, below, merged):
    # given two sheets of whatever stands in them
    grids = {"One": [*above, titles, *below[0]], "Two": [titles, *below[1]]}
    sheets = [_numbered(title, rows, merged) for title, rows in grids.items()]
    # when
    found = read_mapped_sheets(sheets, MAPPED, team="office", names={}, file="a.xlsx")
    # then
    said = [
        (title, number, column)
        for title, rows in grids.items()
        for number, cells in enumerate(rows, start=1)
        for column, cell in enumerate(cells)
        if says_something(cell)
    ]
    assert [(line.sheet, line.row, _index(line.column)) for line in lines(found)] == said
    assert sum(found.ledger.counts.values()) == len(said)
    assert NOBODY_ASKED not in {line.how for line in lines(found)}


def _numbered(title, rows, merged) -> SheetOfCells:
    numbered = ((number, tuple(cells)) for number, cells in enumerate(rows, start=1) if any(cells))
    number, header = next(numbered, (1, ()))
    texts = tuple("" if cell is None else str(cell) for cell in header)
    return SheetOfCells(title, texts, number, numbered, list(merged))


def _index(letter: str) -> int:
    return ord(letter) - ord("A")


def test_a_cell_said_to_be_understood_or_kept_is_found_in_what_comes_of_it(office, subtests):
    """Whatever a column is mapped to, no word of its cells is lost without being told."""
    for target in TARGETS:
        for text in ("Zebra quokka", "Yes - zebra quokka", "Zebra: quokka (2030)"):
            with subtests.test(target=target.name, text=text):
                entry = {name: said for name, said in ENTRY.items() if name != target.name}
                found = read(entry | {"col": text}, col=target.name)
                new = {(each.kind, each.name): NEW for each in found.unknown}
                found = read(entry | {"col": text}, col=target.name, names=new)
                fate = fates(found)[2, "col"][0]
                said = str([row.values for row in found.rows]).casefold()
                assert fate is Fate.NOT_USED or ("zebra" in said and "quokka" in said)


def test_the_ledger_says_what_became_of_each_cell(office):
    # when
    found = read(
        ENTRY
        | {
            "policy": "Yes",
            "lawful-basis": "as discussed",
            "Budget": "7",
            "Who": "Head of parking",
            "location": "-",
        },
        ENTRY | {"title": "Badges", "people": "Pupils", "rights": RIGHTS},
        policy="follows-policy",
        Budget=LEAVE_OUT,
        Who="internal-note",
    )
    # then
    said = fates(found)
    assert said[1, "title"] == (Fate.UNDERSTOOD, "The title of a column: Title.")
    assert said[1, "Budget"] == (Fate.UNDERSTOOD, "The title of a column that is not used.")
    entry = "of RPA-0001, “Parking permits”"
    assert said[2, "title"] == (Fate.UNDERSTOOD, f"{BY_NAME['title'].title} {entry}.")
    assert said[2, "location"][1].endswith(f"{entry}: that there is nothing.")
    for kept in ("Who", "lawful-basis"):
        assert said[2, kept] == (Fate.KEPT, f"It stands in the internal note {entry}.")
    assert said[2, "Budget"] == (Fate.NOT_USED, "You left this column out.")
    assert said[3, "rights"][0] is Fate.NOT_USED
    assert said[3, "people"] == (Fate.NOT_USED, "Nobody has decided what “Pupils” is.")


def headed(*rows) -> MappedRows:
    titles = ["title", "purposes"]
    cells = sheet_of(["Register of the council"], titles, *rows)
    assert find_header(sheet_of(titles, *rows)).titles == ("title", "purposes")
    mapping = {title: title for title in titles}
    return read_mapped_sheets([cells], mapping, team="office", names={}, file="a.csv")


def test_lines_above_and_headings_between_rows_are_told(office):
    # when two headings stand above each other, the first has no entry
    found = headed(["HOUSING"], ["LETTINGS"], ["Permits", "Decide"], ["ARCHIVE"])
    # then
    said = {line.value: (line.fate, line.how) for line in lines(found)}
    assert said["Register of the council"] == (Fate.NOT_USED, "It stands above the header.")
    assert said["LETTINGS"][0] is Fate.UNDERSTOOD
    unused = (Fate.NOT_USED, "A heading, of which no entry below it has anything.")
    assert said["HOUSING"] == said["ARCHIVE"] == unused


# Whole files


@pytest.mark.django_db
def test_cells_of_sheets_that_are_not_read_are_in_the_ledger():
    team = make_team()
    book = workbook({"Record": [["Title"], ["Permits"]], "Other": [["x"], [None, "y"]]})
    how = ReadingOptions(mapping={"Title": "title"}, team=team.code)
    found = read_content(open_file(BytesIO(book), "a.xlsx"), how)
    assert [(line.sheet, line.column, line.fate) for line in lines(found)] == [
        ("Record", "A", Fate.UNDERSTOOD),
        ("Record", "A", Fate.UNDERSTOOD),
        ("Other", "A", Fate.NOT_USED),
        ("Other", "B", Fate.NOT_USED),
    ]


@pytest.mark.django_db
def test_the_register_s_own_files_have_a_ledger_as_well():
    # given a sheet for people to read, a fault, and a column that the register has not
    row = own_entry("RPA-7001", make_team()) | {"Public": "perhaps", "Colour": "blue"}
    found = read_content(open_file(BytesIO(own_rows(row)), "a.xlsx"), ReadingOptions())
    # then
    said = fates(found)
    assert len(said) == sum(found.ledger.counts.values()) == 2 * len(row)
    assert said[2, "Title"] == (Fate.UNDERSTOOD, "Entries: Title.")
    assert said[2, "Public"][0] is said[2, "Colour"][0] is Fate.NOT_USED


def test_what_stands_before_titles_that_go_down_is_told(office):
    # given a form, whose lines are numbered
    form = [
        ["1", "title", "Permits"],
        ["2", "purposes", "Decide"],
        ["3", "lawful-basis", "Consent"],
    ]
    mapping = {title: title for _, title, _ in form}
    # when
    found = read_mapped_sheets([sheet_of(*form)], mapping, team="office", names={}, file="a.csv")
    # then
    said = [(line.row, line.column, line.fate) for line in lines(found)]
    fate = {"A": Fate.NOT_USED, "B": Fate.UNDERSTOOD, "C": Fate.UNDERSTOOD}
    assert said == [(row, column, fate[column]) for row in (1, 2, 3) for column in "ABC"]
    assert NOBODY_ASKED not in {line.how for line in lines(found)}


def test_what_stands_below_the_longest_form_is_told(office):
    form = [["title", "Permits"], ["purposes", "Decide"], ["lawful-basis", "Consent"]]
    below = [["", f"line {number}"] for number in range(LONGEST_FORM)]
    mapping = {title: title for title, _ in form}
    # when
    found = read_mapped_sheets(
        [sheet_of(*form, *below)], mapping, team="office", names={}, file="a.csv"
    )
    # then
    assert "Nothing is imported from row 301 on: a form is not as long." in found.notes
    assert len(lines(found)) == 6 + LONGEST_FORM
