"""How a sheet was read is proposed for the next one with the same titles."""

from __future__ import annotations

import pytest

from ropa.imports.remembering import names_before, proposed, remember
from ropa.models import RegisterImport, RememberedMapping

pytestmark = pytest.mark.django_db
NAMES = [["organisations", "DfE", "dfe"]]


def imported(mapping, names=()):
    return RegisterImport(mapping=mapping, names=list(names))


def test_what_was_never_seen_is_recognised_by_its_titles():
    assert proposed(["Purpose of processing", "Colour"]) == {"Purpose of processing": "purposes"}
    assert names_before(["Purpose of processing"]) == []


def test_what_was_chosen_is_proposed_whatever_the_order_and_the_case():
    remember(imported({"Purpose of processing": "summary", "Colour": "leave-out"}, NAMES))
    assert proposed(["COLOUR", " purpose of  processing"]) == {
        "COLOUR": "leave-out",
        " purpose of  processing": "summary",
    }
    assert names_before(["colour", "Purpose of processing"]) == NAMES


def test_another_column_makes_it_another_sheet():
    remember(imported({"Colour": "summary"}))
    assert proposed(["Colour", "Shape"]) == {}


def test_what_was_chosen_last_counts():
    remember(imported({"Colour": "summary"}))
    remember(imported({"Colour": "title"}, NAMES))
    assert proposed(["Colour"]) == {"Colour": "title"}
    assert RememberedMapping.objects.count() == 1


def test_a_target_that_is_no_more_is_not_proposed():
    remember(imported({"Colour": "summary"}))
    RememberedMapping.objects.update(mapping={"colour": "no-such"})
    assert proposed(["Colour"]) == {}


def test_own_files_have_nothing_to_remember():
    remember(imported({}))
    assert not RememberedMapping.objects.exists()
