"""Nobody changes or deletes a decision; and which decision is the newest."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from ropa.documents.status import State
from ropa.models import Decision, ProcessingActivity
from tests.factories import approve, make_activity, make_bare_activity, make_user
from tests.states import entry_in, notice_in, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision():
    return take("submit", make_bare_activity(), reason="Please look at it.")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ropa_decision SET kind = 'returned'",
        "UPDATE ropa_decision SET reason = 'another'",
        "UPDATE ropa_decision SET decided_by_name = 'Somebody else'",
        "DELETE FROM ropa_decision",
    ],
)
def test_a_hand_at_the_database_prompt_is_refused(decision, statement):
    with (
        pytest.raises(DatabaseError, match="Decisions are append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    row = Decision.objects.get()
    assert (row.kind, row.reason) == (decision.kind, "Please look at it.")


def test_the_application_is_refused(decision):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        decision.save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Decision.objects.update(reason="another")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        decision.delete()
    assert Decision.objects.get().reason == "Please look at it."


def test_emptying_or_replacing_is_refused(decision):
    connection.check_constraints()  # PostgreSQL empties no table while checks are outstanding
    statement = (
        "TRUNCATE ropa_decision CASCADE"
        if connection.vendor == "postgresql"
        else "INSERT OR REPLACE INTO ropa_decision SELECT * FROM ropa_decision"
    )
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Decision.objects.count() == 1


def test_what_was_decided_about_stays(decision):
    with pytest.raises(ProtectedError):
        decision.activity.delete()
    with pytest.raises(ProtectedError):
        decision.decided_by.delete()
    assert ProcessingActivity.objects.count() == 1


def test_a_version_was_decided_once():
    first = approve(make_activity()).decision
    again = Decision(
        activity=first.activity,
        kind="approved",
        decided_at=timezone.now(),
        decided_by=first.decided_by,
        reason="Twice.",
        version=first.version,
    )
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        again.save()
    assert Decision.objects.get() == first


def test_the_newest_is_told_for_each_entry_and_notice_alone():
    # given
    entry, notice, other = (
        entry_in(State.RETURNED),
        notice_in(State.WITHDRAWN),
        entry_in(State.APPROVED),
    )
    # when
    newest = {decision.subject: decision.kind for decision in Decision.objects.newest()}
    # then
    assert newest[entry] == "returned"
    assert newest[notice] == "withdrawn"
    assert newest[other] == "approved"
    assert Decision.objects.newest().count() == len(newest) < Decision.objects.count()


def test_approving_and_reinstating_an_entry_are_reviews_too():
    # given
    entry = entry_in(State.RETIRED)
    take("reinstate", entry)
    take("review", entry)
    # then
    assert sorted(Decision.objects.reviews().values_list("kind", flat=True)) == [
        "approved",
        "reinstated",
        "reviewed",
    ]


def test_a_decision_names_itself():
    assert str(take("submit", make_bare_activity(), make_user("Approver"))).endswith(
        ": Submitted for approval"
    )
