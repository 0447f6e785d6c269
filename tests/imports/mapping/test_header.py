"""The header is found below lines that stand above it."""

from __future__ import annotations

from ropa.imports.mapping.header import find_header
from ropa.imports.reading.cells import Merged, SheetOfCells


def sheet(*rows, merged=()):
    numbered = list(enumerate(rows, start=1))
    header = tuple(cell or "" for cell in rows[0])
    return SheetOfCells("ROPA", header, 1, iter(numbered[1:]), list(merged))


def test_the_first_row_is_the_header_if_it_has_known_titles():
    found = find_header(sheet(("Purpose", "Lawful basis"), ("Purpose", "Consent")))
    assert (found.titles, found.above) == (("Purpose", "Lawful basis"), ())
    assert list(found.sheet.rows) == [(2, ("Purpose", "Consent"))]


def test_lines_above_are_passed_over_and_kept():
    rows = [("Record",), ("Controller", "Council"), ("Purpose", "Lawful basis"), ("a", "b")]
    found = find_header(sheet(*rows))
    assert (found.sheet.header_row, found.sheet.header) == (3, ("Purpose", "Lawful basis"))
    assert found.above == ((1, ("Record",)), (2, ("Controller", "Council")))
    assert list(found.sheet.rows) == [(4, ("a", "b"))]


def test_the_titles_of_a_mapping_tell_the_header_where_nothing_else_does():
    rows = [("x", "y", "z"), ("Alpha", "Beta"), ("1", "2")]
    assert find_header(sheet(*rows)).sheet.header_row == 1
    assert find_header(sheet(*rows), {"Alpha", "Beta"}).sheet.header_row == 2
    assert find_header(sheet(("Alpha",), ("1",)), {"Alpha"}).sheet.header_row == 1


def test_the_header_is_looked_for_among_the_first_twenty_rows():
    above = [("note",)] * 19
    assert find_header(sheet(*above, ("Purpose", "Lawful basis"))).sheet.header_row == 20
    assert find_header(sheet(*above, ("note",), ("Purpose", "Lawful basis"))).sheet.header_row == 1


def test_each_column_has_a_title_of_its_own():
    found = find_header(sheet(("Purpose", "", "Lawful\nbasis", "Purpose")))
    assert found.titles == ("Purpose", "column B", "Lawful basis", "Purpose (column D)")


TWO_ROWS = (
    ("What is held", "Lawful basis", "How would it be corrected", None, None),
    (None, None, "Corrected", "Deleted", "Sent on"),
    ("Enquiries", "Public task", "By hand", "Shredded", "Posted"),
)
OVER_TWO = (
    Merged(1, 2, "A1:A2", 0, 0),
    Merged(1, 2, "B1:B2", 1, 1),
    Merged(1, 1, "C1:E1", 2, 4),
)


def test_a_header_of_two_rows_is_one():
    found = find_header(sheet(*TWO_ROWS, merged=OVER_TWO))
    assert found.titles == (
        "What is held",
        "Lawful basis",
        "How would it be corrected: Corrected",
        "How would it be corrected: Deleted",
        "How would it be corrected: Sent on",
    )
    assert found.above == ()
    assert [number for number, _ in found.sheet.rows] == [3]
    # and it is found again by its titles
    again = find_header(sheet(*TWO_ROWS, merged=OVER_TWO), set(found.titles))
    assert again.titles == found.titles


def test_titles_below_a_title_are_joined_to_it_without_merged_cells_too():
    found = find_header(sheet(*TWO_ROWS))
    assert found.titles[1:4] == (
        "Lawful basis",
        "How would it be corrected: Corrected",
        "How would it be corrected: Deleted",
    )
    assert [number for number, _ in found.sheet.rows] == [3]


def test_groups_above_the_titles_are_joined_to_them_without_merged_cells_too():
    rows = [
        ("Register of the surgery",),
        ("What", None, "Law", None, None),
        ("Purpose", "Categories of data", "Lawful basis", "Article 9 condition", "Checked"),
        ("Care", "Records", "Public task", "9(2)(h)", "May"),
    ]
    found = find_header(sheet(*rows))
    assert found.titles == (
        "What: Purpose",
        "What: Categories of data",
        "Law: Lawful basis",
        "Law: Article 9 condition",
        "Law: Checked",
    )
    assert found.above == ((1, ("Register of the surgery",)),)


def test_a_line_above_that_names_the_controller_is_no_part_of_the_header():
    rows = [
        ("Controller", "Council", None),
        ("Purpose", "Lawful basis", "Retention"),
        ("a", "Consent", "1 year"),
    ]
    assert find_header(sheet(*rows)).titles == ("Purpose", "Lawful basis", "Retention")


def test_a_first_row_that_leaves_cells_empty_is_no_part_of_the_header():
    rows = [("Purpose", "Lawful basis", None), ("a", None, "b"), ("c", "Consent", None)]
    found = find_header(sheet(*rows))
    assert [number for number, _ in found.sheet.rows] == [2, 3]


def test_a_title_over_the_whole_sheet_is_no_part_of_the_header():
    rows = [("Register 2026",), ("Purpose", "Lawful basis"), ("a", "Consent")]
    found = find_header(sheet(*rows, merged=[Merged(1, 1, "A1:B1", 0, 1)]))
    assert (found.titles, found.above) == (("Purpose", "Lawful basis"), ((1, ("Register 2026",)),))


def test_groups_above_known_titles_belong_to_them():
    rows = [
        ("About it", None, "Law", None),
        ("Title", "Purpose", "Lawful basis", "Article 9 condition"),
        ("a", "b", "c", "d"),
    ]
    merged = [Merged(1, 1, "A1:B1", 0, 1), Merged(1, 1, "C1:D1", 2, 3)]
    found = find_header(sheet(*rows, merged=merged))
    assert found.titles[2:] == ("Law: Lawful basis", "Law: Article 9 condition")
    assert list(found.sheet.rows) == [(3, ("a", "b", "c", "d"))]


def test_a_merged_cell_is_said_of_each_of_its_rows_and_of_no_others():
    rows = [("Purpose", "Lawful basis"), ("a", "Consent"), ("b", None), ("c", None)]
    found = find_header(sheet(*rows, merged=[Merged(2, 3, "B2:B3", 1, 1)]))
    assert [cells for _, cells in found.sheet.rows] == [
        ("a", "Consent"),
        ("b", "Consent"),
        ("c", None),
    ]
