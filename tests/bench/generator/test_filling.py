"""Filling a register: the same content every time, fit to be approved, proved by the chain."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from bench.generator import filling
from bench.generator.filling import NAME, USERNAME, NotEmpty, fill
from bench.generator.register import REFERENCE, GeneratedRegister
from ropa.actions.approving import approve_activities
from ropa.checks import blocking_findings, check_activity, check_notice
from ropa.documents.build import activity_documents
from ropa.documents.canonical import canonical_json, digest
from ropa.documents.notices import draft_notice_document
from ropa.documents.status import State, activity_statuses, notice_statuses
from ropa.documents.verification import verify
from ropa.imports.files import read_folder
from ropa.imports.loading import load
from ropa.models import Decision, Notice, Organisation, ProcessingActivity, Team, Version
from ropa.models.base import part_relations
from tests.factories import make_activity, make_notice, make_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.engine_free]

ENTRIES = 30
REGISTER = GeneratedRegister(ENTRIES, seed=1, notices=2)


def filled(register=REGISTER, *, approve=False):
    done = []
    fill(register, approve=approve, progress=lambda what, number: done.append((what, number)))
    return done


@contextmanager
def undone():
    """What happens within is as if it had never been."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def digests():
    entries = activity_documents(ProcessingActivity.objects.all()).values()
    notices = map(draft_notice_document, Notice.objects.order_by("slug"))
    return [digest(canonical_json(document)) for document in (*entries, *notices)]


def test_the_same_seed_gives_the_same_documents_byte_for_byte_and_another_one_others():
    with undone():
        filled()
        first = digests()
    with undone():
        filled()
        again = digests()
    with undone():
        filled(GeneratedRegister(ENTRIES, seed=2, notices=2))
        other = digests()
    assert len(first) == ENTRIES + 2
    assert again == first
    assert not set(other) & set(first)


def test_every_entry_can_be_approved_and_every_notice_published():
    # given
    filled()
    # then
    documents = activity_documents(ProcessingActivity.objects.all())
    assert len(documents) == ENTRIES
    for document in documents.values():
        assert blocking_findings(check_activity(document)) == ()
    for notice in Notice.objects.all():
        assert blocking_findings(check_notice(draft_notice_document(notice))) == ()


def test_every_part_is_stored_and_every_row_has_its_history():
    # given
    filled()
    wanted = [row.values for row in REGISTER.entries()]
    # then
    for name, model in part_relations(ProcessingActivity).items():
        number = sum(len(values[name]) for values in wanted)
        assert model._default_manager.count() == number
        assert model.history.filter(history_type="+").count() == number
    assert ProcessingActivity.history.filter(history_type="+").count() == ENTRIES


def test_drafts_stay_drafts():
    # when
    done = filled(approve=False)
    # then
    assert done == [("entries loaded", ENTRIES)]
    assert not Version.objects.exists()
    assert not User.objects.filter(username=USERNAME).exists()
    statuses = activity_statuses(ProcessingActivity.objects.all())
    assert {status.state for status in statuses.values()} == {State.DRAFT}


def test_approved_entries_and_published_notices_are_in_one_sound_chain():
    # when
    done = filled(approve=True)
    # then
    assert done == [
        ("entries loaded", ENTRIES),
        ("entries approved", ENTRIES),
        ("notices published", 1),
        ("notices published", 1),
    ]
    found = verify()
    assert (found.fault, found.count, found.undecided) == (None, ENTRIES + 2, 0)
    assert Decision.objects.count() == ENTRIES + 2
    statuses = activity_statuses(ProcessingActivity.objects.all())
    assert {status.state for status in statuses.values()} == {State.APPROVED}
    statuses = notice_statuses(Notice.objects.all())
    assert {status.state for status in statuses.values()} == {State.PUBLISHED}
    assert not Version.objects.filter(is_own_work=True).exists()


def test_entries_are_loaded_and_approved_in_parts(monkeypatch):
    monkeypatch.setattr(filling, "BATCH_SIZE", 20)
    assert filled(approve=True)[:4] == [
        ("entries loaded", 20),
        ("entries loaded", 10),
        ("entries approved", 20),
        ("entries approved", 10),
    ]


def test_who_approved_is_named_and_can_neither_sign_in_nor_decide_again():
    # when
    filled(approve=True)
    # then
    by = User.objects.get(username=USERNAME)
    assert set(Version.objects.values_list("created_by_name", flat=True)) == {NAME}
    assert not by.is_active
    assert not by.is_staff
    assert not by.has_usable_password()
    with pytest.raises(PermissionDenied, match="This account is no longer in use"):
        approve_activities(
            activities=list(ProcessingActivity.objects.all()), by=by, reason="Once more."
        )


def test_reference_data_that_is_there_stays_as_it_is():
    # given
    load([row for folder in REFERENCE for row in read_folder(folder)])
    body = Organisation.objects.get(code="ofsted")
    body.description = "Our own words."
    body.save()
    # when
    filled()
    # then
    body.refresh_from_db()
    assert body.description == "Our own words."
    assert Organisation.objects.filter(code="northvale-council").exists()


def test_a_register_with_an_entry_is_left_alone():
    make_activity()
    with pytest.raises(NotEmpty, match="holds entries or notices, or has held some"):
        filled()
    assert ProcessingActivity.objects.count() == 1


def test_a_register_with_a_notice_is_left_alone():
    make_notice()
    with pytest.raises(NotEmpty):
        filled()


def test_a_reference_that_was_given_out_is_not_given_out_again():
    make_activity().delete()
    assert not ProcessingActivity.objects.exists()
    with pytest.raises(NotEmpty):
        filled()


def test_when_it_fails_nothing_is_left(monkeypatch):
    # given
    make_organisation(code="a-body-of-its-own")

    def fails(**_):
        raise RuntimeError

    monkeypatch.setattr(filling, "publish_notice", fails)
    # when
    with pytest.raises(RuntimeError):
        filled(approve=True)
    # then
    assert not ProcessingActivity.objects.exists()
    assert not Team.objects.exists()
    assert not User.objects.filter(username=USERNAME).exists()
    assert Organisation.objects.count() == 1
