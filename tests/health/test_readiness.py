"""What the health addresses answer, to whom, how fast, and how often they ask the database."""

from __future__ import annotations

import threading
import time

import pytest
from django.test import Client

from ropa.health import checks, readiness
from ropa.health.readiness import Examiner, Readiness

WELL = {"database": "", "migrations": "", "disk": "", "heads": ""}


@pytest.fixture
def found(monkeypatch):
    """What is found when somebody asks: set `problems`. Counts how often it was looked."""

    class Found:
        problems = WELL
        looked = 0

    def examine():
        Found.looked += 1
        return Readiness(Found.problems)

    monkeypatch.setattr(readiness, "examine", examine)
    return Found


def test_live_asks_nothing_of_the_database(client):
    answer = client.get("/health/live/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize(
    ("wrong", "status", "word"),
    [
        ({}, 200, "ok"),
        ({"database": "away at db.example.org"}, 503, "failed"),
        ({"migrations": "2 are not applied"}, 503, "failed"),
        ({"disk": "/srv/pdf cannot be written"}, 200, "degraded"),
        ({"heads": "behind"}, 200, "degraded"),
    ],
)
def test_ready_tells_what_failed_and_no_more(client, found, wrong, status, word):
    found.problems = WELL | wrong

    answer = client.get("/health/ready/?verbose=1")

    assert answer.status_code == status
    assert answer.json() == {
        "status": word,
        "checks": {name: "failed" if name in wrong else "ok" for name in WELL},
    }
    assert answer.headers["Cache-Control"] == "no-store"


def test_any_host_over_plain_http_without_a_session(settings, found):
    settings.ALLOWED_HOSTS = ["register.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    for path in ("/health/live/", "/health/ready/"):
        answer = Client(headers={"host": "10.0.0.7:8000"}).get(path)
        assert answer.status_code == 200
        assert not answer.cookies


@pytest.mark.parametrize("path", ["/health/live/", "/health/ready/"])
def test_nothing_is_sent_to_it(client, found, path):
    assert client.post(path, {"x": "y"}).status_code == 405
    assert client.head(path).status_code == 200


def test_however_many_ask_it_looks_once(found):
    examiner = Examiner()
    answers: list[Readiness] = []
    threads = [
        threading.Thread(target=lambda: answers.append(examiner.readiness())) for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=10)
    assert len(answers) == 20
    assert found.looked == 1


def test_after_a_moment_it_looks_again(found, monkeypatch):
    examiner = Examiner()
    assert examiner.readiness().is_ready
    found.problems = WELL | {"database": "away"}
    assert examiner.readiness().is_ready
    monkeypatch.setattr(readiness, "FRESH_SECONDS", 0)
    assert not examiner.readiness().is_ready


def test_a_database_that_never_answers_keeps_nobody_waiting(monkeypatch):
    answers = threading.Event()
    looked = []

    def stuck():
        looked.append(1)
        answers.wait(20)
        return Readiness(WELL)

    monkeypatch.setattr(readiness, "examine", stuck)
    monkeypatch.setattr(readiness, "LONGEST_SECONDS", 0.05)
    examiner = Examiner()

    started = time.monotonic()
    assert [examiner.readiness().word for _ in range(3)] == ["failed"] * 3
    assert time.monotonic() - started < 5
    assert len(looked) == 1
    # and once it answers, all is well again
    answers.set()
    monkeypatch.setattr(readiness, "LONGEST_SECONDS", 5)
    assert examiner.readiness().is_ready


def test_a_check_that_breaks_is_a_failure_that_the_log_explains(monkeypatch, log_lines):
    def breaks():
        raise RuntimeError("x")

    monkeypatch.setattr(checks, "NEEDED", {"database": breaks})
    monkeypatch.setattr(checks, "WATCHED", {})

    found = readiness.examine()

    assert not found.is_ready
    assert any("health check" in line["event"] for line in log_lines())
