"""Somebody who asks for a file that a job makes waits for a moment, and never for long."""

from __future__ import annotations

import time

import pytest

from ropa.background import SOON, enqueue, requested_files
from ropa.background.files import keep_file
from ropa.background.requested_files import CannotBeMade, key_of, requested_file
from ropa.models import Job
from tests.background.tasks import say_how_far

pytestmark = pytest.mark.django_db


@pytest.fixture
def with_a_worker(monkeypatch):
    monkeypatch.setattr(requested_files, "workers_alive", lambda: ["a worker"])
    monkeypatch.setattr(requested_files, "PATIENCE", 0.5)
    monkeypatch.setattr(requested_files, "_PAUSE", 0.01)


def ask_for_file():
    return requested_file("name", say_how_far, about="A file")


def test_without_a_worker_nobody_waits():
    begun = time.monotonic()
    assert ask_for_file() is None
    assert time.monotonic() - begun < 0.4


@pytest.mark.usefixtures("with_a_worker")
def test_whoever_waits_gets_it_as_soon_as_it_is_there(monkeypatch):
    def pause(_seconds):
        keep_file("name", "pdf", [b"made"])

    monkeypatch.setattr(time, "sleep", pause)
    file = ask_for_file()
    assert file is not None
    assert file.name == "name"


@pytest.mark.usefixtures("with_a_worker")
def test_patience_ends():
    assert ask_for_file() is None


@pytest.mark.usefixtures("with_a_worker")
def test_a_failure_meanwhile_is_told_at_once(monkeypatch):
    def pause(_seconds):
        Job.objects.update(status=Job.Status.FAILED, failure="No room.")

    monkeypatch.setattr(time, "sleep", pause)
    with pytest.raises(CannotBeMade, match="No room"):
        ask_for_file()


@pytest.mark.usefixtures("with_a_worker")
def test_only_so_many_wait_at_a_time(monkeypatch):
    monkeypatch.setattr(requested_files, "PATIENCE", 30)
    for _ in range(2):
        assert requested_files.places_to_wait.acquire(blocking=False)
    try:
        assert ask_for_file() is None
    finally:
        requested_files.places_to_wait.release(2)


def test_a_job_that_runs_is_not_asked_for_again():
    enqueue(say_how_far, key=key_of("name"), priority=SOON)
    Job.objects.update(status=Job.Status.RUNNING)
    assert ask_for_file() is None
    assert Job.objects.count() == 1


def test_a_job_that_waits_for_its_turn_becomes_urgent():
    enqueue(say_how_far, key=key_of("name"))
    ask_for_file()
    assert [job.priority for job in Job.objects.all()] == [SOON]
