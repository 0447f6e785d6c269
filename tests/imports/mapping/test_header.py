"""The header is found below lines that stand above it."""

from __future__ import annotations

from ropa.imports.mapping.header import find_header
from ropa.imports.reading.cells import SheetOfCells


def sheet(*rows):
    numbered = list(enumerate(rows, start=1))
    header = tuple(cell or "" for cell in rows[0])
    return SheetOfCells("ROPA", header, 1, iter(numbered[1:]))


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
