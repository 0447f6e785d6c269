"""An entry may take several rows: one for each recipient, or for each kind of data."""

from __future__ import annotations

import pytest

from .sheets import ENTRY, make_office, messages_of, read

pytestmark = pytest.mark.django_db

MEALS = ENTRY | {"title": "School meals", "retention": "6 years", "security": "Locked cupboard"}


@pytest.fixture(autouse=True)
def office():
    return make_office()


def security(found):
    return [[part["description"] for part in row.values["security_measures"]] for row in found.rows]


def test_rows_without_a_name_and_with_little_else_say_more_of_the_one_above():
    found = read(MEALS, {"security": "Training"}, {"security": "Alarm", "retention": "7 years"})
    assert messages_of(found) == []
    assert security(found) == [["Locked cupboard", "Training", "Alarm"]]
    assert [rule["minimum_period"] for rule in found.rows[0].values["retention_rules"]] == [
        "P6Y",
        "P7Y",
    ]
    assert "These rows say more of the entry above them. Rows 3 and 4." in found.notes


def test_a_row_that_repeats_the_entry_above_and_differs_in_a_cell_says_more_of_it():
    found = read(MEALS, MEALS | {"security": "Training"}, MEALS | {"security": "Locked cupboard"})
    assert security(found) == [["Locked cupboard", "Training"]]


@pytest.mark.parametrize(
    "other",
    [
        # a name of its own
        {"title": "Trips", "security": "Training"},
        # as much as an entry says
        {"purposes": "Feed", "lawful-basis": "Consent", "retention": "1 year", "security": "Lock"},
        # what an entry says once, and differently
        MEALS | {"business-function": "Kitchen"},
        # the same title, and hardly anything else alike
        {"title": "School meals", "purposes": "Charge for meals", "retention": "1 year"},
    ],
)
def test_any_other_row_is_an_entry_of_its_own(other):
    found = read(MEALS | {"business-function": "Office"}, other)
    assert len(found.rows) == len([MEALS, other])


def test_what_stands_above_the_first_entry_is_not_added_to_anything():
    found = read({"security": "Training"}, MEALS)
    assert security(found) == [["Training"], ["Locked cupboard"]]
