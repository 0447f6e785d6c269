"""Cells that say nothing where an entry must say something are asked about where they are."""

from __future__ import annotations

import pytest

from ropa.imports.mapping.results import DATA, NEW, ORGANISATIONS, PEOPLE
from ropa.imports.problems import RemarkKind
from tests.factories import make_data_category

from .sheets import ENTRY, gaps_of, make_office, messages_of, read

pytestmark = pytest.mark.django_db

FULL = ENTRY | {
    "people": "Visitors",
    "data": "Names",
    "recipients": "nobody",
    "retention": "6 years",
    "security": "Locked cabinets",
}
NAMES = {
    (PEOPLE, "Visitors"): NEW,
    (DATA, "Names"): NEW,
    (DATA, "Medical notes"): NEW,
    (DATA, "Diet"): "new-special",
    (DATA, "Convictions"): NEW,
    (ORGANISATIONS, "Printer Ltd"): "new-body",
}


@pytest.fixture(autouse=True)
def office():
    return make_office()


def asked(row):
    """The columns of the cells that are gaps; each says its row and what stands there."""
    found = read(row, names=NAMES)
    assert messages_of(found) == []
    assert {each.kind for each in found.remarks} <= {RemarkKind.GAP}
    assert {each.number for each in found.remarks} <= {2}
    assert len(gaps_of(found)) == len(found.remarks)
    return {each.column: each.value for each in found.remarks}


def test_an_entry_that_says_all_is_asked_nothing():
    assert asked(FULL) == {}


@pytest.mark.parametrize(
    "column", ["people", "data", "recipients", "retention", "security", "lawful-basis"]
)
def test_each_empty_cell_is_a_gap(column):
    assert asked(FULL | {column: ""}) == {column: ""}


def test_people_and_data_are_asked_for_both_where_both_are_empty():
    assert asked(FULL | {"people": "", "data": "N/A"}) == {"people": "", "data": "N/A"}


def test_nothing_is_asked_of_a_column_that_the_file_does_not_have():
    assert asked(ENTRY) == {}


def test_a_processor_says_who_gets_the_data():
    assert asked(FULL | {"recipients": "", "processors": "Printer Ltd"}) == {}


@pytest.mark.parametrize("data", ["Medical notes", "Diet", "Biometrics"])
def test_special_category_data_needs_its_condition(data):
    # given a category that sounds so, one that somebody decided to be so, and one of the register
    make_data_category(name="Biometrics", sensitivity="special")
    said = FULL | {"data": data, "article-9": "", "schedule-1": ""}
    # then
    assert asked(said) == {"article-9": ""}
    assert asked(said | {"article-9": "9(2)(a)"}) == {}
    assert asked(said | {"article-9": "9(2)(g)"}) == {"schedule-1": ""}


def test_criminal_offence_data_needs_a_condition_of_schedule_1():
    said = FULL | {"data": "Convictions", "article-9": "", "schedule-1": ""}
    assert asked(said) == {"schedule-1": ""}
    assert asked(FULL | {"article-9": "", "schedule-1": ""}) == {}


def test_a_processor_is_asked_for_whom_it_acts_and_how_it_protects_the_data():
    empty = dict.fromkeys(FULL.keys() - ENTRY.keys(), "")
    said = ENTRY | empty | {"capacity": "Processor", "joint-controllers": ""}
    assert asked(said) == {"joint-controllers": "", "security": ""}
