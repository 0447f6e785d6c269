"""A change of reference data from a date acts on that date, and nobody reads it earlier (D12)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from ropa.actions.planning import GONE, LEFT, carry_out_due, plan_replacement, take_back
from ropa.actions.refusal import Refused
from ropa.documents.status import State
from ropa.models import Decision, Disclosure, PlannedReplacement, ProcessingActivity, Version
from tests.factories import (
    approve,
    make_activity,
    make_notice,
    make_organisation,
    make_user,
    publish,
)
from tests.states import status_of

pytestmark = pytest.mark.django_db

NOTE = "The council has a new name."


@pytest.fixture
def day() -> date:
    return timezone.localdate() + timedelta(days=30)


@pytest.fixture
def approver():
    return make_user("Approver", username="ada")


@pytest.fixture
def old():
    return make_organisation(name="Old Council")


@pytest.fixture
def new():
    return make_organisation(name="New Council")


@pytest.fixture
def entry(old):
    activity = make_activity(title="Keeping a list")
    Disclosure.objects.create(activity=activity, recipient=old, purpose="to help")
    approve(activity)
    return activity


@pytest.fixture
def notice(entry):
    made = make_notice(entry)
    publish(made)
    return made


def plan(old, new, day, by, **fields):
    given: Any = {"reason": "Renamed by order.", "approve": True, "change_note": NOTE} | fields
    return plan_replacement(row=old, successor=new, from_day=day, by=by, **given)


def test_what_people_read_changes_on_the_day_and_no_page_before(client, notice, day, approver):
    # given
    (entry,) = ProcessingActivity.objects.all()
    old, new = entry.disclosures.get().recipient, make_organisation(name="New Council")
    plan(old, new, day, approver)
    address = reverse("public:activity", args=[entry.reference])
    # when
    early = carry_out_due(day - timedelta(days=1))
    before = client.get(address).content.decode()
    # then
    assert early == 0
    assert "Old Council" in before
    assert "New Council" not in before
    assert status_of(entry).state is State.APPROVED
    # when
    done = carry_out_due(day)
    after = client.get(address).content.decode()
    # then
    assert done == 1
    assert "New Council" in after
    assert "Old Council" not in after
    assert status_of(entry).state is State.APPROVED
    assert status_of(notice).state is State.PUBLISHED
    old.refresh_from_db()
    assert (old.valid_to, old.superseded_by) == (day - timedelta(days=1), new)


def test_the_new_versions_say_who_decided_and_when_for_which_day(entry, notice, day, approver):
    # given
    plan(entry.disclosures.get().recipient, make_organisation(), day, approver)
    # when
    carry_out_due(day)
    # then
    for subject in ({"activity": entry}, {"notice": notice}):
        newest = Version.objects.newest().get(**subject)
        assert (newest.number, newest.created_by, newest.change_note) == (2, approver, NOTE)
        assert f"for {day:%-d %B %Y}: Renamed by order." in newest.reason
    moved = entry.disclosures.get().history.first()
    assert moved.history_user == approver


def test_it_is_carried_out_once(old, new, entry, day, approver):
    # given
    planned = plan(old, new, day, approver)
    carry_out_due(day)
    # when
    again = carry_out_due(day + timedelta(days=1))
    # then
    planned.refresh_from_db()
    assert again == 0
    assert planned.carried_out_at is not None
    assert Decision.objects.filter(activity=entry, kind=Decision.Kind.APPROVED).count() == 2


def test_what_was_being_changed_meanwhile_waits_for_a_decision(old, new, entry, day, approver):
    # given
    plan(old, new, day, approver)
    entry.summary = "Something nobody approved."
    entry.save()
    # when
    carry_out_due(day)
    # then
    assert status_of(entry).state is State.CHANGED
    assert Version.objects.filter(activity=entry).count() == 1


def test_without_approval_in_advance_the_entries_wait(old, new, entry, day, approver):
    # given
    plan(old, new, day, approver, approve=False, change_note="")
    # when
    carry_out_due(day)
    # then
    assert entry.disclosures.get().recipient == new
    assert status_of(entry).state is State.CHANGED


def test_what_is_approved_after_the_day_is_read_from_its_approval(client, old, new, entry, day):
    # given
    plan(old, new, day, make_user("Approver"), approve=False, change_note="")
    carry_out_due(day)
    address = reverse("public:activity", args=[entry.reference])
    # when
    waiting = client.get(address).text
    approve(entry)
    late = client.get(address).text
    # then
    assert (old.name in waiting, new.name in waiting) == (True, False)
    assert (old.name in late, new.name in late) == (False, True)


def test_an_entry_that_cannot_be_approved_does_not_hold_up_the_others(
    old, new, entry, day, approver
):
    # given
    other = make_activity()
    Disclosure.objects.create(activity=other, recipient=old, purpose="to help")
    approve(other)
    planned = plan(old, new, day, approver)
    Decision.objects.create(
        activity=other,
        kind=Decision.Kind.SUBMITTED,
        decided_at=timezone.now(),
        decided_by=approver,
        decided_by_name="Ada",
        reason="Please look.",
        digest="0",
    )
    # when
    carry_out_due(day)
    # then
    planned.refresh_from_db()
    assert status_of(entry).state is State.APPROVED
    assert status_of(other).state is State.SUBMITTED
    assert planned.carried_out_at is not None


def test_the_regulators_successor_is_the_regulator_from_that_day(new, notice, day, approver):
    # given
    regulator = type(new).objects.get(is_regulator=True)
    regulator.contact_points.update(organisation=new)
    plan(regulator, new, day, approver)
    # when
    carry_out_due(day)
    # then
    new.refresh_from_db()
    assert new.is_regulator
    assert list(type(new).objects.regulator_on(day)) == [new]
    assert regulator in type(new).objects.regulator_on(day - timedelta(days=1))


@pytest.mark.parametrize("days", [0, -1])
def test_a_day_that_is_not_to_come_is_refused(days, old, new, approver):
    with pytest.raises(Refused, match="still to come"):
        plan(old, new, timezone.localdate() + timedelta(days=days), approver)


def test_one_replacement_of_a_row_at_a_time(old, new, day, approver):
    # given
    first = plan(old, new, day, approver)
    # when
    with pytest.raises(Refused, match="already"):
        plan(old, make_organisation(), day, approver)
    # then
    take_back(plan=first, by=approver)
    assert plan(old, new, day, approver).pk


def test_the_public_has_to_be_told_what_changes(old, new, day, approver):
    with pytest.raises(Refused, match="the public reads it"):
        plan(old, new, day, approver, change_note=" ")


def test_who_may_not_change_shared_rows_or_not_decide_may_not_plan_it(old, new, day):
    for role in ("Editor", "Auditor"):
        with pytest.raises(PermissionDenied):
            plan(old, new, day, make_user(role, username=role.lower()))
    assert not PlannedReplacement.objects.exists()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda new, by: new.delete(), GONE),
        (lambda new, by: type(by).objects.filter(pk=by.pk).update(is_active=False), LEFT),
    ],
)
def test_what_stands_in_the_way_is_said_and_it_is_tried_again(spoil, said, entry, day, approver):
    # given
    old, new = entry.disclosures.get().recipient, make_organisation()
    planned = plan(old, new, day, approver)
    spoil(new, approver)
    # when
    done = carry_out_due(day)
    # then
    planned.refresh_from_db()
    assert (done, planned.problem, planned.carried_out_at) == (0, said, None)
    assert entry.disclosures.get().recipient == old


def test_what_was_carried_out_cannot_be_taken_back(old, new, entry, day, approver):
    # given
    planned = plan(old, new, day, approver)
    carry_out_due(day)
    # then
    with pytest.raises(Refused, match="carried out already"):
        take_back(plan=planned, by=approver)
