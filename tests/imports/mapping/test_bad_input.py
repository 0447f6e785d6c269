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
from ropa.imports.mapping.answers import answer_with_more
from ropa.imports.mapping.bases import lawful_bases
from ropa.imports.mapping.columns import LONGEST
from ropa.imports.mapping.conditions import article_9, schedule_1
from ropa.imports.mapping.countries import position, transfers
from ropa.imports.mapping.heading import headed
from ropa.imports.mapping.lists import lines, names
from ropa.imports.mapping.mapped import read_mapped
from ropa.imports.mapping.papers import papers
from ropa.imports.mapping.periods import kept
from ropa.imports.mapping.proposing import propose
from ropa.imports.mapping.rights import contradicts
from ropa.imports.mapping.suggesting import alike
from ropa.imports.mapping.targets import LEAVE_OUT, TARGETS
from ropa.imports.problems import CannotLoad
from ropa.imports.reading.cells import SheetOfCells
from ropa.models import SupportingDocument

from .sheets import make_office, read

REPEATED = (
    "a", "(", "()", ")", "a, ", "a;", "a and ", "a: ", "6 1 ", "9(2)", "6 years ", "a. B", "x to ",
    "• ", "- ", " - ", "para 1 ", "schedule 1 part 2 ", ", including a", "http://a ", "until ",
    "“", "for “a”; ", "\n", "1", "Public Interest A B ", ", held by ", "About a ", "uk gdpr ",
    "kept for ", "=", "\t", "é", "\U0001f469", "No ", "a/b ", "[a] ", "; ",
)  # fmt: skip
READERS = (
    lawful_bases,
    article_9,
    schedule_1,
    kept,
    position,
    answer_with_more,
    lines,
    lambda text: names(text, lambda name: len(name) == 3),
    lambda text: transfers(text, lambda name: len(name) == 3),
    lambda text: papers(text, SupportingDocument.Kind.DPIA),
    lambda text: contradicts(text, ["6-1-e"]),
    lambda text: propose([text]),
    lambda text: alike(text, "Department for Education"),
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
            mapped = read_mapped(sheet, mapping, team="office", names={}, file="a.csv")
            assert mapped.problems
            headed(SheetOfCells("S", header, 1, iter(rows)))
