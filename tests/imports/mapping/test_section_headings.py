"""Headings between the rows of a table are told from entries by how they are written."""

from __future__ import annotations

import pytest

from ropa.imports.mapping.section_headings import heading_in, without_lines_below
from ropa.imports.reading.cells import Merged, Row


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("PART ONE", "PART ONE"),
        ("Libraries:", "Libraries"),
        ("Department of Highways", "Department of Highways"),
        ("Adult Social Care Directorate", "Adult Social Care Directorate"),
        ("Section 4 – Planning", "Section 4 – Planning"),
        ("Housing  services", "Housing services"),
        ("Library loans", ""),
        ("1234", ""),
        ("To run the team of volunteers", ""),
        ("X" * 121, ""),
    ],
)
def test_what_stands_alone_is_a_heading_if_it_is_written_like_one(text, heading):
    assert heading_in(5, (None, text, ""), []) == heading


def test_what_is_written_over_several_columns_is_a_heading():
    over_three = [Merged(5, 5, "A5:C5", 0, 2)]
    assert heading_in(5, ("Library loans", None, None), over_three) == "Library loans"
    assert heading_in(6, ("Library loans", None, None), over_three) == ""


@pytest.mark.parametrize("cells", [("HOUSING", "To let homes"), (None, None), (2026, None)])
def test_what_says_more_or_nothing_is_no_heading(cells):
    assert heading_in(5, cells, []) == ""


def test_lines_after_an_empty_row_end_the_table():
    rows = [(2, ("a", "b")), (3, ("HOUSING", None)), (5, ("Printed", None)), (6, (None, "Page 1"))]
    below: list[Row] = []
    assert list(without_lines_below(rows, below)) == rows[:2]
    assert below == rows[2:]
