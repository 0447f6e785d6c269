"""The yearly review of entries in which nothing has changed."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ropa.actions.refusal import Refused
from ropa.actions.reviewing import NOTHING_CHANGED, review_activities, review_notice
from ropa.documents.status import State
from ropa.models import Decision, ProcessingActivity, Version
from ropa.models.reviews import months_after, review_due, with_last_review
from tests.factories import (
    approve,
    make_activity,
    make_policy_document,
    make_team,
    make_user,
    publish,
)
from tests.states import entry_in, status_of

pytestmark = pytest.mark.django_db


def reviews():
    return Decision.objects.filter(kind=Decision.Kind.REVIEWED)


def test_a_review_is_recorded_and_makes_no_version():
    # given
    entry = entry_in(State.APPROVED)
    editor = make_user("Editor", entry.team, first_name="Ed", last_name="Example")
    # when
    [decision] = review_activities(activities=[entry], by=editor)
    # then
    assert reviews().get() == decision
    assert (decision.activity, decision.version) == (entry, None)
    assert (decision.decided_by_name, decision.reason) == ("Ed Example", NOTHING_CHANGED)
    assert decision.digest == status_of(entry).digest == entry.versions.get().digest
    assert Version.objects.count() == 1


def test_the_next_one_is_due_in_a_year():
    # given
    entry = entry_in(State.APPROVED, review_due_on="2020-01-01")
    # when
    review_activities(activities=[entry], by=make_user("Approver"))
    # then
    row = with_last_review(ProcessingActivity.objects.filter(pk=entry.pk)).get()
    assert review_due(row) == months_after(timezone.localdate(), 12)


def test_several_are_reviewed_together_all_or_none():
    # given
    right = [entry_in(State.APPROVED) for _ in range(2)]
    changed, draft = entry_in(State.CHANGED), entry_in(State.DRAFT)
    by = make_user("Approver")
    # when
    with pytest.raises(Refused, match="Only entries that stand as they were approved") as refused:
        review_activities(activities=[*right, changed, draft], by=by)
    # then
    first, second = refused.value.problems
    assert first.startswith(f"{changed} is changed since approval.")
    assert second == f"{draft} is draft."
    assert not reviews().exists()
    # when
    done = review_activities(activities=right, by=by, reason="Looked through both.")
    # then
    assert [decision.activity for decision in done] == right
    assert {decision.reason for decision in done} == {"Looked through both."}


def test_whoever_may_change_an_entry_reviews_it():
    # given
    team = make_team()
    own, foreign = entry_in(State.APPROVED, team=team), entry_in(State.APPROVED)
    # then
    with pytest.raises(PermissionDenied, match="None of your roles lets you review"):
        review_activities(activities=[own], by=make_user("Auditor"))
    with pytest.raises(PermissionDenied, match="a team you do not work for"):
        review_activities(activities=[own, foreign], by=make_user("Editor", team))
    assert not reviews().exists()
    assert len(review_activities(activities=[own], by=make_user("Editor", team))) == 1


@pytest.mark.parametrize("size", [2, 8])
def test_many_take_no_more_reading_than_few(size, django_assert_num_queries):
    # given
    entries = [entry_in(State.APPROVED) for _ in range(size)]
    by = make_user("Approver")
    by.has_perm("ropa.change_processingactivity")  # read once for a person
    # when, then: each decision is one more row to write
    with django_assert_num_queries(9 + size):
        review_activities(activities=entries, by=by)


def test_a_policy_document_is_recorded_as_reviewed_while_it_stands_as_published():
    # given
    activity = make_activity()
    approve(activity)
    policy = make_policy_document(activity)
    publish(policy)
    editor = make_user("Editor", policy.team)
    # when
    decision = review_notice(notice=policy, by=editor)
    # then
    assert (decision.notice, decision.kind, decision.version) == (policy, "reviewed", None)
    assert policy.versions.count() == 1
    # when it says something else
    policy.introduction = "More."
    policy.save()
    # then
    with pytest.raises(Refused, match="Publish it instead"):
        review_notice(notice=policy, by=editor)
    with pytest.raises(PermissionDenied):
        review_notice(notice=policy, by=make_user("Auditor"))
