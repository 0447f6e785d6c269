"""References are given once, in order."""

import pytest

from ropa.actions.duplicating import duplicate_activity
from ropa.models import ProcessingActivity
from tests.factories import make_activity, make_bare_activity, make_user

pytestmark = pytest.mark.django_db


def test_the_first_reference_of_an_empty_register():
    assert ProcessingActivity.objects.next_reference() == "RPA-0001"


@pytest.mark.parametrize(
    ("there", "following"),
    [
        (["RPA-0001", "RPA-0003"], "RPA-0004"),
        (["RPA-0009", "RPA-0010"], "RPA-0011"),
        (["RPA-9999"], "RPA-10000"),
        (["RPA-9999", "RPA-10000"], "RPA-10001"),
    ],
)
def test_the_next_reference_follows_the_highest_number(there, following):
    for reference in there:
        make_bare_activity(reference=reference)
    assert ProcessingActivity.objects.next_reference() == following


def test_the_greatest_reference_leaves_room_for_others():
    """Somebody gave the greatest there can be: the next is the lowest that never was given."""
    for reference in ("RPA-0001", "RPA-0003", "RPA-99999999"):
        make_bare_activity(reference=reference)
    free = ProcessingActivity.objects.free_references()
    assert [next(free) for _ in range(3)] == ["RPA-0002", "RPA-0004", "RPA-0005"]


def test_what_was_given_to_a_deleted_entry_is_not_given_again():
    for reference in ("RPA-0002", "RPA-99999999"):
        make_bare_activity(reference=reference)
    make_bare_activity(reference="RPA-0001").delete()
    assert ProcessingActivity.objects.next_reference() == "RPA-0003"


def test_references_that_are_about_to_be_given_count_as_given():
    make_bare_activity(reference="RPA-0001")
    free = ProcessingActivity.objects.free_references(besides={"RPA-0010"})
    assert next(free) == "RPA-0011"
    free = ProcessingActivity.objects.free_references(besides={"RPA-0002", "RPA-99999999"})
    assert next(free) == "RPA-0003"


@pytest.mark.parametrize("reference", ["RPA-٧٠١٢", "RPA-１２３４", "RPA-12a4", "RPA-\u200e12"])
def test_what_the_history_holds_and_is_no_reference_stops_nobody(reference):
    """The register took such references once, and its history keeps them."""
    entry = make_bare_activity(reference="RPA-0007")
    past = entry.history.get()
    past.reference = reference
    past.save()
    assert ProcessingActivity.objects.next_reference() == "RPA-0008"


def test_duplicating_beside_the_greatest_reference():
    entry = make_activity(reference="RPA-99999999")
    copy = duplicate_activity(activity=entry, by=make_user("Data protection lead", entry.team))
    assert copy.reference == "RPA-0001"
