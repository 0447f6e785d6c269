"""Where an entry or notice stands is worked out from what was frozen and what stands now."""

from __future__ import annotations

import pytest

from ropa.documents.status import State, activity_statuses, notice_statuses
from ropa.models import Condition, DataHolding
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_bare_activity,
    make_notice,
    make_provision,
    make_section,
    publish,
)

pytestmark = pytest.mark.django_db


def status_of(activity):
    return activity_statuses([type(activity).objects.get(pk=activity.pk)])[activity.pk]


def status_of_notice(notice):
    return notice_statuses([notice])[notice.pk]


def state_and_number(status):
    """The state, and the number of the newest version."""
    return status.state, status.number


@pytest.fixture
def activity():
    activity = make_activity()
    add_parts(activity, 1)
    return activity


def change_own_field(activity):
    activity.summary = "Something else."
    activity.save()


def keep_it_internal(activity):
    activity.is_public = False
    activity.save()


def change_part(activity):
    part = activity.retention_rules.last()
    part.minimum_period = "P4Y"
    part.save()


def add_part(activity):
    Condition.objects.create(activity=activity, covers="special", article_9="9-2-f")


def delete_part(activity):
    activity.disclosures.get().delete()


def rename_shared_row(activity):
    data = DataHolding.objects.filter(activity=activity)[0].data_category
    data.name = "another name"
    data.save()


def change_list(activity):
    activity.purposes.last().provisions.set([make_provision()])


def test_an_activity_never_approved_is_a_draft(activity):
    assert state_and_number(status_of(activity)) == (State.DRAFT, 0)


def test_an_approved_activity_is_approved(activity):
    approve(activity)
    assert state_and_number(status_of(activity)) == (State.APPROVED, 1)


@pytest.mark.parametrize(
    "change",
    [
        change_own_field,
        keep_it_internal,
        change_part,
        add_part,
        delete_part,
        rename_shared_row,
        change_list,
    ],
)
def test_whatever_changes_it_has_changed_until_it_is_approved_again(activity, change):
    approve(activity)
    change(activity)
    assert state_and_number(status_of(activity)) == (State.CHANGED, 1)
    approve(activity)
    assert state_and_number(status_of(activity)) == (State.APPROVED, 2)


def test_a_change_taken_back_is_no_change(activity):
    approve(activity)
    change_own_field(activity)
    activity.summary = "What it did before."
    activity.save()
    assert status_of(activity).state is State.CHANGED
    before = activity.history.earliest()
    activity.summary = before.summary
    activity.save()
    assert status_of(activity).state is State.APPROVED


def test_a_review_is_no_change(activity):
    approve(activity)
    activity.last_reviewed_on = "2026-11-22"
    activity.save()
    assert status_of(activity).state is State.APPROVED


def test_many_are_told_apart(activity):
    approved, draft = make_activity(), make_bare_activity()
    approve(approved)
    approve(activity)
    change_own_field(activity)
    states = activity_statuses([activity, approved, draft])
    assert [states[row.pk].state for row in (activity, approved, draft)] == [
        State.CHANGED,
        State.APPROVED,
        State.DRAFT,
    ]


@pytest.fixture
def notice(activity):
    approve(activity)
    return make_notice(activity)


def test_a_notice_never_published_is_a_draft(notice):
    assert state_and_number(status_of_notice(notice)) == (State.DRAFT, 0)


def test_a_published_notice_is_published(notice):
    publish(notice)
    assert state_and_number(status_of_notice(notice)) == (State.PUBLISHED, 1)


def test_a_notice_is_out_of_date_when_its_own_words_change(notice):
    publish(notice)
    notice.introduction = "Other words."
    notice.save()
    assert state_and_number(status_of_notice(notice)) == (State.OUT_OF_DATE, 1)


def test_a_notice_is_out_of_date_once_a_changed_activity_is_approved_and_not_before(
    notice, activity
):
    publish(notice)
    change_own_field(activity)
    assert status_of_notice(notice).state is State.PUBLISHED
    approve(activity)
    assert status_of_notice(notice).state is State.OUT_OF_DATE
    publish(notice, change_note="The summary says more.")
    assert state_and_number(status_of_notice(notice)) == (State.PUBLISHED, 2)


def test_a_notice_with_an_activity_that_is_not_approved_is_out_of_date(notice, activity):
    publish(notice)
    make_section(notice, make_bare_activity(), activity)
    assert status_of_notice(notice).state is State.OUT_OF_DATE


def test_a_section_of_which_nothing_was_ever_approved_waits(notice):
    publish(notice)
    make_section(notice, make_bare_activity())
    assert status_of_notice(notice).state is State.PUBLISHED
