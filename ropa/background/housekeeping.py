"""Clear up after the work in the background."""

from __future__ import annotations

from datetime import time, timedelta

from django.utils import timezone

from ropa.models import Job

from .files import remove_excess_files
from .schedule import daily, run_every
from .tasks import task

# How long ended jobs are kept, so that people can see what became of them.
DONE_KEPT = timedelta(days=7)
FAILED_KEPT = timedelta(days=90)


@task(title="Remove jobs that ended long ago")
def remove_old_jobs() -> int:
    """Remove jobs that ended long ago, and return how many."""
    now = timezone.now()
    ended = (Job.Status.DONE, Job.Status.DISCARDED)
    done = Job.objects.filter(status__in=ended, finished_at__lt=now - DONE_KEPT)
    failed = Job.objects.filter(status=Job.Status.FAILED, finished_at__lt=now - FAILED_KEPT)
    return int(done.delete()[0]) + int(failed.delete()[0])


@task(title="Remove files that were replaced")
def remove_old_files() -> int:
    """Remove made files that another has replaced, and return how many."""
    return remove_excess_files()


daily(time(3), remove_old_jobs)
run_every(timedelta(hours=1), remove_old_files)
