"""Whatever stands in a sheet, reading it is no traceback, takes no time to speak of, and loads
nothing that is wrong."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.imports.loading import load
from ropa.imports.mapping.cells.answers import short_answer_and_rest
from ropa.imports.mapping.cells.conditions import (
    find_article_9_conditions,
    find_schedule_1_conditions,
)
from ropa.imports.mapping.cells.documents import find_documents
from ropa.imports.mapping.cells.lawful_bases import find_lawful_bases
from ropa.imports.mapping.cells.lists import split_lines, split_names
from ropa.imports.mapping.cells.retention import parse_retention_rule
from ropa.imports.mapping.cells.rights import contradicts_lawful_bases
from ropa.imports.mapping.cells.transfers import find_position, find_transfers
from ropa.imports.mapping.header import find_header
from ropa.imports.mapping.mapped_columns import LONGEST
from ropa.imports.mapping.name_suggestions import likeness_of_names
from ropa.imports.mapping.target_proposals import propose_targets
from ropa.imports.mapping.targets import LEAVE_OUT, TARGETS
from ropa.imports.problems import CannotLoad
from ropa.imports.reading.cells import SheetOfCells
from ropa.models import SupportingDocument

from .sheets import make_office, read, read_mapped_sheet

REPEATED = (
    "a", "(", "()", ")", "a, ", "a;", "a and ", "a: ", "6 1 ", "9(2)", "6 years ", "a. B",
    "• ", "- ", " - ", "para 1 ", "schedule 1 part 2 ", "http://a ", "until ",
    "\n", "1", "Public Interest A B ", "uk gdpr ",
    "kept for ", "=", "\t", "é", "\U0001f469", "No ", "a/b ", "[a] ", "; ",
)  # fmt: skip
READERS = (
    find_lawful_bases,
    find_article_9_conditions,
    find_schedule_1_conditions,
    parse_retention_rule,
    find_position,
    short_answer_and_rest,
    split_lines,
    lambda text: split_names(text, lambda name: len(name) == 3),
    find_transfers,
    lambda text: find_documents(text, SupportingDocument.Kind.DPIA),
    lambda text: contradicts_lawful_bases(text, ["6-1-e"]),
    lambda text: propose_targets([text]),
    lambda text: likeness_of_names(text, "Department for Education"),
)
# Words that the readers look for, between texts of any kind.
_words = st.sampled_from(
    ("6(1)(e)", "Art", "9(2)(g)", "Sch 1", "para", "years", "after", "until", "to", "Consent", ":")
) | st.sampled_from(("(", ")", ";", ",", "-", "“", "”", "About", "including", "N/A", "?", "\n  "))


@given(st.lists(_words | st.text(max_size=8), max_size=12).map(" ".join))
def test_readers_of_cells_take_any_text(text):
    for reader in READERS:
        reader(text)


def test_no_length_of_a_cell_keeps_a_reader_busy(subtests):
    for part in REPEATED:
        with subtests.test(part=part):
            text = (part * LONGEST)[:LONGEST]
            began = time.process_time()
            for reader in READERS:
                reader(text)
            assert time.process_time() - began < 10


@pytest.mark.django_db
@pytest.mark.parametrize("part", REPEATED[::4])
def test_no_text_in_all_columns_at_once_is_a_traceback(part):
    make_office()
    targets = [target.name for target in TARGETS if target.name != LEAVE_OUT]
    for text in (part, (part * 300)[:300]):
        mapped = read(dict.fromkeys(targets, text))
        assert all(map(str, mapped.problems))
        with suppress(CannotLoad):
            load(mapped.rows, dry_run=True)


@pytest.mark.django_db
def test_sheets_of_any_shape_are_read():
    make_office()
    shapes: list[tuple[tuple[str, ...], list[Any]]] = [
        ((), []),
        (("",), []),
        (("Purpose",), [(2, ())]),
        (("Purpose",), [(2, (None, None, "beyond"))]),
        (("Purpose", "Purpose", "", ""), [(5, ("a", "b", "c", "d", "e"))]),
        (tuple(f"column {number}" for number in range(300)), [(2, ("x",) * 300)]),
    ]
    for header, rows in shapes:
        for mapping in ({}, {"Purpose": "purposes"}, {"Purpose": "nonsense", "Gone": "title"}):
            sheet = SheetOfCells("S", header, 1, iter(rows))
            mapped = read_mapped_sheet(sheet, mapping, team="office", names={}, file="a.csv")
            assert mapped.problems
            find_header(SheetOfCells("S", header, 1, iter(rows)))
