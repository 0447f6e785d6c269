"""Running one job: claiming it for one worker, doing it, and recording its outcome."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.json import normalize_json

from ropa.models import Job, Worker
from ropa.monitoring import events

from .progress import Current, StoppedByPerson, StoppedByWorker, working_on
from .reasons import reason_of
from .tasks import RegisterTask, TaskFailed, UnknownTask, known_task, lane_of

logger = logging.getLogger(__name__)

# As many are looked at as workers are likely to reach for the same one at once.
_CANDIDATES = 8
# After so many seconds a job that this program does not know is looked at again.
_UNKNOWN_PAUSE = 60
UNKNOWN = (
    "The worker runs another version of the program and does not know this work. It waits for a "
    "worker of the version that asked for it."
)


def take_job(worker: Worker | None, program: str) -> Job | None:
    """Return the most urgent job that can be started, now this worker's alone; None if there is
    none. One whose lane is taken waits. It writes nothing if there is none."""
    now = timezone.now()
    ready = Job.objects.ready(now).exclude(unknown_to=program).values_list("pk", "task")
    found = list(ready[:_CANDIDATES])
    if any(lane_of(task) for _, task in found):
        found = list(ready.exclude(task__in=_tasks_of_taken_lanes())[:_CANDIDATES])
    for key, task in found:
        with _alone_in(lane_of(task)) as is_free:
            # One statement, so of several workers one alone finds the job still waiting.
            claimed = is_free and Job.objects.filter(pk=key, status=Job.Status.READY).update(
                status=Job.Status.RUNNING,
                worker=worker,
                attempts=F("attempts") + 1,
                started_at=now,
                finished_at=None,
                doing="",
                done=0,
                total=0,
                stop_asked=False,
            )
        if claimed:
            return Job.objects.get(pk=key)
    return None


def _tasks_of_taken_lanes() -> set[str]:
    """The tasks that wait because another one of their lane is being done."""
    running = (
        Job.objects.filter(status=Job.Status.RUNNING).order_by().values_list("task", flat=True)
    )
    taken = {lane_of(task) for task in running} - {""}
    return {task for task in _open_tasks() if lane_of(task) in taken} if taken else set()


@contextmanager
def _alone_in(lane: str) -> Iterator[bool]:
    """Say whether nothing of a lane is being done, and let no other worker begin any meanwhile."""
    if not lane:
        yield True
        return
    with transaction.atomic():
        tasks = [task for task in _open_tasks() if lane_of(task) == lane]
        waiting = Job.objects.is_open().filter(task__in=tasks).order_by("pk")
        # Who reaches for another job of the lane waits here, and finds this one begun.
        list(waiting.select_for_update().values_list("pk", flat=True))
        yield not waiting.filter(status=Job.Status.RUNNING).exists()


def _open_tasks() -> list[str]:
    return list(Job.objects.is_open().order_by().values_list("task", flat=True).distinct())


def run_job(job: Job, program: str, current: Current | None = None) -> dict[str, Any]:
    """Do a job, and return what became of it, as the fields of its row that say so.

    Nothing that goes wrong in it is raised. `program` is the digest of the program at work.
    """
    current = current or Current(job.pk, job.attempts)
    try:
        task = known_task(job.task, job.arguments)
    except UnknownTask:
        events.record("background.unknown", outcome="failed", task=job.task, job=job.pk)
        return _waiting(job, _UNKNOWN_PAUSE, failure=UNKNOWN, unknown_to=program)
    try:
        with working_on(current):
            arguments = job.arguments
            result = normalize_json(task.call(*arguments["args"], **arguments["kwargs"]))
    except StoppedByWorker:
        return _waiting(job, 0, failure="")
    except StoppedByPerson:
        return _ended_fields(Job.Status.DISCARDED, failure="")
    except Exception as error:  # noqa: BLE001 -- whatever it was, the worker goes on
        return _failed(job, task, error)
    return _ended_fields(Job.Status.DONE, failure="", exception="", result=result)


def finish_job(job: Job, became: dict[str, Any]) -> bool:
    """Write down what became of a job, unless another worker has it meanwhile; say whether."""
    same = Job.objects.filter(
        pk=job.pk, status=Job.Status.RUNNING, worker=job.worker_id, attempts=job.attempts
    )
    try:
        with transaction.atomic():
            written = same.update(**became)
    except IntegrityError:
        # To be tried again; but somebody has asked for the same meanwhile, and that job waits.
        written = same.update(**_ended_fields(Job.Status.DISCARDED, failure=became["failure"]))
    if not written:
        events.record("background.lost", outcome="failed", task=job.task, job=job.pk)
    return bool(written)


def _failed(job: Job, task: RegisterTask, error: Exception) -> dict[str, Any]:
    name = f"{type(error).__module__}.{type(error).__qualname__}"[:200]
    events.record(
        "background.failed",
        outcome="failed",
        task=job.task,
        job=job.pk,
        attempt=job.attempts,
        exception=name,
    )
    if isinstance(error, TaskFailed):
        return _ended_fields(Job.Status.FAILED, failure=str(error), exception=name)
    logger.error("Job %s failed", job.pk, exc_info=error)
    failure = reason_of(error)
    if job.attempts >= task.attempts:
        return _ended_fields(Job.Status.FAILED, failure=failure, exception=name)
    pause = task.pause_after(job.attempts).total_seconds()
    return _waiting(job, pause, failure=failure, exception=name, attempts=job.attempts)


def _waiting(job: Job, seconds: float, **more: Any) -> dict[str, Any]:
    """The fields of a job that waits to be done again. Unless they say how many attempts were
    made, this one does not count."""
    run_after = timezone.now() + timedelta(seconds=seconds)
    return {
        "status": Job.Status.READY,
        "worker": None,
        "run_after": run_after,
        "attempts": job.attempts - 1,
        **more,
    }


def _ended_fields(status: Job.Status, **more: Any) -> dict[str, Any]:
    return {"status": status, "finished_at": timezone.now(), **more}
