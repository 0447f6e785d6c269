"""How a sheet was read is proposed for the next one with the same titles."""

from __future__ import annotations

import pytest

from ropa.imports.choosing import ChosenColumn
from ropa.imports.remembered_mappings import proposed_targets, remember_mapping, remembered_names
from ropa.models import RegisterImport, RememberedMapping, RememberedNames
from tests.factories import make_team

pytestmark = pytest.mark.django_db
NAMES = [["organisations", "DfE", "dfe"]]


def proposed(*titles):
    """What is proposed for columns with nothing in them."""
    found = proposed_targets([ChosenColumn(title, (), is_hidden=False) for title in titles])
    return {title: each.target for title, each in found.items()}


@pytest.fixture
def team():
    return make_team()


def imported(mapping, names=(), team=None):
    return RegisterImport(mapping=mapping, names=list(names), team=team)


def test_what_was_never_seen_is_recognised_by_its_titles(team):
    found = proposed("Purpose of processing", "Colour")
    assert found == {"Purpose of processing": "purposes", "Colour": "internal-note"}
    assert remembered_names(["Purpose of processing"], team) == []


def test_what_was_chosen_is_proposed_whatever_the_order_and_the_case(team):
    remember_mapping(
        imported({"Purpose of processing": "summary", "Colour": "leave-out"}, NAMES, team)
    )
    assert proposed("COLOUR", " purpose of  processing") == {
        "COLOUR": "leave-out",
        " purpose of  processing": "summary",
    }
    assert remembered_names(["colour", "Purpose of processing"], team) == NAMES


def test_names_are_remembered_for_the_own_organisation_alone(team):
    """What they stand for is applied without asking, and means another thing to another body."""
    colleagues = make_team(organisation=team.organisation)
    remember_mapping(imported({"Colour": "summary"}, NAMES, team))
    assert remembered_names(["Colour"], colleagues) == NAMES
    assert remembered_names(["Colour"], make_team()) == []
    assert remembered_names(["Colour"], None) == []


def test_what_another_organisation_decides_later_changes_nothing_here(team):
    remember_mapping(imported({"Colour": "summary"}, NAMES, team))
    remember_mapping(
        imported({"Colour": "summary"}, [["organisations", "DfE", "other"]], make_team())
    )
    assert remembered_names(["Colour"], team) == NAMES


def test_without_a_team_no_names_are_remembered():
    remember_mapping(imported({"Colour": "summary"}, NAMES))
    assert not RememberedNames.objects.exists()


def test_another_column_makes_it_another_sheet():
    remember_mapping(imported({"Colour": "summary"}))
    assert proposed("Colour", "Shape") == {}


def test_what_was_chosen_last_counts(team):
    remember_mapping(imported({"Colour": "summary"}, [["organisations", "DfE", "other"]], team))
    remember_mapping(imported({"Colour": "title"}, NAMES, team))
    assert proposed("Colour") == {"Colour": "title"}
    assert remembered_names(["Colour"], team) == NAMES
    assert RememberedMapping.objects.count() == RememberedNames.objects.count() == 1


def test_a_target_that_is_no_more_is_not_proposed():
    remember_mapping(imported({"Colour": "summary"}))
    RememberedMapping.objects.update(mapping={"colour": "no-such"})
    assert proposed("Colour") == {}


def test_own_files_have_nothing_to_remember():
    remember_mapping(imported({}))
    assert not RememberedMapping.objects.exists()
