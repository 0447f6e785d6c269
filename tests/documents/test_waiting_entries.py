"""What waits for approval: what was submitted, and what says something else by now."""

from __future__ import annotations

import pytest

from ropa.documents.canonical import digest
from ropa.documents.status import State
from ropa.documents.waiting_entries import waiting_for_approval
from ropa.models import ProcessingActivity
from tests.factories import approve, make_activity
from tests.states import change, entry_in, take

pytestmark = pytest.mark.django_db


def waiting():
    return waiting_for_approval(ProcessingActivity.objects.order_by("pk"))


def test_what_was_submitted_or_changed_waits_and_nothing_else():
    # given
    rows = {state: entry_in(state) for state in State if state.name in NAMES}
    # then
    assert {each.activity: each.status.state for each in waiting()} == {
        rows[State.SUBMITTED]: State.SUBMITTED,
        rows[State.CHANGED]: State.CHANGED,
    }
    assert len(rows) == 6


NAMES = {"DRAFT", "SUBMITTED", "RETURNED", "APPROVED", "CHANGED", "RETIRED"}


def test_it_says_what_was_approved_and_what_stands_now():
    # given
    entry = make_activity(summary="What it did.")
    version = approve(entry)
    change(entry, summary="What it does.")
    # when
    [changed] = waiting()
    # then
    assert changed.approved_json == version.document
    assert changed.approved_document.summary == "What it did."
    assert changed.current_document.summary == "What it does."
    assert digest(changed.current_json) == changed.status.digest
    [difference] = changed.differences
    assert (difference.before, difference.after) == ("What it did.", "What it does.")


def test_what_was_never_approved_has_no_before():
    # given
    take("submit", make_activity())
    # when
    [changed] = waiting()
    # then
    assert (changed.approved_json, changed.approved_document) == ("", None)


@pytest.mark.parametrize("size", [3, 30])
def test_many_take_no_more_queries_than_few(size, django_assert_max_num_queries):
    # given
    for _ in range(size):
        entry_in(State.CHANGED)
    # when, then
    with django_assert_max_num_queries(10):
        assert len([each.differences for each in waiting()]) == size
