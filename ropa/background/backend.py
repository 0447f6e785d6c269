"""Django's tasks on the register's own table of jobs: `TASKS` in the settings names it.

`task.enqueue()` and `task.get_result()` work as Django documents them; `ropa.background.enqueue`
says more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.tasks import Task, TaskResult, TaskResultStatus
from django.tasks.backends.base import BaseTaskBackend
from django.tasks.base import TaskError
from django.tasks.exceptions import TaskResultDoesNotExist
from django.tasks.signals import task_enqueued

from .tasks import RegisterTask

if TYPE_CHECKING:
    from ropa.models import Job

_STATUSES = {
    "ready": TaskResultStatus.READY,
    "running": TaskResultStatus.RUNNING,
    "done": TaskResultStatus.SUCCESSFUL,
    "failed": TaskResultStatus.FAILED,
    "discarded": TaskResultStatus.FAILED,
}


class JobBackend(BaseTaskBackend):
    """Adds a row to the table of jobs; `manage.py work` takes it from there."""

    task_class = RegisterTask
    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult:
        from .queue import add_job

        self.validate_task(task)
        job = add_job(task, args, kwargs)
        result = self._result(job, task)
        task_enqueued.send(type(self), task_result=result)
        return result

    def get_result(self, result_id: str) -> TaskResult:
        from ropa.models import Job

        from .tasks import known_task

        try:
            job = Job.objects.get(pk=result_id)
        except (Job.DoesNotExist, ValueError) as error:
            raise TaskResultDoesNotExist(result_id) from error
        return self._result(job, known_task(job.task, job.arguments))

    def _result(self, job: Job, task: Task) -> TaskResult:
        failed = [TaskError(exception_class_path=job.exception, traceback=job.failure)]
        result: TaskResult = TaskResult(
            task=task,
            id=str(job.pk),
            status=_STATUSES[job.status],
            enqueued_at=job.added_at,
            started_at=job.started_at,
            last_attempted_at=job.started_at,
            finished_at=job.finished_at,
            args=job.arguments["args"],
            kwargs=job.arguments["kwargs"],
            backend=self.alias,
            errors=failed if job.exception else [],
            worker_ids=[str(number + 1) for number in range(job.attempts)],
        )
        object.__setattr__(result, "_return_value", job.result)
        return result
