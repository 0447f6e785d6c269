"""The page “Mail”: what became of each message, nothing of what it says, and sending it again."""

from __future__ import annotations

import pytest
from django.core import mail as django_mail
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ropa import mail
from ropa.mail import delivery
from ropa.models import OutgoingMail
from tests.admin.forms import signed_in, text_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db
State = OutgoingMail.State


@pytest.fixture
def client():
    return signed_in(make_user("Administrator"))


def message(state: str = State.WAITING, **fields) -> OutgoingMail:
    row = mail.send(
        kind="work", to="anna@example.org", subject="Secret subject", text="Secret text"
    )
    OutgoingMail.objects.filter(pk=row.pk).update(state=state, **fields)
    return row


def page(client, show="waiting"):
    return text_of(client.get(reverse("admin:mail"), {"show": show}).text)


def send_again(client, row):
    sent = {"row": row.pk, "decision": "again", "show": "trouble"}
    return text_of(client.post(reverse("admin:mail"), sent, follow=True).text)


def test_it_says_whom_to_what_kind_and_what_became_of_it_and_no_more(client):
    message(problem="450 greylisted")
    message(State.FAILED, problem="550 no such person", ended_at=timezone.now())
    message(State.UNCERTAIN, problem=delivery.UNHEARD, ended_at=timezone.now())
    message(State.SENT, ended_at=timezone.now())
    for show, said in (
        ("waiting", "450 greylisted"),
        ("trouble", "550 no such person"),
        ("trouble", delivery.UNHEARD),
        ("sent", "Sent"),
    ):
        text = page(client, show)
        assert said in text
        assert "anna@example.org" in text
        assert "Work that waits" in text
        assert "Secret" not in text
    for count in ("Waiting (1)", "Failed or uncertain (2)", "Sent (1)"):
        assert count in text


@pytest.mark.parametrize("state", [State.FAILED, State.UNCERTAIN])
def test_what_may_not_have_arrived_is_sent_again_under_the_same_id(client, state):
    row = message(state, ended_at=timezone.now(), expires_at=timezone.now())
    assert "The message to anna@example.org is sent now." in send_again(client, row)
    delivery.deliver()
    (arrived,) = django_mail.outbox
    assert arrived.extra_headers["Message-ID"] == row.message_id
    assert OutgoingMail.objects.get().state == State.SENT


def test_what_was_sent_or_whose_text_is_gone_is_not_sent_again(client):
    sent = message(State.SENT, ended_at=timezone.now())
    secret = message(State.FAILED, ended_at=timezone.now(), text="")
    sending = message(State.SENDING, claimed_at=timezone.now())
    for row in (sent, secret, sending):
        assert "That could not be done" in send_again(client, row)
    delivery.deliver()
    assert django_mail.outbox == []
    assert "Send again" not in page(client, "trouble")


def test_it_says_when_the_server_is_away_and_when_there_is_none(client):
    message(server_away_since=timezone.now())
    assert "The mail server cannot be used since" in page(client)
    with override_settings(MAILERS={"default": {"BACKEND": "ropa.mail.backend.OutboxBackend"}}):
        assert "No mail goes out" in page(client)


def test_a_number_that_is_none_is_answered_in_words(client):
    for number in ("", "x", "٣", "9" * 40, "12345"):
        answer = client.post(
            reverse("admin:mail"), {"row": number, "decision": "again"}, follow=True
        )
        assert "That could not be done" in text_of(answer.text)


def test_queries_do_not_grow_with_the_messages(client):
    counts = []
    for number in (2, 30):
        for _ in range(number):
            message()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("admin:mail")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20
