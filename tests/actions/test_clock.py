"""A clock that is wrong puts no version where it does not belong, and nothing is lost by it."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from ropa.actions import clock
from ropa.actions.refusal import Refused
from ropa.admin.shared.links import page_url
from ropa.documents.chain import row_hash
from ropa.documents.status import State
from ropa.documents.verification import verify
from ropa.models import Decision, Version
from tests.admin.forms import signed_in, text_of
from tests.factories import approve, make_activity, make_user
from tests.states import entry_in

pytestmark = pytest.mark.django_db
append_only = import_module("ropa.migrations._append_only")


@pytest.fixture
def set_clocks(monkeypatch):
    """Move the server's clock, and with it the other one unless told otherwise."""
    now = timezone.now

    def move(by, *, other=None):
        monkeypatch.setattr(timezone, "now", lambda: now() + by)
        monkeypatch.setattr(
            clock, "reference_clock", lambda: now() + (by if other is None else other)
        )

    return move


def test_a_clock_set_back_adds_no_version(set_clocks):
    first = approve(make_activity())
    set_clocks(-timedelta(hours=1))
    with pytest.raises(Refused, match=r"but the newest version was made at .* set the clock right"):
        approve(make_activity())
    assert list(Version.objects.all()) == [first]
    assert Decision.objects.filter(kind="approved").count() == 1


def test_the_small_difference_of_two_machines_is_no_matter(set_clocks):
    first = approve(make_activity())
    set_clocks(-timedelta(seconds=3))
    second = approve(make_activity())
    assert second.created_at == first.created_at + timedelta(microseconds=1)
    assert verify().out_of_order == ()


@pytest.mark.parametrize("by", [timedelta(days=3650), -timedelta(days=1), timedelta(minutes=2)])
def test_a_clock_that_disagrees_with_the_other_adds_no_version(set_clocks, by):
    """Far ahead, it would hold up every later decision until that day."""
    set_clocks(by, other=timedelta())
    with pytest.raises(Refused, match=r"but by .* it is .* restart the register"):
        approve(make_activity())
    assert not Version.objects.exists()


def test_by_the_other_clock_it_is_now():
    assert abs(clock.reference_clock() - timezone.now()) < timedelta(seconds=5)


def test_what_somebody_wrote_is_still_on_the_page(set_clocks):
    # given an approver who has the page open, and a clock that was set back meanwhile
    row = entry_in(State.CHANGED)
    client = signed_in(make_user("Approver", row.team))
    address = page_url(row, "approve")
    seen = client.get(address).context["form"]["seen"].value()
    set_clocks(-timedelta(hours=1))

    # when
    page = client.post(address, {"reason": "Read with care.", "change_note": "", "seen": seen})

    # then
    assert "A version cannot come before the one before it." in text_of(page.text)
    assert "Read with care." in page.text
    assert row.versions.count() == 1


def test_the_database_refuses_it_too():
    first = approve(make_activity())
    late = Version.objects.get(pk=first.pk)
    late.sequence, late.number, late.previous_hash = 2, 2, first.row_hash
    late.row_hash, late.created_at = "e" * 64, first.created_at - timedelta(seconds=1)
    with pytest.raises(DatabaseError, match="in the order of time"), transaction.atomic():
        late.save(force_insert=True)


def test_verification_notices_a_version_before_its_predecessor():
    """As a register made it that had no such rule yet: chain and decision agree."""
    # given
    approve(make_activity())
    late = approve(make_activity())
    connection.check_constraints()
    for table in append_only.UNIQUE:
        append_only.unprotect(connection.schema_editor(), table)

    # when
    late.created_at -= timedelta(days=30)
    late.row_hash = row_hash(late)
    late.save(force_update=True)
    Decision.objects.filter(version=late).update(decided_at=late.created_at)

    # then
    found = verify()
    assert (found.fault, found.out_of_order) == (None, (2,))
