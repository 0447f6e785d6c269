"""Undoing an import: a page that says what goes, and one press."""

from __future__ import annotations

import pytest
from django.urls import reverse

from ropa.actions.submitting import submit
from ropa.background.worker import do_waiting_jobs
from ropa.imports.mapping.results import NEW
from ropa.imports.starting import Step
from ropa.models import Disclosure, Organisation, ProcessingActivity, RegisterImport
from tests.admin.forms import signed_in, text_of
from tests.factories import make_activity, make_organisation, make_team, make_user
from tests.imports.uploading import (
    UNKNOWN,
    after_step,
    checked_import,
    entry_line,
    mapped,
    own_entry,
    own_rows,
    spreadsheet,
    uploaded_import,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver():
    return make_user("Approver", first_name="Ada", last_name="Example")


@pytest.fixture
def imported(approver):
    checked = checked_import(own_rows(own_entry("RPA-7001", make_team())), approver)
    return after_step(checked, Step.CARRY_OUT, approver)


def test_what_goes_is_said_first_and_then_it_goes(imported, approver):
    # given
    client = signed_in(approver)
    address = reverse("admin:import-undo", args=[imported.pk])
    assert address in client.get(reverse("admin:import-one", args=[imported.pk])).text
    # when
    asked = text_of(client.get(address).text)
    assert "takes away the 1 entry that this import created" in asked
    assert "RPA-7001" in asked
    assert ProcessingActivity.objects.exists()
    page = client.post(address, follow=True)
    # then
    assert "It was imported, and undone on" in text_of(page.text)
    assert "by Ada Example" in text_of(page.text)
    assert not ProcessingActivity.objects.exists()
    imported.refresh_from_db()
    assert imported.state == RegisterImport.State.UNDONE


def test_reference_data_that_goes_and_what_stays_of_it_is_named(approver):
    # given an import that adds an organisation, which something else uses since
    imported = uploaded_import(spreadsheet(entry_line(1, UNKNOWN)), approver, "ours.csv")
    mapped(imported, make_team(organisation=make_organisation()), {UNKNOWN: NEW})
    after_step(imported, Step.CHECK, approver)
    after_step(imported, Step.CARRY_OUT, approver)
    body = Organisation.objects.get(name=UNKNOWN)
    Disclosure.objects.create(activity=make_activity(), recipient=body, purpose="to help")
    client = signed_in(approver)
    address = reverse("admin:import-undo", args=[imported.pk])
    # then
    assert f"Organisation “{UNKNOWN}”" in text_of(client.get(address).text)
    done = text_of(client.post(address, follow=True).text)
    assert f"stayed as they are: organisation “{UNKNOWN}”." in done


def test_why_it_cannot_be_undone_is_told(imported, approver):
    submit(subject=ProcessingActivity.objects.get(), by=approver, reason="Done.")
    client = signed_in(approver)
    address = reverse("admin:import-undo", args=[imported.pk])
    assert "has been decided about since" in text_of(client.get(address).text)
    answer = client.post(address)
    assert answer.status_code == 409
    assert "This import cannot be undone" in text_of(answer.text)


@pytest.fixture
def large(imported, monkeypatch):
    """An import that is too large to be undone while somebody waits."""
    monkeypatch.setattr("ropa.imports.starting.FEW_ENTRIES", 0)
    return imported


def test_a_large_import_is_undone_by_a_worker_and_the_page_shows_how_far(large, approver):
    # given
    client = signed_in(approver)
    # when
    page = client.post(reverse("admin:import-undo", args=[large.pk]), follow=True)
    # then nothing is undone yet, however often it is asked for
    assert "Being undone" in page.text
    assert 'id="import-progress"' in page.text
    client.post(reverse("admin:import-undo", args=[large.pk]))
    told = client.get(reverse("admin:import-progress", args=[large.pk])).json()
    assert told["at_work"]
    assert ProcessingActivity.objects.exists()
    # when
    assert do_waiting_jobs() == 1
    # then
    assert not ProcessingActivity.objects.exists()
    assert not client.get(reverse("admin:import-progress", args=[large.pk])).json()["at_work"]
    page = client.get(reverse("admin:import-one", args=[large.pk]))
    assert "It was imported, and undone on" in text_of(page.text)


def test_undoing_by_a_worker_can_be_stopped_before_it_has_begun(large, approver):
    client = signed_in(approver)
    client.post(reverse("admin:import-undo", args=[large.pk]))
    client.post(reverse("admin:import-discard", args=[large.pk]))
    assert do_waiting_jobs() == 0
    assert ProcessingActivity.objects.exists()


def test_why_a_worker_could_not_undo_it_is_told(large, approver):
    # given an entry that is submitted while the work waits
    client = signed_in(approver)
    client.post(reverse("admin:import-undo", args=[large.pk]))
    submit(subject=ProcessingActivity.objects.get(), by=approver, reason="Done.")
    # when
    do_waiting_jobs()
    # then
    page = text_of(client.get(reverse("admin:import-one", args=[large.pk])).text)
    assert "It could not be undone." in page
    assert "has been decided about since" in page
    assert ProcessingActivity.objects.exists()
