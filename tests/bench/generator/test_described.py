"""What nobody wrote words for is filled by its type."""

from __future__ import annotations

import pytest

from bench.generator.described import with_remaining_fields
from bench.generator.register import GeneratedRegister
from ropa.tables.shapes import tables

ENTRY = next(iter(GeneratedRegister(1, seed=1, notices=0).entries())).values
SHARED = {"organisation": ["police"], "agreement": ["a"], "system": ["s"]}
NEW = ("disclosures", "retention_rules", "transfers")


@pytest.fixture(scope="module")
def parts():
    """The one row that each part has in entries of which nobody wrote it."""
    known = {name: value for name, value in ENTRY.items() if name not in NEW}
    filled = [with_remaining_fields(known, 1, number, SHARED) for number in range(30)]
    return {name: [part for row in filled for part in row[name]] for name in NEW}


def test_what_has_words_stays_as_it_is():
    assert with_remaining_fields(ENTRY, 1, 1, SHARED) == ENTRY


def test_a_new_part_has_one_row_with_every_field(parts):
    for name in NEW:
        shape = tables()["activities"].parts[name]
        assert len(parts[name]) == 30
        assert all(part.keys() == {*shape.fields, *shape.lists} for part in parts[name]), name


def test_choices_periods_and_answers_are_drawn_and_texts_fit(parts):
    assert len({part["frequency"] for part in parts["disclosures"]}) == 3
    assert {part["is_usual"] for part in parts["retention_rules"]} == {True, False}
    assert {part["minimum_period"][0] for part in parts["retention_rules"]} == {"P"}
    fields = tables()["activities"].parts["transfers"].fields
    longest = fields["destination"].max_length or 0
    assert all(0 < len(part["destination"]) <= longest for part in parts["transfers"])


def test_organisations_are_named_and_nothing_else(parts):
    assert {part["recipient"] for part in parts["disclosures"]} == {"police"}
    assert {part["gateway"] for part in parts["disclosures"]} == {None}
    assert parts["disclosures"][0]["including"] == []


def test_the_same_seed_and_number_say_the_same():
    known = {name: value for name, value in ENTRY.items() if name not in NEW}
    first, again, other = (with_remaining_fields(known, 1, number, SHARED) for number in (1, 1, 2))
    assert first == again != other
