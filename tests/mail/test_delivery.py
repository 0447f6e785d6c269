"""Delivery: each message once, or listed as uncertain, whatever the server and the worker do."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone

from ropa import mail
from ropa.background.worker import do_waiting_jobs
from ropa.mail import delivery, outbox, queue_figures, retention
from ropa.models import Job, OutgoingMail
from ropa.models.mail import DAYS_KEPT

from .smtp_server import HANG_UP, mail_server, nobody_listens

OUTBOX = {"BACKEND": "ropa.mail.backend.OutboxBackend"}
pytestmark = pytest.mark.django_db


def send(subject: str = "One", **fields: Any) -> OutgoingMail:
    given = {"kind": "example", "to": "anna@example.org", "text": "It says this."}
    return mail.send(**(given | {"subject": subject} | fields))


def deliver_to(mailer: dict[str, Any]) -> Any:
    with override_settings(MAILERS={"default": OUTBOX, "server": mailer}):
        return delivery.deliver()


def states() -> dict[int, str]:
    return dict(OutgoingMail.objects.order_by("pk").values_list("pk", "state"))


def all_due() -> None:
    """Let every pause have passed."""
    OutgoingMail.objects.filter(state="waiting").update(due_at=timezone.now())


def test_messages_arrive_one_recipient_each_and_what_they_said_is_removed():
    first = send(html="<p>It says <b>this</b>.</p>")
    send("Two", to="ben@example.org", headers={"List-Unsubscribe": "<https://example.org/u/x>"})
    with mail_server() as server:
        assert deliver_to(server.mailer) is None
        assert deliver_to(server.mailer) is None
    assert server.subjects() == ["One", "Two"]
    assert server.recipients == ["<anna@example.org>", "<ben@example.org>"]
    assert server.connections == 1
    one, two = server.accepted
    assert one["Message-ID"] == first.message_id
    assert one["Auto-Submitted"] == "auto-generated"
    assert one["To"] == "anna@example.org"
    assert [part.get_content_type() for part in one.iter_parts()] == ["text/plain", "text/html"]
    assert two["List-Unsubscribe"] == "<https://example.org/u/x>"
    for row in OutgoingMail.objects.all():
        assert (row.state, row.text, row.html, row.subject, row.headers) == ("sent", "", "", "", {})
        assert row.ended_at is not None


# What the server does with the first try, and what then stands: the state of the message, and
# whether the server has it.
TRIES = [
    ({"": HANG_UP}, "waiting", 0),
    ({"": "421 closing"}, "waiting", 0),
    ({"": "554 no service"}, "waiting", 0),
    ({"EHLO": HANG_UP}, "waiting", 0),
    ({"MAIL": HANG_UP}, "waiting", 0),
    ({"MAIL": "451 not now"}, "waiting", 0),
    ({"MAIL": "550 you may not send"}, "waiting", 0),
    ({"RCPT": HANG_UP}, "waiting", 0),
    ({"RCPT": "450 greylisted"}, "waiting", 0),
    ({"RCPT": "421 closing"}, "waiting", 0),
    ({"RCPT": "550 no such person"}, "failed", 0),
    ({"DATA": HANG_UP}, "waiting", 0),
    ({"DATA": "451 not now"}, "waiting", 0),
    ({"DATA": "554 no"}, "failed", 0),
    ({".": "451 not now"}, "waiting", 0),
    ({".": "421 closing"}, "waiting", 0),
    ({".": "552 too large"}, "failed", 0),
    ({".": HANG_UP}, "uncertain", 1),
    ({".": "what?"}, "uncertain", 1),
    ({".": "299 perhaps"}, "uncertain", 1),
    ({"QUIT": HANG_UP}, "sent", 1),
    ({"QUIT": "500 what?"}, "sent", 1),
]


@pytest.mark.parametrize(("answers", "state", "taken"), TRIES)
def test_whatever_the_server_does_a_message_arrives_once_or_is_listed(answers, state, taken):
    row = send()
    first_only = {command: [answer] for command, answer in answers.items()}
    with mail_server(**first_only) as server:
        deliver_to(server.mailer)
        assert states() == {row.pk: state}
        assert len(server.accepted) == taken
        all_due()
        deliver_to(server.mailer)
    assert len(server.accepted) == (1 if state == "waiting" else taken)
    assert states() == {row.pk: "sent" if state == "waiting" else state}
    assert {message["Message-ID"] for message in server.accepted} <= {row.message_id}


def test_a_message_that_is_half_across_is_sent_again_for_the_server_cannot_have_it(monkeypatch):
    row = send(text="It says this.\n" * 1000)
    whole = smtplib.SMTP.send

    def half(self: Any, data: Any) -> None:
        if isinstance(data, bytes) and len(data) > 1000:
            monkeypatch.undo()
            self.sock.sendall(data[: len(data) // 2])
            self.close()
            raise smtplib.SMTPServerDisconnected("Server not connected")
        whole(self, data)

    monkeypatch.setattr(smtplib.SMTP, "send", half)
    with mail_server() as server:
        deliver_to(server.mailer)
        assert states() == {row.pk: "waiting"}
        all_due()
        deliver_to(server.mailer)
    assert (states(), len(server.accepted)) == ({row.pk: "sent"}, 1)


class Crash(BaseException):
    """The worker ends here."""


def crash(*_args: Any, **_kwargs: Any) -> None:
    raise Crash


# Where the worker ends: before a step, or after it. Whether the server has the message then.
STEPS = [
    ("ropa.mail.delivery._claimed", False, 0),
    ("ropa.mail.delivery._claimed", True, 0),
    ("ropa.mail.delivery._deliver_one", False, 0),
    ("ropa.mail.delivery._message", False, 0),
    ("ropa.mail.smtp._Smtp.mail", False, 0),
    ("ropa.mail.smtp._Smtp.mail", True, 0),
    ("ropa.mail.smtp._Smtp.rcpt", True, 0),
    ("ropa.mail.smtp._Smtp.data", False, 0),
    ("ropa.mail.smtp._Smtp.data", True, 1),
    ("ropa.mail.smtp._Smtp.sendmail", True, 1),
    ("ropa.mail.delivery._end", False, 1),
    ("ropa.mail.delivery._end", True, 1),
]


@pytest.mark.parametrize("killed", [True, False], ids=["killed", "stopped"])
@pytest.mark.parametrize(("step", "after", "taken"), STEPS)
def test_wherever_a_worker_ends_a_message_arrives_once_or_is_listed(
    monkeypatch, step, after, taken, killed
):
    row = send()
    with mail_server() as server:
        with monkeypatch.context() as patch:
            from django.utils.module_loading import import_string

            parent, _, name = step.rpartition(".")
            owner: Any = import_string(parent) if "_Smtp" in parent else delivery
            whole = getattr(owner, name)

            def stepping(*args: Any, **kwargs: Any) -> Any:
                if after:
                    whole(*args, **kwargs)
                raise Crash

            patch.setattr(owner, name, stepping)
            if killed:  # nothing runs any more after the crash
                patch.setattr(queue_figures, "put_back", crash)
            with pytest.raises(Crash):
                deliver_to(server.mailer)
        assert len(server.accepted) == taken
        deliver_to(server.mailer)
        late = timezone.now() - delivery.CLAIM_ENDS - timedelta(seconds=1)
        OutgoingMail.objects.filter(state="sending").update(claimed_at=late)
        deliver_to(server.mailer)
        deliver_to(server.mailer)
    arrived, state = len(server.accepted), states()[row.pk]
    assert (arrived, state) in {(1, "sent"), (1, "uncertain"), (0, "uncertain")}
    if not killed and not taken and name not in {"_claimed", "_deliver_one"}:
        assert (arrived, state) == (1, "sent")
    if taken and step.endswith("_end") and after:
        assert state == "sent"


def test_a_worker_that_was_only_slow_corrects_what_was_said_of_it():
    row = send()
    claimed = delivery._claimed(row.pk)
    assert claimed is not None
    assert delivery._claimed(row.pk) is None
    late = timezone.now() - delivery.CLAIM_ENDS - timedelta(seconds=1)
    OutgoingMail.objects.update(claimed_at=late)
    claimed.claimed_at = late
    delivery._settle_interrupted()
    assert states() == {row.pk: "uncertain"}
    delivery._end(claimed, OutgoingMail.State.SENT)
    assert states() == {row.pk: "sent"}


def test_a_server_away_for_a_day_loses_nothing_and_is_logged_once(log_lines, monkeypatch):
    start = timezone.now()
    clock = {"now": start}
    for module in (delivery, outbox, queue_figures):
        monkeypatch.setattr(module.timezone, "now", lambda: clock["now"])
    away = nobody_listens()
    for number in range(3):
        send(f"Early {number}")
    asked = 0
    while clock["now"] < start + timedelta(days=1):
        again_at = deliver_to(away)
        asked += 1
        assert clock["now"] < again_at <= clock["now"] + queue_figures.LONGEST
        clock["now"] = again_at
        if asked % 5 == 0:
            send(f"Late {asked}")
    total = OutgoingMail.objects.count()
    assert set(states().values()) == {"waiting"}
    assert 24 < asked < 60
    assert "refused" in OutgoingMail.objects.earliest("pk").problem.lower()
    with mail_server() as server:
        deliver_to(server.mailer)
    assert len(set(server.subjects())) == len(server.subjects()) == total
    assert set(states().values()) == {"sent"}
    assert [line["code"] for line in log_lines("mail.server_away")] == ["ConnectionRefusedError"]
    assert len(log_lines("mail.server_back")) == 1


def test_while_the_server_is_known_to_be_away_nobody_waits_for_it_again():
    send()
    deliver_to(nobody_listens())
    send("Two")
    with mail_server() as server:
        deliver_to(server.mailer)
        assert server.connections == 0
        assert {row.problem for row in OutgoingMail.objects.all()} != {""}
        all_due()
        deliver_to(server.mailer)
    assert sorted(server.subjects()) == ["One", "Two"]


def test_a_message_the_server_chokes_on_does_not_stop_the_others():
    send("Poison")
    send("Good")
    with mail_server(RCPT=[HANG_UP]) as server:
        deliver_to(server.mailer)
        all_due()
        deliver_to(server.mailer)
    assert server.subjects() == ["Good", "Poison"]


def test_not_now_is_asked_again_after_growing_pauses():
    row = send()
    pauses = []
    with mail_server(RCPT="450 greylisted") as server:
        for _ in range(9):
            all_due()
            again_at = deliver_to(server.mailer)
            pauses.append(round((again_at - timezone.now()).total_seconds() / 60))
    assert pauses == [5, 10, 20, 40, 80, 160, 240, 240, 240]
    row.refresh_from_db()
    assert row.problem == "450 greylisted"


def test_a_refusal_for_good_says_why_and_only_a_secret_is_removed(log_lines):
    send("Work")
    send("Link", secret=True)
    with mail_server(RCPT="550 5.1.1 no\tsuch person") as server:
        deliver_to(server.mailer)
    work, link = OutgoingMail.objects.order_by("pk")
    assert (work.problem, work.text) == ("550 5.1.1 no such person", "It says this.")
    assert (link.problem, link.text, link.subject) == ("550 5.1.1 no such person", "", "")
    assert {line["code"] for line in log_lines("mail.failed")} == {550}
    assert "anna" not in str(log_lines("")).lower()


def test_a_message_that_comes_too_late_is_given_up():
    row = send(keep_trying=timedelta(hours=1), secret=True)
    OutgoingMail.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with mail_server() as server:
        deliver_to(server.mailer)
    row.refresh_from_db()
    assert (row.state, row.text, server.accepted) == ("failed", "", [])
    assert row.problem.startswith(delivery.TOO_LATE)


def test_an_address_no_server_could_take_is_given_up():
    row = send()
    OutgoingMail.objects.update(address="anna@example.org\nBcc: ben@example.org")
    with mail_server() as server:
        deliver_to(server.mailer)
    assert (states(), server.accepted) == ({row.pk: "failed"}, [])


def test_without_a_server_messages_wait():
    row = send()
    with override_settings(MAILERS={"default": OUTBOX}):
        assert delivery.deliver() is None
    assert states() == {row.pk: "waiting"}


def test_a_password_the_server_refuses_is_no_fault_of_the_message():
    row = send()

    def login(*_args: Any, **_kwargs: Any) -> None:
        raise smtplib.SMTPAuthenticationError(535, b"no")

    with mail_server() as server, pytest.MonkeyPatch.context() as patch:
        patch.setattr(smtplib.SMTP, "login", login)
        mailer = dict(server.mailer)
        mailer["OPTIONS"] = mailer["OPTIONS"] | {"username": "u", "password": "p"}
        deliver_to(mailer)
    row.refresh_from_db()
    assert (row.state, row.problem) == ("waiting", "535 no")


def test_a_worker_comes_back_when_the_next_message_is_due(monkeypatch):
    with override_settings(MAILERS={"default": OUTBOX, "server": nobody_listens()}):
        from ropa.mail.tasks import ask_for_delivery

        send()
        ask_for_delivery()
        assert do_waiting_jobs() == 1
    (later,) = Job.objects.filter(status="ready")
    assert timedelta(0) < later.run_after - timezone.now() <= queue_figures.SHORTEST


def test_what_ended_long_ago_is_removed_and_what_waits_stays():
    old, new, waits = send(), send(), send()
    ended = timezone.now() - timedelta(days=DAYS_KEPT)
    OutgoingMail.objects.filter(pk=old.pk).update(
        state="sent", ended_at=ended - timedelta(seconds=1)
    )
    OutgoingMail.objects.filter(pk=new.pk).update(
        state="sent", ended_at=ended + timedelta(minutes=1)
    )
    assert retention.forget() == 1
    assert set(states()) == {new.pk, waits.pk}


def test_mail_is_printed_as_words_where_the_register_is_tried_out(capsys):
    send("Würze", text="Käse und\nBrot", html="<p>x</p>")
    deliver_to({"BACKEND": "ropa.mail.console.ConsoleBackend"})
    printed = capsys.readouterr().out
    assert "Mail to anna@example.org\nWürze\n\nKäse und\nBrot\n" in printed
    assert "<p>" not in printed
