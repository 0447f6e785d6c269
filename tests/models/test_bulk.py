"""Many new rows at once leave what saving each of them leaves, history included."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from inspections.models import InspectionRegime
from ropa.models import Organisation, Purpose
from ropa.models.bulk import create_with_history, try_to_create
from tests.factories import (
    make_bare_activity,
    make_organisation,
    make_provision,
    make_team,
    make_user,
)
from tests.snapshots import snapshot

pytestmark = pytest.mark.django_db


def saved_one_by_one(rows, lists):
    for row, own in zip(rows, lists, strict=True):
        row.save()
        for name, shared in own.items():
            if shared:
                getattr(row, name).set(shared)


def what_both_leave(make):
    """What the two ways of creating rows leave; `make` returns new rows and their lists."""
    left = []
    for write in (saved_one_by_one, create_with_history):
        with transaction.atomic():
            rows, lists = make()
            write(rows, lists)
            left.append(snapshot())
            assert [row.pk for row in rows] == [
                row.pk for row in type(rows[0])._default_manager.order_by("pk")
            ][-len(rows) :]
            transaction.set_rollback(True)
    return left


@pytest.fixture
def activity():
    return make_bare_activity()


def test_rows_without_lists(activity):
    somebody = make_user("Approver")

    def make():
        rows = [
            Organisation(code=f"new-{number}", name=f"“New”\r\n {number} ", valid_from=day)
            for number, day in enumerate([None, date(2026, 3, 31), date(1900, 1, 1)])
        ]
        for row in rows[:2]:
            row._history_user = somebody  # type: ignore[attr-defined]
        for row in rows[::2]:
            row._change_reason = "It was so."  # type: ignore[attr-defined]
        return rows, [{}, {}, {}]

    saved, created = what_both_leave(make)
    assert created == saved
    records = created["HistoricalOrganisation"]
    told = {dict(record)["history_change_reason"] for record in records}
    assert told == {None, "It was so."}
    assert {dict(record)["history_user"] for record in records} == {None, somebody.pk}


def test_rows_with_a_list(activity):
    provisions = [make_provision() for _ in range(3)]
    wanted = [provisions[:2], [], provisions[2:], provisions]

    def make():
        rows = [
            Purpose(activity=activity, statement=f"purpose {number}", lawful_basis="6-1-e")
            for number in range(len(wanted))
        ]
        return rows, [{"provisions": own} for own in wanted]

    saved, created = what_both_leave(make)
    assert created == saved
    kinds = sorted(dict(record)["history_type"] for record in created["HistoricalPurpose"])
    assert "".join(kinds) == "++++~~~"


def test_rows_with_several_lists_are_recorded_after_each(activity):
    provisions, team = [make_provision() for _ in range(2)], make_team()
    wanted = [
        {"law": provisions, "activities": [activity]},
        {"activities": [activity], "law": provisions[:1]},
        {"law": [], "activities": [activity]},
    ]

    def make():
        rows = [
            InspectionRegime(
                slug=f"regime-{number}",
                title=f"Regime {number}",
                team=team,
                summary="What is inspected.",
                lead=team.organisation,
                controllership="sole",
            )
            for number in range(len(wanted))
        ]
        return rows, wanted

    saved, created = what_both_leave(make)
    assert created == saved
    assert created["HistoricalInspectionRegime_law"].total() == (2 + 2) + 1


def test_a_shared_row_named_twice_is_in_the_list_once(activity):
    provision = make_provision()
    purpose = Purpose(activity=activity, statement="do it", lawful_basis="6-1-e")
    create_with_history([purpose], [{"provisions": [provision, provision]}])
    assert list(purpose.provisions.all()) == [provision]


def test_rows_that_are_there_already_are_recorded_no_more(activity):
    provision = make_provision()
    first, second = (
        Purpose(activity=activity, statement=f"do it {number}", lawful_basis="6-1-e")
        for number in range(2)
    )
    create_with_history([first], [{"provisions": [provision]}])
    create_with_history([second], [{"provisions": [provision]}])
    assert [record.history_type for record in first.history.order_by("history_id")] == ["+", "~"]
    newest = first.history.latest("history_id")
    assert [link.provision for link in newest.provisions.all()] == [provision]


def test_a_trial_leaves_the_same_rows_without_history(activity):
    provision = make_provision()
    purpose = Purpose(activity=activity, statement="do it", lawful_basis="6-1-e")
    try_to_create([purpose], [{"provisions": [provision]}])
    assert [list(each.provisions.all()) for each in activity.purposes.all()] == [[provision]]
    assert not purpose.history.exists()


def test_none_are_created_when_there_are_none(django_assert_num_queries):
    with django_assert_num_queries(0):
        create_with_history([], [])
        try_to_create([], [])


def test_what_the_database_refuses_is_not_created():
    there = make_organisation()
    with pytest.raises(IntegrityError), transaction.atomic():
        create_with_history(
            [
                Organisation(code="new", name="New"),
                Organisation(code="clash", name=there.name),
            ],
            [{}, {}],
        )
    assert list(Organisation.objects.all()) == [there]


@pytest.mark.parametrize("number", [2, 40])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    activity, number, django_assert_num_queries
):
    provisions = [make_provision() for _ in range(3)]
    rows = [
        Purpose(activity=activity, statement=f"purpose {each}", lawful_basis="6-1-e")
        for each in range(number)
    ]
    # The rows and their records; their lists, the records of these, and what those hold.
    with transaction.atomic(), django_assert_num_queries(5):
        create_with_history(rows, [{"provisions": provisions}] * number)
