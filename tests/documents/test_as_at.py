"""The register as it stood: each document as it was in force at an instant, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from ropa.actions.publishing import withdraw_notice
from ropa.actions.retiring import reinstate_activity, retire_activity
from tests.documents.standing_documents import (
    entry_as_at,
    notice_as_at,
    notices_as_at,
    register_as_at,
)
from tests.factories import approve, make_activity, make_notice, make_user, publish

pytestmark = pytest.mark.django_db

JUST_BEFORE = timedelta(microseconds=1)


def test_an_empty_register_has_no_past():
    now = timezone.now()
    assert (register_as_at(now), notices_as_at(now)) == ((), ())
    assert entry_as_at("RPA-0001", now) is None
    assert notice_as_at("notice", now) is None


def test_before_its_first_version_there_was_nothing():
    activity = make_activity()
    first = approve(activity)
    assert register_as_at(first.created_at - JUST_BEFORE) == ()
    [standing] = register_as_at(first.created_at)
    assert standing.version == first
    assert standing.document.title == activity.title


def test_an_entry_said_at_each_instant_what_was_approved_by_then():
    activity = make_activity(title="Old")
    first = approve(activity)
    activity.title = "New"
    activity.save()
    between = timezone.now()
    second = approve(activity)

    def at(instant):
        standing = entry_as_at(activity.reference, instant)
        assert standing is not None
        return standing.document.title, standing.version.number, standing.version.digest

    assert at(first.created_at) == at(between) == ("Old", 1, first.digest)
    assert at(second.created_at) == at(timezone.now()) == ("New", 2, second.digest)


def test_a_notice_keeps_the_entries_it_was_published_with():
    activity = make_activity(title="Old")
    approve(activity)
    notice = make_notice(activity)
    published = publish(notice)
    activity.title = "New"
    activity.save()
    approve(activity)
    standing = notice_as_at(notice.slug, timezone.now())
    assert standing is not None
    assert standing.version == published
    assert [each.document.title for each in standing.document.activities] == ["Old"]
    assert [each.version for each in notices_as_at(timezone.now())] == [published]


def test_what_was_retired_was_in_force_until_then_and_is_again_when_reinstated():
    by = make_user("Approver")
    activity = make_activity()
    approve(activity, by)
    retired = retire_activity(
        activity=activity, by=by, reason="It ended.", change_note="We stopped."
    )
    reinstated = reinstate_activity(activity=activity, by=by, reason="It goes on.")
    numbers = [
        [standing.version.number for standing in register_as_at(instant)]
        for instant in (
            retired.created_at - JUST_BEFORE,
            retired.created_at,
            reinstated.created_at - JUST_BEFORE,
            reinstated.created_at,
        )
    ]
    assert numbers == [[1], [], [], [3]]


def test_a_withdrawn_notice_is_there_before_and_not_after():
    activity = make_activity()
    approve(activity)
    notice = make_notice(activity)
    publish(notice)
    withdrawn = withdraw_notice(
        notice=notice, by=make_user("Approver"), reason="It ended.", change_note="We stopped."
    )
    before = notice_as_at(notice.slug, withdrawn.created_at - JUST_BEFORE)
    assert before is not None
    assert before.version.number == 1
    assert notice_as_at(notice.slug, withdrawn.created_at) is None
    assert notices_as_at(withdrawn.created_at) == ()
    assert len(register_as_at(withdrawn.created_at)) == 1


def test_the_register_comes_in_order_and_in_one_query(django_assert_num_queries):
    def found():
        with django_assert_num_queries(1):
            return [standing.document.reference for standing in register_as_at(timezone.now())]

    approve(make_activity(reference="RPA-9002"))
    assert found() == ["RPA-9002"]
    for number in (9005, 9001, 9004, 9003):
        approve(make_activity(reference=f"RPA-{number}"))
    assert found() == [f"RPA-{number}" for number in range(9001, 9006)]
