"""Ask for work in the background, look for it, and decide about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.tasks import Task
from django.utils import timezone
from django.utils.json import normalize_json

from ropa.models import Job
from ropa.models.jobs import JobQuerySet

from .channels import channel


def enqueue[**P](
    task: Task[P, Any],
    *args: Any,
    key: str = "",
    about: str = "",
    by: User | None = None,
    priority: int | None = None,
) -> Job:
    """Ask for a task in the current transaction: if that is rolled back, nobody has asked.

    `args` must be what JSON holds. While a job with the same `key` waits, it is returned instead
    of another one; one that runs already may have missed what this one is asked for, so it does
    not count. `about` says in a few words what the job is about, `by` who waits for it;
    `priority` is `SOON`, `NORMAL` or `LATER`.
    """
    prioritised = task if priority is None else task.using(priority=priority)
    return add_job(prioritised, args, {}, key=key, about=about, by=by)


def add_job(
    task: Task,
    args: Sequence[Any],
    kwargs: dict[str, Any],
    *,
    key: str = "",
    about: str = "",
    by: User | None = None,
) -> Job:
    """Add a job to the table and return it, or that which waits with the same key."""
    now = timezone.now()
    job = Job(
        task=task.module_path,
        arguments=normalize_json({"args": list(args), "kwargs": dict(kwargs)}),
        key=key,
        about=about[:255],
        requested_by=by,
        priority=task.priority,
        run_after=task.run_after or now,
        added_at=now,
    )
    if not key:
        job.save()
        return job
    for _ in range(3):
        Job.objects.bulk_create([job], ignore_conflicts=True)
        waiting = Job.objects.filter(key=key, status=Job.Status.READY).first()
        if waiting is not None:
            if waiting.priority < job.priority:
                Job.objects.filter(pk=waiting.pk).update(priority=job.priority)
            return waiting
        # A worker has taken it between the two: if it was ours, it is the newest of this key.
        existing = Job.objects.filter(key=key, added_at=now).first()
        if existing is not None:
            return existing
    job.key = ""
    job.save()
    return job


def jobs_for(key: str) -> JobQuerySet:
    """Return the jobs with a key, the newest first."""
    return Job.objects.filter(key=key).order_by("-pk")


def try_again(job: Job) -> bool:
    """Let a job that failed or was discarded wait to be done anew; say whether it was open to."""
    ended = (Job.Status.FAILED, Job.Status.DISCARDED)
    if job.key and jobs_for(job.key).is_open().exists():
        return False
    return _changed(
        job,
        ended,
        status=Job.Status.READY,
        run_after=timezone.now(),
        attempts=0,
        unknown_to="",
        finished_at=None,
        stop_asked=False,
    )


def discard(job: Job) -> bool:
    """Let a job never be done, and stop it if it runs; say whether it was open to."""
    discarded = {"status": Job.Status.DISCARDED, "finished_at": timezone.now()}
    for _ in range(2):
        status = Job.objects.filter(pk=job.pk).values_list("status", flat=True).first()
        if status == Job.Status.RUNNING:
            # On SQLite the database may be held by this very job, so nothing is written there.
            channel().ask_to_stop(job.pk)
            return True
        if _changed(job, (Job.Status.READY,), **discarded):
            return True
    return False


def _changed(job: Job, statuses: Sequence[str], **fields: Any) -> bool:
    return bool(Job.objects.filter(pk=job.pk, status__in=statuses).update(**fields))
