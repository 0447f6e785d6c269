"""Pages show what was worked out, and say so where that is being done again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from ropa import read_model
from ropa.documents.status import State
from ropa.models import ProcessingActivity, StaleKey, Standing
from ropa.read_model.tasks import refresh_stale
from ropa.standings import after_commit
from ropa.standings.reading import bring_up_to_date
from ropa.standings.tasks import look_again
from tests.admin.forms import signed_in, text_of
from tests.factories import approve, make_activity, make_agreement, make_user
from tests.states import change, entry_in

pytestmark = pytest.mark.django_db

LIST = "/admin/ropa/processingactivity/"


@pytest.fixture
def few_at_once(monkeypatch):
    monkeypatch.setattr(after_commit, "ENTRIES_AT_ONCE", 2)
    monkeypatch.setattr(after_commit, "NOTICES_AT_ONCE", 2)


def states() -> dict[int, str]:
    return dict(Standing.objects.values_list("activity", "state"))


def test_what_a_change_touches_is_made_once_it_is_committed(django_capture_on_commit_callbacks):
    # given
    entry, other = entry_in(State.APPROVED), entry_in(State.APPROVED)
    bring_up_to_date()
    # when
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        change(entry, summary="It does more now.")
        assert states()[entry.pk] == State.APPROVED
    # then
    assert states() == {entry.pk: State.CHANGED, other.pk: State.APPROVED}
    assert Standing.objects.get(activity=entry).changes
    assert not StaleKey.objects.exists()


def test_where_much_is_touched_pages_say_since_when_and_show_nothing_as_current(few_at_once):
    # given
    client = signed_in(make_user("Auditor"))
    entries = [entry_in(State.APPROVED) for _ in range(3)]
    refresh_stale.func("standings")
    assert "being worked out" not in text_of(client.get(LIST).text)
    # when
    for entry in entries:
        change(entry, summary="It does more now.")
    StaleKey.objects.update(since=timezone.now() - timedelta(days=1))
    # then
    since = timezone.localtime(StaleKey.objects.earliest("since").since)
    for address in (LIST, "/admin/", "/admin/checks/", "/admin/ropa/notice/"):
        text = text_of(client.get(address).text)
        assert "3 entries and notices are being worked out again" in text, address
        assert f"{since:%-d %B %Y, %H:%M}" in text, address
    assert text_of(client.get(LIST).text).count("Being worked out Before: Approved") == 3
    # when a worker is there again
    refresh_stale.func("standings")
    # then
    text = text_of(client.get(LIST).text)
    assert "being worked out" not in text
    assert text.count("Changed since approval") >= 3


def test_what_the_checks_find_follows_the_day(monkeypatch):
    # given
    entry = make_activity()
    today = timezone.localdate()
    entry.disclosures.create(
        recipient=entry.team.organisation,
        purpose="to show it",
        under_agreement=make_agreement(entry.team.organisation, valid_to=today),
    )
    approve(entry)
    bring_up_to_date()
    before = Standing.objects.get(activity=entry)
    assert before.next_look == today + timedelta(days=1)
    # when
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: today + timedelta(days=1))
    # then
    assert look_again.func() == 1
    assert bring_up_to_date().count == 0
    after = Standing.objects.get(activity=entry)
    assert (after.next_look, after.should) == (None, before.should + 1)


def test_a_damaged_row_is_named_and_mended():
    # given
    entry = entry_in(State.APPROVED)
    bring_up_to_date()
    Standing.objects.filter(activity=entry).update(state=State.RETIRED)
    # when
    found = [*map(str, read_model.check())]
    # then
    assert found == [f"standings for lists: activity:{entry.pk} is different in state"]
    # when
    read_model.rebuild()
    # then
    assert [*read_model.check()] == []
    assert states()[entry.pk] == State.APPROVED


def test_the_list_is_filtered_by_state_findings_controller_basis_and_function():
    # given
    client = signed_in(make_user("Auditor"))
    changed, approved = entry_in(State.CHANGED), entry_in(State.APPROVED)
    change(approved, business_function="Regulation")
    bare = make_activity()
    bare.purposes.all().delete()
    code = changed.controller_roles.get().organisation.code
    # when
    found = {
        asked: {row.pk for row in client.get(f"{LIST}?{asked}").context["cl"].result_list}
        for asked in (
            "state=changed",
            "found=must",
            f"controller={code}",
            "basis=6-1-e",
            "function=Regulation",
            "state=no-such",
        )
    }
    # then
    every = set(ProcessingActivity.objects.values_list("pk", flat=True))
    assert changed.pk in found["state=changed"]
    assert bare.pk not in found["state=changed"]
    assert found["found=must"] == {bare.pk}
    assert found[f"controller={code}"] == {changed.pk}
    assert bare.pk not in found["basis=6-1-e"]
    assert found["function=Regulation"] == {approved.pk}
    assert found["state=no-such"] == every
