"""Retiring an activity and withdrawing a notice: a last version, and the way back."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from ropa.actions.publishing import publish_notice, withdraw_notice
from ropa.actions.refusal import Refused
from ropa.actions.retiring import reinstate_activity, retire_activity
from ropa.documents.status import State
from ropa.models import Version
from tests.factories import approve, make_activity, make_notice, make_user, publish
from tests.states import change, entry_in, notice_in, status_of, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver():
    return make_user("Approver")


def test_the_last_version_says_what_the_newest_said_and_why_it_ended(approver):
    # given
    entry = make_activity()
    first = approve(entry)
    change(entry, summary="A draft that nobody has approved.")
    # when
    last = retire_activity(
        activity=entry, by=approver, reason="The service closed.", change_note="It closed in May."
    )
    # then
    assert (last.number, last.document, last.digest) == (2, first.document, first.digest)
    assert not last.is_in_force
    assert last.is_public
    assert (last.reason, last.change_note) == ("The service closed.", "It closed in May.")
    assert last.decision.kind == "retired"
    assert Version.objects.in_force().get() == first


def test_what_stands_in_a_notice_is_not_retired(approver):
    # given
    entry = entry_in(State.APPROVED)
    notice = make_notice(entry)
    # when
    with pytest.raises(Refused, match=f"Take it out of “{notice}” first"):
        take("retire", entry, approver)
    # then
    assert status_of(entry).state is State.APPROVED
    # when
    notice.sections.get().section_activities.all().delete()
    # then
    assert take("retire", entry, approver).number == 2


@pytest.mark.parametrize("hands_over", [True, False])
def test_what_was_never_approved_is_not_retired(hands_over, approver):
    # given
    entry = make_activity()
    if hands_over:
        take("submit", entry)
    # then
    refusal = "was never approved. Delete it instead" if hands_over else "is draft"
    with pytest.raises(Refused, match=refusal):
        take("retire", entry, approver)
    assert not Version.objects.exists()


@pytest.mark.parametrize("note", ["", "  "])
def test_the_public_is_told_why_what_it_could_read_is_gone(note, approver):
    # given
    public, internal = make_activity(), make_activity(is_public=False)
    approve(public)
    approve(internal)
    # then
    with pytest.raises(Refused, match="the public reads it where the entry was"):
        retire_activity(activity=public, by=approver, reason="Closed.", change_note=note)
    version = retire_activity(activity=internal, by=approver, reason="Closed.", change_note=note)
    assert not version.is_public


def test_a_retired_entry_comes_back_as_it_stands_then(approver):
    # given
    entry = entry_in(State.RETIRED)
    change(entry, summary="What it does from now on.")
    # when
    version = reinstate_activity(
        activity=entry, by=approver, reason="Open again.", change_note="We do this again."
    )
    # then
    assert (version.number, version.is_in_force) == (3, True)
    assert "What it does from now on." in version.document
    assert version.decision.kind == "reinstated"
    assert status_of(entry).state is State.APPROVED


def test_an_entry_comes_back_under_the_rules_of_approval(approver):
    # given
    entry = entry_in(State.RETIRED)
    change(entry, approver, summary="My own words.")
    # then
    with pytest.raises(Refused, match="You changed"):
        take("reinstate", entry, approver)
    entry.purposes.all().delete()
    with pytest.raises(Refused, match="State at least one purpose"):
        take("reinstate", entry)
    assert status_of(entry).state is State.RETIRED


def test_a_retired_entry_is_not_published(approver):
    # given
    entry = entry_in(State.RETIRED)
    notice = make_notice(entry)
    # then
    for approves in (False, True):
        with pytest.raises(Refused, match=f"Not approved, or retired: {entry}"):
            publish_notice(notice=notice, by=approver, reason="Ready.", approve_changed=approves)
    assert not notice.versions.exists()


@pytest.mark.parametrize(("verb", "make"), [("retire", entry_in), ("withdraw", notice_in)])
def test_ending_takes_the_right_to_decide(verb, make):
    # given
    subject = make(State.APPROVED if make is entry_in else State.PUBLISHED)
    # then
    with pytest.raises(PermissionDenied, match=f"None of your roles lets you {verb}"):
        take(verb, subject, make_user("Editor", subject.team))
    with pytest.raises(PermissionDenied, match="a team you do not work for"):
        take(verb, subject, make_user("Data protection lead"))
    take(verb, subject, make_user("Data protection lead", subject.team))
    assert not subject.versions.first().is_in_force


def test_a_withdrawn_notice_says_why_and_keeps_what_it_said(approver):
    # given
    notice = notice_in(State.PUBLISHED)
    first = notice.versions.get()
    change(notice, introduction="A draft.")
    # when
    with pytest.raises(Refused, match="Say in a sentence why"):
        withdraw_notice(notice=notice, by=approver, reason="Replaced.", change_note=" ")
    last = withdraw_notice(
        notice=notice, by=approver, reason="Replaced.", change_note="Read the other notice."
    )
    # then
    assert (last.number, last.document) == (2, first.document)
    assert (last.is_public, last.is_in_force) == (True, False)
    assert last.decision.kind == "withdrawn"
    assert status_of(notice).state is State.WITHDRAWN


def test_what_was_never_published_is_not_withdrawn(approver):
    # given
    notice = make_notice()
    take("submit", notice)
    # then
    with pytest.raises(Refused, match="was never published, so there is nothing to withdraw"):
        take("withdraw", notice, approver)


def test_a_withdrawn_notice_can_be_published_again_even_unchanged():
    # given
    notice = notice_in(State.WITHDRAWN)
    # when
    with pytest.raises(Refused, match="Say in a sentence what has changed"):
        publish(notice)
    version = publish(notice, change_note="It applies again.")
    # then
    assert (version.number, version.is_in_force) == (3, True)
    assert version.document == notice.versions.get(number=1).document
    assert status_of(notice).state is State.PUBLISHED
