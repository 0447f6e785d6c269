"""New rows are stored many at a time, and as if they had been stored one by one."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from ropa.imports import loading, storing
from ropa.imports.files import read_folder
from ropa.imports.loading import load
from ropa.imports.problems import CannotLoad
from ropa.models import Organisation, ProcessingActivity, Purpose
from tests.factories import make_user
from tests.snapshots import snapshot

from .examples import PARTS, activity, reference_data, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_by_one(monkeypatch):
    """Have every row stored by itself, as when the database refuses one of many."""

    def refused(rows, lists):
        raise IntegrityError

    def one_by_one():
        monkeypatch.setattr(storing, "create_with_history", refused)

    return one_by_one


def what_is_left_by(rows, **options):
    with transaction.atomic():
        load(rows, **options)
        left = snapshot()
        transaction.set_rollback(True)
    return left


def register():
    """The reference data and the notice of a school, and entries as a spreadsheet has them."""
    folder = settings.BASE_DIR / "fixtures"
    return [
        *read_folder(folder / "reference"),
        *read_folder(folder / "school"),
        *reference_data(),
        *(activity(number) for number in range(9001, 9006)),
    ]


def test_both_ways_leave_the_same_rows_and_the_same_history(one_by_one, monkeypatch):
    monkeypatch.setattr(loading, "BATCH", 3)
    somebody = make_user("Approver")
    rows = register()
    together = what_is_left_by(rows, by=somebody, source="Imported from register.xlsx")
    one_by_one()
    apart = what_is_left_by(rows, by=somebody, source="Imported from register.xlsx")
    assert together["Purpose"].total() > 20
    assert together == apart


def test_both_ways_bring_a_register_to_the_same_state(one_by_one):
    load([*reference_data(), activity(1), activity(2), activity(3)])
    rows = [
        activity(1, title="Another title", purposes=[]),
        activity(
            2, disclosures=[row("disclosures", 9, recipient="council-4", purpose="to show it")]
        ),
        activity(3),
        activity(4),
    ]
    together = what_is_left_by(rows)
    one_by_one()
    assert what_is_left_by(rows) == together


def problems_of(rows):
    with pytest.raises(CannotLoad) as refused:
        load(rows)
    return refused.value.problems


def test_each_row_that_the_database_refuses_is_told_in_the_order_of_the_rows():
    load(reference_data())
    before = snapshot()
    gap = row("retention_rules", 88, covers="letters")
    twice = [row("disclosures", 90 + each, recipient="council-2", purpose="x") for each in (1, 2)]
    found = problems_of(
        [
            activity(1, retention_rules=[gap]),
            activity(2),
            activity(3, title="Example 2", disclosures=twice),
            activity(4, disclosures=twice),
            activity(5, summary=""),
        ]
    )
    assert [(problem.place.sheet, problem.place.number, problem.column) for problem in found] == [
        ("retention_rules", 88, ""),
        ("activities", 4, "title"),
        ("disclosures", 92, ""),
        ("activities", 6, "summary"),
    ]
    assert found[0].says == "State the fact, or say what is still to be supplied."
    assert found[1].value == "Example 2"
    assert str(found[2]) == (
        "register.xlsx, disclosures, row 92: This recipient is already listed."
    )
    assert snapshot() == before


def test_a_new_row_may_take_what_another_row_gives_up():
    load(reference_data())
    load(
        [
            row("organisations", 2, code="council-5", name="Council 1"),
            row("organisations", 3, code="council-1", name="Council One"),
        ]
    )
    assert Organisation.objects.get(name="Council 1").code == "council-5"


def test_a_new_part_may_take_the_place_of_one_that_goes():
    load([*reference_data(), activity(1)])
    roles = [row("controllers", 2, organisation="council-2", role="sole")]
    outcome = load([activity(1, controller_roles=roles)])
    assert (outcome.created, outcome.changed, outcome.removed) == (1, 0, 1)


def test_rows_that_give_way_to_each_other_may_stand_in_any_order():
    """The only controller becomes a processor, after the processor became the only controller."""
    first, second = "council-1", "council-2"
    before = [
        row("controllers", 2, organisation=first, role="sole"),
        row("controllers", 3, organisation=second, role="processor"),
    ]
    after = [
        row("controllers", 2, organisation=second, role="sole"),
        row("controllers", 3, organisation=first, role="processor"),
    ]
    load([*reference_data(), activity(1, controller_roles=before)])
    assert load([activity(1, controller_roles=after)]).changed == 2
    roles = ProcessingActivity.objects.get().controller_roles
    assert list(roles.values_list("organisation__code", "role")) == [
        (second, "sole"),
        (first, "processor"),
    ]


def test_existing_rows_that_clash_are_told_each_once():
    load([*reference_data(), activity(1), activity(2)])
    found = problems_of([activity(1, title="Same"), activity(2, title="Same")])
    assert [(problem.place.number, problem.column, problem.value) for problem in found] == [
        (3, "title", "Same")
    ]


def test_what_is_removed_says_by_whom_and_why():
    load([*reference_data(), activity(1)])
    somebody = make_user("Approver")
    load([activity(1, retention_rules=[])], by=somebody, source="Imported from x.csv")
    [removed] = ProcessingActivity.objects.get().retention_rules.model.history.filter(
        history_type="-"
    )
    assert (removed.history_user, removed.history_change_reason) == (
        somebody,
        "Imported from x.csv",
    )


@pytest.mark.parametrize("number", [3, 30])
def test_loading_again_takes_as_many_queries_for_many_rows_as_for_few(
    number, django_assert_num_queries
):
    rows = [*reference_data(), *(activity(each) for each in range(1, number + 1))]
    load(rows)
    # Of each table its rows, and of two what belongs to them; of none does it take a write.
    with django_assert_num_queries(13):
        outcome = load(rows)
    assert outcome.same == len(rows) + number * PARTS


@pytest.mark.parametrize("number", [3, 30])
def test_new_rows_take_as_many_queries_for_many_as_for_few(number, django_assert_num_queries):
    load(reference_data())
    rows = [activity(each) for each in range(1, number + 1)]
    with django_assert_num_queries(31):
        load(rows)
    assert Purpose.objects.count() == 3 * number
