"""Ended jobs are kept for a while, and no longer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from ropa.background.housekeeping import DONE_KEPT, FAILED_KEPT, remove_old_jobs
from ropa.models import Job

pytestmark = pytest.mark.django_db


def ended_job(status: str, ago: timedelta) -> Job:
    return Job.objects.create(
        task="task",
        arguments={"args": [], "kwargs": {}},
        status=status,
        added_at=timezone.now() - 2 * ago,
        finished_at=timezone.now() - ago,
    )


def test_jobs_go_once_they_ended_long_ago():
    moment = timedelta(minutes=1)
    for status, kept in (("done", DONE_KEPT), ("discarded", DONE_KEPT), ("failed", FAILED_KEPT)):
        ended_job(status, kept + moment)
    staying = {ended_job("done", DONE_KEPT - moment), ended_job("failed", FAILED_KEPT - moment)}
    assert remove_old_jobs.call() == 3
    assert set(Job.objects.all()) == staying


def test_jobs_that_wait_or_run_stay_however_old():
    for status in ("ready", "running"):
        ended_job(status, timedelta(days=1000))
    Job.objects.update(finished_at=None)
    assert remove_old_jobs.call() == 0
