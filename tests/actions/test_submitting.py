"""Handing over for approval, and back: a decision that changes nothing the public reads."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from ropa.documents.status import State
from ropa.models import Decision, Version
from ropa.permissions import give_access
from tests.factories import make_activity, make_notice, make_team, make_user
from tests.states import entry_in, notice_in, status_of, take

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [make_activity, make_notice])
def test_an_editor_hands_over_what_their_team_keeps(make):
    # given
    subject = make()
    editor = make_user("Editor", subject.team, first_name="Ed", last_name="Example")
    # when
    decision = take("submit", subject, editor, reason="Please look at the purposes.")
    # then
    assert Decision.objects.get() == decision
    assert decision.subject == subject
    assert decision.version is None
    assert decision.digest == status_of(subject).digest
    assert not Version.objects.exists()


def test_what_is_submitted_says_what_it_said_then():
    # given
    entry = entry_in(State.SUBMITTED)
    submitted = status_of(entry)
    # when
    entry.summary = "Edited while it waits."
    entry.save()
    # then
    assert status_of(entry).state is State.SUBMITTED
    assert status_of(entry).digest != submitted.digest
    assert submitted.decision is not None
    assert submitted.digest == submitted.decision.digest


def test_a_single_entry_given_to_a_person_can_be_submitted_by_them():
    # given
    entry, other = make_activity(), make_activity()
    editor = make_user("Editor")
    give_access(editor, entry)
    # then
    take("submit", entry, editor)
    with pytest.raises(PermissionDenied, match="was not given to you"):
        take("submit", other, editor)


@pytest.mark.parametrize(("make", "verb"), [(entry_in, "return"), (notice_in, "return")])
def test_returning_takes_the_right_to_decide(make, verb):
    # given
    team = make_team()
    subject = make(State.SUBMITTED, team=team)
    # then
    with pytest.raises(PermissionDenied, match=f"None of your roles lets you {verb}"):
        take(verb, subject, make_user("Editor", team))
    with pytest.raises(PermissionDenied, match="a team you do not work for"):
        take(verb, subject, make_user("Data protection lead"))
    assert take(verb, subject, make_user("Data protection lead", team)).kind == "returned"


@pytest.mark.parametrize("role", ["Auditor", "Administrator"])
def test_who_only_reads_hands_nothing_over(role):
    # given
    entry = make_activity()
    # then
    with pytest.raises(PermissionDenied, match="None of your roles lets you submit"):
        take("submit", entry, make_user(role, entry.team))
    assert not Decision.objects.exists()
