"""One row of reference data takes the place of another wherever it is used."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from simple_history.middleware import HistoryRequestMiddleware

from ropa.actions.refusal import Refused
from ropa.actions.superseding import supersede
from ropa.documents.status import State
from ropa.models import ContactPoint, Disclosure, ProcessingActivity, Version
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_agreement,
    make_bare_activity,
    make_data_category,
    make_legislation,
    make_notice,
    make_organisation,
    make_people_category,
    make_power,
    make_provision,
    make_reachable,
    make_regime,
    make_user,
    publish,
)
from tests.states import status_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 4, 1)


@pytest.fixture
def approver():
    return make_user("Approver", username="ada")


def replace(row, successor, by, from_day=DAY, reason="Renamed by law."):
    """Replace a row as a page does: within the request of a person."""
    done = []
    request = RequestFactory().post("/")
    request.user = by
    HistoryRequestMiddleware(
        lambda request: done.append(
            supersede(
                row=row, successor=successor, from_day=from_day, by=request.user, reason=reason
            )
        )
    )(request)
    return done[0]


def test_the_row_ends_the_day_before_and_names_what_replaces_it(approver):
    # given
    row, successor = make_organisation(), make_organisation()
    # when
    done = replace(row, successor, approver)
    # then
    row.refresh_from_db()
    assert (row.valid_to, row.superseded_by) == (date(2026, 3, 31), successor)
    assert (done.moved, done.unmoved) == ([], [])
    newest = row.history.first()
    assert newest.history_user == approver
    assert "Renamed by law." in newest.history_change_reason


def test_an_agreement_that_is_replaced_is_not_reviewed_again(approver):
    # given
    row = make_agreement(review_due_on=date(2026, 6, 1))
    # when
    replace(row, make_agreement(), approver)
    # then
    row.refresh_from_db()
    assert (row.valid_to, row.review_due_on) == (date(2026, 3, 31), None)


def test_every_foreign_key_moves_and_its_history_says_who_and_why(approver):
    # given
    activity = make_activity()
    add_parts(activity, 1)
    disclosure = activity.disclosures.get()
    row, successor = disclosure.recipient, make_organisation()
    # when
    done = replace(row, successor, approver)
    # then
    disclosure.refresh_from_db()
    assert disclosure.recipient == successor
    assert done.moved == [disclosure]
    newest = disclosure.history.first()
    assert (newest.recipient_id, newest.history_user) == (successor.pk, approver)
    assert "Renamed by law." in newest.history_change_reason


@pytest.mark.parametrize(
    ("use", "make"),
    [
        (lambda activity: activity.data_holdings.last(), "data_category"),
        (lambda activity: activity.data_holdings.last(), "people_category"),
        (lambda activity: activity.disclosures.get(), "gateway"),
        (lambda activity: activity.power_uses.get(), "power"),
        (lambda activity: activity.power_uses.get(), "held_by"),
        (lambda activity: activity.power_uses.get(), "applied_through"),
        (lambda activity: activity.controller_roles.get(), "organisation"),
        (lambda activity: activity.team, "organisation"),
    ],
)
def test_each_kind_of_use_moves(use, make, approver):
    # given
    makers = {
        "data_category": make_data_category,
        "people_category": make_people_category,
        "gateway": make_power,
        "power": make_power,
        "held_by": make_organisation,
        "applied_through": make_provision,
        "organisation": make_organisation,
    }
    activity = make_activity()
    add_parts(activity, 1)
    user, successor = use(activity), makers[make]()
    # when
    done = replace(getattr(user, make), successor, approver)
    # then
    assert getattr(type(user).objects.get(pk=user.pk), make) == successor
    assert user in done.moved
    assert not done.unmoved


def test_lists_name_the_successor_instead_and_keep_the_others(approver):
    # given
    activity = make_activity()
    purpose = activity.purposes.get()
    [row] = purpose.provisions.all()
    other, successor = make_provision(), make_provision()
    purpose.provisions.add(other)
    regime = make_regime()
    regime.law.add(row, successor)
    # when
    done = replace(row, successor, approver)
    # then
    assert set(purpose.provisions.all()) == {other, successor}
    assert set(regime.law.all()) == {successor}
    assert set(done.moved) == {purpose, regime}
    newest = purpose.history.first()
    assert {link.provision_id for link in newest.provisions.all()} == {other.pk, successor.pk}
    assert newest.history_user == approver
    assert "Renamed by law." in newest.history_change_reason


def test_a_row_that_names_both_keeps_both_and_is_told(approver):
    # given
    activity = make_activity()
    [old] = activity.data_holdings.all()
    successor = make_data_category()
    both = activity.data_holdings.create(
        data_category=successor, people_category=old.people_category
    )
    free = make_activity()
    elsewhere = free.data_holdings.create(
        data_category=old.data_category, people_category=make_people_category()
    )
    # when
    done = replace(old.data_category, successor, approver)
    # then
    assert done.unmoved == [old]
    assert done.moved == [elsewhere]
    assert list(activity.data_holdings.order_by("pk")) == [old, both]
    old.refresh_from_db()
    assert old.data_category != successor
    assert old.history.count() == 1


def test_frozen_versions_still_say_what_they_said_and_entries_wait_for_approval(approver):
    # given
    activity = make_activity()
    body = activity.controller_roles.get().organisation
    notice = make_notice(activity, organisation=make_organisation())
    frozen = approve(activity)
    published = publish(notice)
    successor = make_reachable(make_organisation(name="The successor"))
    # when
    replace(body, successor, approver)
    # then
    for version in (frozen, published):
        kept = Version.objects.get(pk=version.pk)
        assert (kept.document, kept.row_hash) == (version.document, version.row_hash)
        assert body.name in kept.document
    assert status_of(activity).state is State.CHANGED
    assert status_of(notice).state is State.PUBLISHED
    # when: replacing a body is no authorship of the entries that name it
    assert "The successor" in approve(activity, approver).document
    assert status_of(notice).state is State.OUT_OF_DATE


def test_what_is_part_of_the_row_stays_with_it(approver):
    # given
    body, new_body = make_organisation(), make_organisation()
    contact = make_reachable(body).contact_points.get()
    act, new_act = make_legislation(), make_legislation()
    provision = make_provision(legislation=act)
    # when
    replace(body, new_body, approver)
    replace(act, new_act, approver)
    # then
    contact.refresh_from_db()
    provision.refresh_from_db()
    assert contact.organisation == body
    assert provision.legislation == act
    assert ContactPoint.objects.filter(organisation=body).exists()


def test_an_earlier_predecessor_still_names_what_replaced_it_then(approver):
    # given
    first, second, third = (make_organisation() for _ in range(3))
    replace(first, second, approver, date(2025, 1, 1))
    # when
    replace(second, third, approver)
    # then
    first.refresh_from_db()
    assert first.superseded_by == second


@pytest.mark.parametrize(
    ("make_successor", "message"),
    [
        (lambda row: row, "Choose another row of the same kind"),
        (lambda _: make_provision(), "Choose another row of the same kind"),
        (
            lambda _: make_organisation(valid_to=date(2026, 3, 31)),
            "no longer right to use itself on that day",
        ),
    ],
    ids=["itself", "another kind", "ended"],
)
def test_what_cannot_take_its_place_is_refused(make_successor, message, approver):
    # given
    row = make_organisation()
    successor = make_successor(row)
    # then
    with pytest.raises(Refused, match=message):
        replace(row, successor, approver)
    row.refresh_from_db()
    assert (row.valid_to, row.superseded_by) == (None, None)


def test_a_row_does_not_end_before_it_began_and_nothing_moves(approver):
    # given
    row = make_organisation(valid_from=DAY)
    disclosure = Disclosure.objects.create(
        activity=make_bare_activity(), recipient=row, purpose="to show"
    )
    # then
    with pytest.raises(Refused, match="The last day is before the first"):
        replace(row, make_organisation(), approver)
    disclosure.refresh_from_db()
    assert disclosure.recipient == row
    assert type(row).objects.get(pk=row.pk).valid_to is None


def test_a_successor_that_ends_on_that_very_day_may_still_be_used(approver):
    row = make_organisation()
    replace(row, make_organisation(valid_to=DAY), approver)
    assert type(row).objects.get(pk=row.pk).valid_to == date(2026, 3, 31)


@pytest.mark.parametrize("role", ["Editor", "Data protection lead", "Auditor", "Administrator"])
def test_only_who_keeps_reference_data_may(role):
    # given
    activity = make_activity()
    row = activity.controller_roles.get().organisation
    # then
    with pytest.raises(PermissionDenied, match="None of your roles lets you change organisations"):
        replace(row, make_organisation(), make_user(role, activity.team))
    assert ProcessingActivity.objects.get().controller_roles.get().organisation == row
