"""Workers that reach for the jobs of one lane at the same moment begin one of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from ropa.background import enqueue
from ropa.background.running import finish_job, run_job, take_job
from ropa.models import Job
from tests.background.tasks import alone, alone_as_well

PROGRAM = "program"
WORKERS = 4


def reach(together: Barrier) -> int | None:
    try:
        together.wait(10)
        job = take_job(None, PROGRAM)
        return job.pk if job else None
    finally:
        connection.close()


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """Jobs that other connections see, and that go afterwards."""
    with django_db_blocker.unblock():
        yield
        Job.objects.all().delete()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="one process writes at a time")
def test_of_several_workers_one_begins_a_job_of_the_lane(committed):
    for _ in range(WORKERS):
        enqueue(alone)
        enqueue(alone_as_well)
    for _ in range(5):
        # when
        together = Barrier(WORKERS)
        with ThreadPoolExecutor(WORKERS) as workers:
            found = [*workers.map(reach, [together] * WORKERS)]
        # then
        begun = [key for key in found if key]
        assert len(begun) == 1
        job = Job.objects.get(pk=begun[0])
        finish_job(job, run_job(job, PROGRAM))
