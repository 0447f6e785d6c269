"""The outbox: written with the transaction of whoever sends, one row for each message."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives, mailers
from django.db import transaction
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from ropa import mail
from ropa.background.worker import do_waiting_jobs
from ropa.mail.outbox import LONGEST_SUBJECT, one_address, one_line
from ropa.models import OutgoingMail
from tests.factories import make_user

OUTBOX = {"BACKEND": "ropa.mail.backend.OutboxBackend"}
MEMORY = {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}


def send(**given_fields):
    return mail.send(
        **{
            "kind": "example",
            "to": "anna@example.org",
            "subject": "An example",
            "text": "It says this.",
        }
        | given_fields
    )


@pytest.mark.django_db
def test_a_message_is_written_and_nothing_is_sent_yet():
    person = make_user("Editor", email="anna@example.org")
    row = send(person=person, keep_trying=timedelta(hours=1), html="<p>It says this.</p>")
    row.refresh_from_db()
    assert (row.state, row.person, row.address) == ("waiting", person, "anna@example.org")
    assert row.expires_at - row.created_at == timedelta(hours=1)
    assert row.message_id.startswith("<")
    assert row.message_id.endswith("@example.org>")
    assert django_mail.outbox == []


@pytest.mark.django_db
def test_a_message_is_delivered_after_the_commit_and_never_after_a_rollback(
    django_capture_on_commit_callbacks,
):
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            send(subject="Never")
            transaction.set_rollback(True)
        with transaction.atomic():
            send(subject="Once")
            send(subject="Twice")
    assert django_mail.outbox == []
    do_waiting_jobs()
    assert [message.subject for message in django_mail.outbox] == ["Once", "Twice"]
    assert [message.to for message in django_mail.outbox] == [["anna@example.org"]] * 2


@pytest.mark.django_db
def test_a_worker_is_asked_once_for_a_transaction(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        send()
        send()
    assert len(callbacks) == 1


@pytest.mark.django_db
def test_a_worker_that_cannot_be_asked_spoils_nothing(
    monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def ask() -> None:
        raise ConnectionError

    monkeypatch.setattr("ropa.mail.tasks.ask_for_delivery", ask)
    with django_capture_on_commit_callbacks(execute=True):
        send()
    assert OutgoingMail.objects.get().state == "waiting"
    assert "could not be handed to a worker" in caplog.text


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "anna@example.org, ben@example.org",
        "anna@example.org\nBcc: ben@example.org",
        "anna@example.org\r\n",
        "Anna <anna@example.org>",
        "änna@example.org",
    ],
)
@pytest.mark.django_db
def test_what_is_not_one_address_is_refused(address):
    with pytest.raises(ValueError, match="not one e-mail address"):
        send(to=address)
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_a_header_is_one_line():
    with pytest.raises(ValueError, match="one line"):
        send(headers={"List-Unsubscribe": "<https://example.org/>\r\nBcc: ben@example.org"})


@given(st.text(max_size=400))
def test_a_subject_is_one_line_whatever_it_was(text):
    line = one_line(text)
    assert len(line) <= LONGEST_SUBJECT + 2
    assert line.splitlines() in ([line], [])
    assert line == " ".join(line.split())
    assert one_line(line) == line or line.endswith("…")


def test_a_subject_keeps_its_words():
    assert one_line("RPA-0007:\tInspection\r\nBcc: x ") == "RPA-0007: Inspection Bcc: x"
    assert one_address("anna@bücher.example") == "anna@bücher.example"


@pytest.mark.django_db
def test_what_django_sends_goes_to_the_outbox_once_for_each_recipient_as_a_secret():
    with override_settings(MAILERS={"default": OUTBOX, "server": MEMORY}):
        message = EmailMultiAlternatives(
            "Set a password", "Go to x", None, ["anna@example.org", "ben@example.org"]
        )
        message.attach_alternative("<p>Go to x</p>", "text/html")
        assert message.send() == 1
    rows = OutgoingMail.objects.order_by("pk")
    assert [row.address for row in rows] == ["anna@example.org", "ben@example.org"]
    assert {(row.subject, row.text, row.html, row.is_secret) for row in rows} == {
        ("Set a password", "Go to x", "<p>Go to x</p>", True)
    }


@pytest.mark.django_db
def test_what_django_sends_with_an_attachment_is_refused():
    message = EmailMultiAlternatives("x", "y", None, ["anna@example.org"])
    message.attach("a.txt", "text", "text/plain")
    with override_settings(MAILERS={"default": OUTBOX}), pytest.raises(ValueError, match="attach"):
        message.send()


def test_mail_is_configured_where_a_server_is():
    assert mail.is_configured()
    assert "server" in mailers
    with override_settings(MAILERS={"default": OUTBOX}):
        assert not mail.is_configured()
