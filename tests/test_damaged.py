"""A document that is not the one that was frozen is shown to nobody, and hides nothing else."""

from __future__ import annotations

import importlib
import logging

import pytest
from django.core import mail
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.urls import resolve

from ropa.background.worker import do_waiting_jobs
from ropa.damaged import DamagedDocuments
from ropa.documents import damage
from ropa.documents.damage import undamaged
from ropa.mail import delivery
from ropa.models import Version
from ropa.models.versions import DamagedDocument
from ropa.notifications import composing, recording
from tests.factories import (
    approve,
    make_activity,
    make_notice,
    make_regime,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db
append_only = importlib.import_module("ropa.migrations._append_only")
FORGED = "Somebody wrote this at the prompt"


@pytest.fixture(autouse=True)
def nothing_told_yet(monkeypatch):
    monkeypatch.setattr(damage, "_reported_at", {})
    for cache in caches.all():
        cache.clear()


@pytest.fixture
def register():
    """An entry and a notice that are sound, and one of each that somebody changed at the prompt."""
    sound, bad = (make_activity(summary=f"Summary of the {each} one.") for each in ("good", "bad"))
    versions = [approve(sound), approve(bad)]
    good_notice = make_notice(sound, title="A good notice")
    bad_notice = make_notice(sound, title="A bad notice")
    make_regime(section=good_notice.sections.get())
    versions += [publish(good_notice), publish(bad_notice)]
    for version in (versions[1], versions[3]):
        _change(version)
    return {"sound": sound, "bad": bad, "good notice": good_notice, "bad notice": bad_notice}


def _change(version, *, back=False):
    connection.check_constraints()
    editor = connection.schema_editor()
    append_only.unprotect(editor, append_only.VERSION)
    sound, forged = '"summary":"', f'"summary":"{FORGED}. '
    before, after = (forged, sound) if back else (sound, forged)
    Version.objects.filter(pk=version.pk).update(document=version.document.replace(before, after))
    connection.check_constraints()
    append_only.protect(editor, append_only.VERSION)


def entry(row, end=""):
    return f"/register/{row.reference}{end}"


def notice(row, end="/"):
    return f"/notices/{row.slug}{end}"


@pytest.mark.parametrize("end", ["/", ".json", "/flow.svg", "/updates/"])
def test_a_damaged_entry_is_an_error_that_says_so(register, client, end):
    response = client.get(entry(register["bad"], end))
    assert response.status_code == 500
    assert "This cannot be shown at the moment" in response.text
    assert FORGED not in response.text
    assert response.headers["Cache-Control"] == "no-store"
    assert client.get(entry(register["sound"], end)).status_code == 200


@pytest.mark.parametrize("end", ["/", "/whole/", ".json", "/updates/"])
def test_a_damaged_notice_is_an_error_that_says_so(register, client, end):
    response = client.get(notice(register["bad notice"], end))
    assert response.status_code == 500
    assert FORGED not in response.text
    assert client.get(notice(register["good notice"], end)).status_code in {200, 302}


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/about/",
        "/notices/",
        "/register/",
        "/search/?q=summary",
        "/updates/",
        "/updates.atom",
        "/people/",
        "/organisations/",
        "/data/",
        "/law/",
        "/sitemap.xml",
        "/register.json",
        "/register.csv",
        "/register.jsonld",
        "/api/v1/notices",
        "/api/v1/activities",
        "/inspections/",
    ],
)
def test_everything_else_is_there_without_it(register, client, address):
    response = client.get(address)
    assert response.status_code == 200
    content = b"".join(response) if response.streaming else response.content
    assert FORGED.encode() not in content


def test_lists_leave_out_what_is_damaged(register, client):
    assert register["sound"].title in client.get("/register/").text
    assert register["bad"].title not in client.get("/register/").text
    assert "A good notice" in client.get("/notices/").text
    assert "A bad notice" not in client.get("/notices/").text
    assert "A good notice" in client.get("/updates.atom").text
    assert "A bad notice" not in client.get("/updates.atom").text


@pytest.mark.parametrize("kind", ["activities", "notices"])
def test_programs_get_a_problem(register, client, kind):
    key = register["bad"].reference if kind == "activities" else register["bad notice"].slug
    response = client.get(f"/api/v1/{kind}/{key}")
    assert response.status_code == 500
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["title"] == "This cannot be shown at the moment"
    assert FORGED not in response.text


def test_whoever_runs_the_register_is_told_once(register, client, caplog):
    for _ in range(3):
        client.get(entry(register["bad"], "/"))
    told = [each for each in caplog.records if each.levelno == logging.CRITICAL]
    assert len(told) == 1
    assert "The document of version 2 does not have the digest" in told[0].getMessage()


@pytest.fixture
def administrator():
    return make_user("Administrator", username="otto", email="otto@example.org")


def mails():
    """The mails sent so far, each as whom to and what about, after the workers' work."""
    do_waiting_jobs()
    composing.send_due()
    delivery.deliver()
    return [(each.to[0], str(each.subject)) for each in mail.outbox]


def test_administrators_are_told_by_mail_once_for_a_document(
    register, client, administrator, monkeypatch
):
    make_user("Approver", username="ann", email="ann@example.org")
    for _ in range(3):
        monkeypatch.setattr(damage, "_reported_at", {})  # as another process, or an hour later
        client.get(entry(register["bad"], "/"))
        client.get("/register/")
        client.get("/notices/")
        assert mails() == [("otto@example.org", "2 documents were found damaged")]
    [message] = mail.outbox
    assert "* version 2" in message.body
    assert "* version 4" in message.body
    assert "Run verify_versions" in message.body
    assert register["bad"].title not in message.body


def test_nobody_is_told_of_what_was_put_right_meanwhile(register, client, administrator):
    client.get(entry(register["bad"], "/"))
    _change(Version.objects.get(pk=2), back=True)
    assert mails() == []


def test_where_nothing_can_be_written_the_page_says_so_all_the_same(
    register, client, administrator, monkeypatch, caplog
):
    def refuse(*_args, **_named):
        raise DatabaseError("cannot execute INSERT in a read-only transaction")

    monkeypatch.setattr(recording, "enqueue", refuse)
    assert client.get(entry(register["bad"], "/")).status_code == 500
    assert "Nobody could be told by mail that version 2 is damaged" in caplog.text


def test_staff_are_told_what_it_is(register, rf):
    request = rf.get("/admin/")
    request.resolver_match = resolve("/admin/")
    page = DamagedDocuments(lambda _: HttpResponse()).process_exception(request, DamagedDocument(2))
    assert page is not None
    assert page.status_code == 500
    assert "The document of version 2 is not the one that was frozen." in page.content.decode()


def test_other_errors_are_not_taken_for_it(rf):
    assert (
        DamagedDocuments(lambda _: HttpResponse()).process_exception(rf.get("/"), ValueError())
        is None
    )


def test_a_page_that_was_kept_costs_no_look(register, client, django_assert_num_queries):
    first = client.get(entry(register["sound"], "/"))
    with django_assert_num_queries(1):
        kept = client.get(entry(register["sound"], "/"), headers={"If-None-Match": first["ETag"]})
    assert kept.status_code == 304


def test_a_whole_document_is_itself(register):
    newest = Version.objects.get(pk=1)
    assert newest.frozen_text == newest.document
    assert [version.pk for version in undamaged(Version.objects.order_by("pk"))] == [1, 3]
    with pytest.raises(DamagedDocument, match="The document of version 2 is not the one"):
        Version.objects.get(pk=2).frozen_text  # noqa: B018


def test_a_damaged_entry_is_frozen_into_no_notice(register):
    with pytest.raises(DamagedDocument):
        publish(make_notice(register["bad"]))
