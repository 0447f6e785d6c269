"""Which workers are alive, and whose jobs wait again."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from ropa.background import enqueue, live_workers
from ropa.background.live_workers import recover
from ropa.background.running import take_job
from ropa.models import Job, Worker
from tests.background.tasks import write_line

pytestmark = pytest.mark.django_db


def make_worker() -> Worker:
    return Worker.objects.create(host="here", process=1, program="this")


class Locks:
    """Says which workers hold their lock, as `holding` finds it."""

    def __init__(self, holding: Callable[[], set[int]]) -> None:
        self._holding = holding

    def alive_workers(self, workers: Iterable[int]) -> set[int]:
        return self._holding() & set(workers)

    def is_asked_to_stop(self, _job: int) -> bool:
        return False


@pytest.fixture
def holding(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], set[int]]], None]:
    def hold(which: Callable[[], set[int]]) -> None:
        monkeypatch.setattr(live_workers, "channel", lambda: Locks(which))

    return hold


def status() -> tuple[str, int]:
    job = Job.objects.get()
    return job.status, job.attempts


def test_the_job_of_a_worker_that_has_ended_waits_again(holding: Callable[..., None]) -> None:
    # given
    enqueue(write_line, "nowhere", "a line")
    take_job(make_worker(), "this")
    holding(set)
    # when, then
    assert recover() == 1
    assert status() == ("ready", 1)


def test_a_worker_that_takes_a_job_while_another_looks_keeps_it(
    holding: Callable[..., None],
) -> None:
    # given one that has begun and holds no lock yet, as the other sees it
    enqueue(write_line, "nowhere", "a line")
    beginning = make_worker()

    def as_it_was_a_moment_ago() -> set[int]:
        take_job(beginning, "this")
        return set()

    holding(as_it_was_a_moment_ago)
    # when, then
    assert recover(own=make_worker()) == 0
    assert status() == ("running", 1)


def test_what_an_idle_worker_is_said_to_run_waits_again(holding: Callable[..., None]) -> None:
    # given
    enqueue(write_line, "nowhere", "a line")
    own = make_worker()
    take_job(own, "this")
    holding(lambda: {own.pk})
    # when, then
    assert recover() == 0
    assert recover(own=own) == 1
    assert status() == ("ready", 1)


def test_a_worker_that_was_taken_for_gone_goes_on(holding: Callable[..., None]) -> None:
    # given one whose lock was not seen for long, because the database had stopped
    own = make_worker()
    Worker.objects.filter(pk=own.pk).delete()
    # when it looks again
    holding(lambda: {own.pk})
    recover(own=own)
    # then it takes work as before
    enqueue(write_line, "nowhere", "a line")
    assert take_job(own, "this") is not None
