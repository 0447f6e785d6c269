"""What is changed and decided between versions is frozen with the next, and changes no more."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from ropa.actions.submitting import return_to_keepers, submit
from ropa.database import settled
from ropa.database.settled import settled_by
from ropa.documents.canonical import digest
from ropa.documents.verification import verify
from ropa.history import frozen
from ropa.history.frozen_check import history_faults
from ropa.models import FrozenHistory, Organisation, ProcessingActivity, Version
from tests.factories import approve, make_activity, make_organisation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_clock(monkeypatch):
    """All that these tests write is written by one machine."""
    monkeypatch.setattr(settled, "_CLOCKS_DIFFER", timedelta(0))


def histories():
    return [json.loads(each.text) for each in FrozenHistory.objects.order_by("version_id")]


def records(history):
    return [change["record"] for change in history["changes"]]


def test_a_version_holds_what_was_changed_and_decided_before_it():
    # given
    editor = make_user("Approver")
    editor.first_name, editor.last_name = "Ann", "Example"
    editor.save()
    entry = make_activity()
    body = make_organisation(name="Anytown Council")
    body._history_user = editor  # type: ignore[attr-defined]
    body.name = "Anytown Borough Council"
    body.save()
    submit(subject=entry, by=editor, reason="It is ready.")
    # when
    approve(entry)
    # then
    (history,) = histories()
    named = [each for each in history["changes"] if each["values"].get("name") == body.name]
    assert [(each["happened"], each["row"], each["who"]) for each in named] == [
        ("~", body.pk, editor.pk)
    ]
    assert history["people"][str(editor.pk)] == "Ann Example"
    assert [each["reason"] for each in history["decisions"]] == ["It is ready."]
    version = Version.objects.get()
    assert version.history_digest == digest(version.frozen_history.text)
    assert verify().fault is None


def test_what_happens_is_frozen_once():
    # given
    entry = make_activity()
    approve(entry)
    # when
    entry.summary = "Another."
    entry.save()
    approve(entry)
    # then
    first, second = histories()
    assert records(second) == [f"ropa.processingactivity {entry.history.latest().pk}"]
    assert second["since"] == first["until"]


def test_a_version_before_which_nothing_happened_has_none():
    first, second = make_activity(), make_activity()
    approve(first)
    approve(second)
    assert Version.objects.get(sequence=2).history_digest == ""
    assert FrozenHistory.objects.count() == 1
    assert verify().fault is None


def test_what_a_large_import_wrote_is_frozen_with_several_versions(monkeypatch):
    # given
    monkeypatch.setattr(frozen, "MOST_AT_ONCE", 10)
    entries = [make_activity() for _ in range(8)]
    # when
    for entry in entries:
        approve(entry)
    # then
    found = [record for history in histories() for record in records(history)]
    assert len(set(found)) == len(found) > 30
    assert all(len(records(history)) < 30 for history in histories())
    # The oldest first, so that nothing is passed over.
    instants = [change["when"] for history in histories() for change in history["changes"]]
    assert instants == sorted(instants)


def test_what_was_written_while_the_clock_was_behind_is_frozen_too():
    # given
    entry = make_activity()
    approve(entry)
    body = make_organisation()
    late = body.history.latest()
    Organisation.history.filter(pk=late.pk).update(
        history_date=late.history_date - timedelta(minutes=10)
    )
    # when
    approve(make_activity())
    # then
    assert f"ropa.organisation {late.pk}" in records(histories()[-1])


def test_on_postgresql_it_waits_for_those_who_still_write():
    now = timezone.now()
    if connection.vendor != "postgresql":
        assert settled_by(now) == now
        return
    other = connections.create_connection("default")
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT now()")
            (began,) = cursor.fetchone()
        assert settled_by(began + timedelta(hours=1)) <= began
    finally:
        other.close()


@pytest.fixture
def register():
    editor, entry = make_user("Approver"), make_activity()
    submit(subject=entry, by=editor, reason="It is ready.")
    return_to_keepers(subject=entry, by=make_user("Approver"), reason="Not yet.")
    approve(entry)


def test_an_untouched_history_is_found_as_it_was_frozen(register):
    assert history_faults() == []
    # What was not frozen yet may be added.
    make_organisation()
    assert history_faults() == []


def test_a_deleted_an_added_and_another_record_are_found(register):
    # given
    gone, other = ProcessingActivity.history.first(), FrozenHistory.objects.get()
    last = Organisation.history.last()
    # when
    Organisation.history.filter(pk=last.pk).update(history_type="-")
    ProcessingActivity.history.filter(pk=gone.pk).delete()
    made = make_organisation().history.get()
    Organisation.history.filter(pk=made.pk).update(history_date=other.until)
    # then
    assert history_faults() == [
        f"Since it was frozen, this was changed: ropa.organisation {last.pk}.",
        f"Since it was frozen, this was deleted: ropa.processingactivity {gone.pk}.",
        f"Since it was frozen, this was added: ropa.organisation {made.pk}.",
    ]
