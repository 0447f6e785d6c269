"""Which workers are alive, and recovering the jobs of those that were killed."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from ropa.models import Job, Worker

from .channels import channel
from .tasks import UnknownTask, known_task

# How long a worker may take until it holds the lock that shows it alive.
_BEGINNING = timedelta(minutes=1)


def workers_alive() -> list[Worker]:
    """Return the workers that are alive, on any host."""
    workers = list(Worker.objects.all())
    alive = channel().alive_workers(worker.pk for worker in workers)
    return [worker for worker in workers if worker.pk in alive]


def is_abandoned(job: Job) -> bool:
    """Whether a job is said to run, and the worker that ran it has ended before its end."""
    if job.status != Job.Status.RUNNING:
        return False
    return job.worker_id is None or not channel().alive_workers([job.worker_id])


def recover(own: Worker | None = None) -> int:
    """Let the jobs wait again whose workers were killed, and say how many there were.

    A job that has had all its attempts has failed. `own` is the worker that asks, when it works on
    nothing: what it is said to run, it does not. It reads alone, unless somebody was killed.
    """
    workers = set(Worker.objects.values_list("pk", flat=True))
    if own is not None and own.pk not in workers:
        # Another took it for gone, as when the database or the machine stood still for a while.
        own.save(force_insert=True)
    # In this order: a worker holds its lock before it takes a job, so one that has taken a job and
    # holds none afterwards has ended, and one that is only beginning is not taken for it.
    running = list(Job.objects.filter(status=Job.Status.RUNNING))
    asked_for = workers | {job.worker_id for job in running if job.worker_id is not None}
    alive = channel().alive_workers(asked_for)
    dead = workers - alive
    at_work = alive - {own.pk} if own is not None else alive
    recovered = sum(_recover(job) for job in running if job.worker_id not in at_work)
    # One that has just begun may not hold its lock yet. It takes no job before it does.
    begun = timezone.now() - _BEGINNING
    for worker in Worker.objects.filter(pk__in=dead, started_at__lt=begun):
        channel().forget_worker(worker.pk)
        worker.delete()
    return recovered


def _recover(job: Job) -> bool:
    same = Job.objects.filter(
        pk=job.pk, status=Job.Status.RUNNING, worker=job.worker_id, attempts=job.attempts
    )
    now = timezone.now()
    again = {"worker": None, "run_after": now, "failure": "The worker was stopped in the middle."}
    waits_too = job.key and Job.objects.filter(key=job.key, status=Job.Status.READY).exists()
    if waits_too or job.stop_asked or channel().is_asked_to_stop(job.pk):
        # Somebody has asked for the same meanwhile, or nobody wants it any more.
        return bool(same.update(status=Job.Status.DISCARDED, finished_at=now, **again))
    if job.attempts < most_attempts(job):
        return bool(same.update(status=Job.Status.READY, **again))
    return bool(same.update(status=Job.Status.FAILED, finished_at=now, **again))


def most_attempts(job: Job) -> int:
    """Return how often a job may be tried; of a task that this program does not know, once more:
    a worker that knows it decides."""
    try:
        return known_task(job.task, job.arguments).attempts
    except UnknownTask:
        return job.attempts + 1
