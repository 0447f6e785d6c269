"""Heads go to places that who holds the disks cannot reach, and come back as proof."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from importlib import import_module
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection

from ropa.background.worker import do_waiting_jobs
from ropa.documents.chain import row_hash
from ropa.documents.heads import Head, NotedPackage, head_as_at
from ropa.models import Decision, HeadReceipt, Job, OutgoingMail, Version
from ropa.witnesses.places import Witness, WitnessKind, witness_of
from ropa.witnesses.sending import NotSent, send
from ropa.witnesses.stamps import NoStamp, certificates, look_at, question, verify
from ropa.witnesses.tasks import ask_to_send_package, send_missing_heads, send_newest_head
from tests.factories import approve, make_activity

from .listening import listening
from .time_stamping import time_stamp_service

append_only = import_module("ropa.migrations._append_only")
SECRET = "a secret of the tests, forty characters"
HEAD = Head(7, "ab" * 32, datetime(2026, 3, 31, 14, 30, tzinfo=UTC))


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    return time_stamp_service(tmp_path_factory.mktemp("stamps") / "tsa")


@pytest.fixture
def stamping(service):
    with listening(lambda asked: (200, service.answer(asked))) as heard:
        yield heard


@pytest.fixture
def witness(settings):
    settings.HEADS_SECRET = SECRET
    with listening(lambda _sent: (200, b"noted")) as heard:
        yield heard


# Places


@pytest.mark.parametrize(
    ("written", "kind", "name"),
    [
        ("mailto:heads@example.org", WitnessKind.MAIL, "mailto:heads@example.org"),
        ("https://w.example.org/h?key=1", WitnessKind.WEB, "https://w.example.org/h"),
        ("tsa+http://tsa.example.org/", WitnessKind.TIME_STAMP, "tsa+http://tsa.example.org/"),
        ("http://127.0.0.1:8/", WitnessKind.WEB, "http://127.0.0.1/"),
    ],
)
def test_a_place_is_known_by_its_address(written, kind, name):
    place = witness_of(written)
    assert (place.kind, place.name) == (kind, name)


@pytest.mark.parametrize(
    "written",
    ["", "mailto:", "mailto:nobody", "http://w.example.org/", "ftp://w.example.org/", "w"],
)
def test_what_is_no_place_is_one_sentence(written):
    with pytest.raises(ImproperlyConfigured, match="to which no head can be sent: set it to"):
        witness_of(written)


# Sending


def test_a_web_service_gets_the_line_and_who_sent_it(witness):
    assert send(HEAD, witness_of(witness.address)) == b"noted"
    [(headers, body)] = witness.requests
    assert body == f"{HEAD}\n".encode()
    expected = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert headers["Register-Signature"] == expected


@pytest.mark.parametrize("status", [302, 307, 403, 500])
def test_a_web_service_that_does_not_take_it(settings, status):
    settings.HEADS_SECRET = SECRET
    with listening(lambda _sent: (status, b"")) as heard, pytest.raises(NotSent, match=str(status)):
        send(HEAD, witness_of(heard.address))


def test_a_place_that_is_away():
    with pytest.raises(NotSent, match="cannot be reached"):
        send(HEAD, Witness(WitnessKind.WEB, "http://127.0.0.1:1/"))


@pytest.mark.django_db
def test_the_digest_of_a_package_goes_where_heads_go_once(settings, witness):
    # given
    settings.HEADS_TO = [witness.address]
    package = NotedPackage("cd" * 32, 7)
    # when
    for _ in range(2):
        ask_to_send_package(package)
        do_waiting_jobs()
    # then
    [(_, body)] = witness.requests
    assert body == f"package {'cd' * 32} 7\n".encode()
    assert NotedPackage.parse(body.decode()) == package


# Time-stamps


def test_a_time_stamp_is_proved_by_the_certificate_alone(stamping, service):
    answer = send(HEAD, witness_of(f"tsa+{stamping.address}"))
    at = verify(answer, HEAD, certificates(service.root))
    assert abs(at - datetime.now(UTC)) < timedelta(minutes=1)
    [(headers, asked)] = stamping.requests
    assert headers["Content-Type"] == "application/timestamp-query"
    assert HEAD.row_hash.encode() not in asked


def test_a_time_stamp_is_of_one_head_alone(service):
    answer = service.answer(question(HEAD))
    other = Head(HEAD.sequence, "cd" * 32, HEAD.created_at)
    with pytest.raises(NoStamp, match="of something else"):
        verify(answer, other, certificates(service.root))


def test_a_time_stamp_of_another_service_is_none(service, tmp_path):
    other = time_stamp_service(tmp_path / "other")
    with pytest.raises(NoStamp, match="Its signature does not hold"):
        verify(other.answer(question(HEAD)), HEAD, certificates(service.root))


def test_a_time_stamp_that_was_changed_is_none(service):
    answer = bytearray(service.answer(question(HEAD)))
    answer[-10] ^= 1
    with pytest.raises(NoStamp):
        verify(bytes(answer), HEAD, certificates(service.root))


@pytest.mark.parametrize("answer", [b"", b"no stamp", b"\x30\x03\x02\x01\x02"])
def test_what_is_no_time_stamp_is_refused_at_once(answer):
    with pytest.raises(NoStamp):
        look_at(answer, HEAD)
    with (
        listening(lambda _sent: (200, answer)) as heard,
        pytest.raises(NotSent, match="time-stamp"),
    ):
        send(HEAD, witness_of(f"tsa+{heard.address}"))


# In the background


@pytest.mark.django_db
def test_each_version_has_its_head_sent_everywhere(settings, witness, stamping):
    settings.HEADS_TO = ["mailto:heads@example.org", witness.address, f"tsa+{stamping.address}"]
    approve(make_activity())
    do_waiting_jobs()
    line = str(head_as_at())
    assert OutgoingMail.objects.get(kind="head").text.startswith(f"{line}\n")
    assert witness.requests[0][1] == f"{line}\n".encode()
    kinds = HeadReceipt.objects.filter(line=line).values_list("kind", flat=True)
    assert set(kinds) == {WitnessKind.MAIL, WitnessKind.WEB, WitnessKind.TIME_STAMP}


@pytest.mark.django_db
def test_a_head_is_sent_once(settings, witness):
    settings.HEADS_TO = [witness.address]
    approve(make_activity())
    do_waiting_jobs()
    send_missing_heads.func()
    do_waiting_jobs()
    assert len(witness.requests) == 1
    assert send_newest_head(witness_of(witness.address)) is False


@pytest.mark.django_db
def test_what_was_not_sent_is_tried_again_and_the_newest_is_enough(settings):
    settings.HEADS_SECRET, answers = SECRET, [503, 200]
    with listening(lambda _sent: (answers.pop(0), b"")) as heard:
        settings.HEADS_TO = [heard.address]
        approve(make_activity())
        do_waiting_jobs()
        assert not HeadReceipt.objects.exists()
        assert Job.objects.get(task__endswith="send_head").status == Job.Status.READY
        approve(make_activity())
        Job.objects.update(run_after=datetime.now(UTC))
        do_waiting_jobs()
    assert HeadReceipt.objects.get().line == str(head_as_at())
    assert heard.requests[-1][1] == f"{head_as_at()}\n".encode()


@pytest.mark.django_db
def test_without_a_place_nothing_is_asked_for(settings):
    settings.HEADS_TO = []
    approve(make_activity())
    assert not Job.objects.filter(task__endswith="send_head").exists()


# The commands


def run(command, *arguments):
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_command_says_who_has_it(settings, witness):
    settings.HEADS_TO = [witness.address, "http://127.0.0.1:1/away"]
    approve(make_activity())
    with pytest.raises(CommandError, match=r"not sent everywhere.\n.*away: .* cannot be reached"):
        run("send_heads")
    settings.HEADS_TO = [witness.address]
    assert "has it already." in run("send_heads")
    settings.HEADS_TO = []
    with pytest.raises(CommandError, match="HEADS_TO names no place"):
        run("send_heads")


@pytest.fixture
def stamped(settings, stamping, tmp_path, db):
    """Two versions, each with its time-stamp, and the file of both."""
    settings.HEADS_TO = [f"tsa+{stamping.address}"]
    versions = []
    for _ in range(2):
        versions.append(approve(make_activity()))
        run("send_heads")
    run("send_heads", "--write-stamps", str(tmp_path / "stamps"))
    return versions


def test_verification_takes_time_stamps_for_proof(stamped, service, tmp_path):
    expected = "Time-stamps: 2, all of them sound. Version 2 and all before it were there on "
    assert expected in run("verify_versions", "--certificates", str(service.root))
    stamps = str(tmp_path / "stamps")
    assert expected in run(
        "verify_versions", "--certificates", str(service.root), "--stamps", stamps
    )


def test_a_rewritten_history_is_found_by_time_stamps_alone(stamped, service, tmp_path):
    """Whoever has the disk rewrites the chain, the decisions and the heads, and signs nothing."""
    # given
    last = stamped[-1]
    connection.check_constraints()
    for table in append_only.UNIQUE:
        append_only.unprotect(connection.schema_editor(), table)

    # when
    last.reason = "Another reason."
    last.row_hash = row_hash(last)
    last.save(force_update=True)
    Decision.objects.filter(version=last).update(reason=last.reason)
    connection.check_constraints()
    for table in append_only.UNIQUE:
        append_only.protect(connection.schema_editor(), table)

    # then
    assert "Versions: 2" in run("verify_versions")
    for more in ([], ["--stamps", str(tmp_path / "stamps")]):
        with pytest.raises(CommandError, match=r"Row 2 .* it was written anew since"):
            run("verify_versions", "--certificates", str(service.root), *more)


def test_time_stamps_that_do_not_hold_are_named(stamped, service, tmp_path):
    stamps, other = tmp_path / "stamps", time_stamp_service(tmp_path / "other")
    with pytest.raises(CommandError, match=r"not these time-stamps:\nThe time-stamp of version 1"):
        run("verify_versions", "--certificates", str(other.root))
    stamps.write_text(
        stamps.read_text().replace(str(Version.objects.get(pk=1).row_hash), "ab" * 32)
    )
    with pytest.raises(CommandError, match=r"stamps, line 1: The time-stamp is of something else"):
        run("verify_versions", "--certificates", str(service.root), "--stamps", str(stamps))


@pytest.mark.django_db
def test_files_of_no_use_are_one_sentence(service, tmp_path):
    nothing = tmp_path / "nothing.pem"
    nothing.write_text("nothing")
    with pytest.raises(CommandError, match="holds no certificates in PEM"):
        run("verify_versions", "--certificates", str(nothing))
    with pytest.raises(CommandError, match="Name the certificates"):
        run("verify_versions", "--stamps", str(nothing))
    with pytest.raises(CommandError, match="cannot be read: name a file that send_heads"):
        run(
            "verify_versions", "--certificates", str(service.root), "--stamps", str(tmp_path / "no")
        )
