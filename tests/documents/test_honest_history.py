"""Nothing that the register itself does is taken for tampering."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from ropa.actions.approving import approve_activity
from ropa.actions.publishing import publish_notice, withdraw_notice
from ropa.actions.refusal import Refused
from ropa.actions.retiring import reinstate_activity, retire_activity
from ropa.actions.reviewing import review_activities, review_notice
from ropa.actions.submitting import return_to_keepers, submit
from ropa.actions.transitions import BY_EDITING, transitions_of
from ropa.documents.heads import Head
from ropa.documents.status import State
from ropa.documents.verification import Verification, verify
from ropa.models import Notice, Version
from tests.factories import make_activity, make_notice, make_user
from tests.properties import examples

pytestmark = pytest.mark.django_db

OPERATIONS = examples(200)


def test_an_empty_register_is_sound():
    assert verify() == Verification(count=0, head=None, fault=None, undecided=0)


def decide(verb, subject, by):
    said = {"by": by, "reason": f"To {verb} it.", "change_note": f"We {verb}."}
    if verb in {"submit", "return"}:
        action = submit if verb == "submit" else return_to_keepers
        action(subject=subject, by=by, reason=said["reason"])
    elif verb == "review" and isinstance(subject, Notice):
        review_notice(notice=subject, by=by)
    elif verb == "review":
        review_activities(activities=[subject], by=by)
    elif verb == "publish":
        publish_notice(notice=subject, approve_changed=True, **said)
    elif verb == "withdraw":
        withdraw_notice(notice=subject, **said)
    else:
        actions: dict[str, Callable[..., Version]] = {
            "approve": approve_activity,
            "retire": retire_activity,
            "reinstate": reinstate_activity,
        }
        actions[verb](activity=subject, **said)


def test_no_honest_history_is_accused():
    rng = random.Random(7)
    approvers = [make_user("Approver") for _ in range(2)]
    activities = [make_activity() for _ in range(4)]
    in_notice, alone = activities[:2], activities[2:]
    subjects: list[Any] = [*alone, *alone, *in_notice, make_notice(*in_notice)]
    states = dict.fromkeys(subjects, State.DRAFT)
    verbs = {each.verb for subject in subjects for each in transitions_of(subject)}
    done = dict.fromkeys(verbs, 0)
    heads: list[Head] = []
    while sum(done.values()) < OPERATIONS:
        subject = rng.choice(subjects)
        if rng.random() < 0.4:
            subject.summary = f"In words of the {rng.random()}th time."
            subject.save()
            states[subject] = BY_EDITING.get(states[subject], states[subject])
        lawful = [
            each
            for each in transitions_of(subject)
            if states[subject] in each.before
            and not (each.verb == "retire" and subject in in_notice)
        ]
        chosen = rng.choice(lawful)
        try:
            decide(chosen.verb, subject, rng.choice(approvers))
        except Refused:
            continue  # as a notice that says nothing new
        states[subject] = chosen.after
        if chosen.verb == "publish":
            states |= dict.fromkeys(in_notice, State.APPROVED)
        done[chosen.verb] += 1
        if sum(done.values()) % 50 == 0:
            found = verify(heads)
            assert found.fault is None
            heads += [found.head] if found.head else []
    assert min(done.values()) > 0, done
    assert (found.count, found.undecided) == (Version.objects.count(), 0)
    assert len(heads) == OPERATIONS // 50
