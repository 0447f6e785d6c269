"""References are given once, in order; days, ages and entries that do not fit are refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from ropa.actions.duplicating import duplicate_activity
from ropa.models import ProcessingActivity
from ropa.models.activity_rules import ENDS_BEFORE_IT_BEGINS, FOLLOWS_ITSELF
from ropa.models.days import TOO_EARLY
from tests.factories import make_activity, make_bare_activity, make_notice, make_user

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


def test_of_entries_checked_together_it_is_asked_once_to_whom_references_were_given(
    django_assert_num_queries,
):
    make_bare_activity(reference="RPA-0001").delete()
    given, free = (ProcessingActivity(reference=each) for each in ("RPA-0001", "RPA-0002"))
    with (
        django_assert_num_queries(1),
        ProcessingActivity.checked_together(["RPA-0001", "RPA-0002", "no reference\0"]),
    ):
        free.clean()
        with pytest.raises(ValidationError, match="RPA-0001 was given to another entry"):
            given.clean()
    with django_assert_num_queries(1):
        free.clean()


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


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        (
            {"begins_on": date(2026, 4, 1), "ends_on": date(2026, 3, 31)},
            "ends_on",
            "ends before it begins",
        ),
        (
            {"dpia_decided_on": date(2026, 4, 1), "dpia_review_on": date(2026, 3, 31)},
            "dpia_review_on",
            "before it was decided",
        ),
        (
            {"last_reviewed_on": date(2026, 4, 1), "review_due_on": date(2026, 3, 31)},
            "review_due_on",
            "before the last one",
        ),
        ({"begins_on": date(1, 1, 1)}, "begins_on", TOO_EARLY),
        ({"begins_on": date(1899, 12, 31)}, "begins_on", TOO_EARLY),
        ({"last_reviewed_on": date(2999, 4, 1)}, "last_reviewed_on", "still to come"),
        ({"dpia_decided_on": date(2999, 4, 1)}, "dpia_decided_on", "still to come"),
        ({"children_considered_on": date(2999, 4, 1)}, "children_considered_on", "still to come"),
        ({"children_youngest": 16, "children_oldest": 5}, "children_oldest", "younger than"),
        ({"children_youngest": 0}, "children_youngest", "from 1 to 17"),
        ({"children_oldest": 18}, "children_oldest", "from 1 to 17"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence_at_its_field(values, field, says):
    # given
    entry = make_bare_activity()
    for name, value in values.items():
        setattr(entry, name, value)
    # when
    with pytest.raises(ValidationError) as refused:
        entry.full_clean()
    # then
    assert list(refused.value.message_dict) == [field]
    (sentence,) = refused.value.message_dict[field]
    assert says in sentence


@pytest.mark.parametrize(
    "values",
    [
        {"begins_on": date(2026, 4, 1), "ends_on": date(2026, 4, 1)},
        {"begins_on": date(1900, 1, 1)},
        {"children_youngest": 5, "children_oldest": 5},
    ],
)
def test_one_day_and_one_age_will_do(values):
    entry = make_bare_activity()
    for name, value in values.items():
        setattr(entry, name, value)
    entry.full_clean()


@pytest.mark.parametrize("make", [make_bare_activity, make_notice])
def test_what_follows_goes_back_in_time_and_never_in_a_circle(make):
    # given
    first, second, third = make(), make(), make()
    for row, former in ((second, first), (third, second)):
        row.follows = former
        row.full_clean()
        row.save()
    # when
    for former, says in ((third, "follows this one already"), (first, "cannot follow itself")):
        first.follows = former
        with pytest.raises(ValidationError) as refused:
            first.full_clean()
        # then
        (sentence,) = refused.value.message_dict["follows"]
        assert says in sentence


def test_an_entry_that_follows_itself_is_told_that_with_all_else_that_is_wrong():
    # given one that is made public, beside a slip in its days
    entry = make_bare_activity(is_public=False)
    entry.follows = ProcessingActivity.objects.get(pk=entry.pk)
    entry.is_public = True
    entry.begins_on, entry.ends_on = date(2026, 4, 1), date(2026, 3, 31)
    # when
    with pytest.raises(ValidationError) as refused:
        entry.full_clean()
    # then
    assert refused.value.message_dict == {
        "follows": [FOLLOWS_ITSELF],
        "ends_on": [ENDS_BEFORE_IT_BEGINS],
    }


def test_a_public_entry_names_none_that_is_kept_from_the_public():
    # given
    secret, entry = make_bare_activity(is_public=False), make_bare_activity()
    entry.follows = secret
    # then
    with pytest.raises(ValidationError, match="kept out of the public record"):
        entry.full_clean()
    # when both are kept from it, or neither
    entry.is_public = False
    entry.full_clean()
    entry.is_public = secret.is_public = True
    secret.save()
    entry.full_clean()
    entry.save()
    # then the former one cannot be taken away from the public alone
    secret.is_public = False
    with pytest.raises(ValidationError, match="A public entry follows this one"):
        secret.full_clean()
