"""Work done in the background, by workers of their own: docs/background-work.md.

A task is a function in a `tasks` module beside its subject, which `TASK_MODULES` in the settings
names:

    @task(title="A mail", attempts=40)
    def deliver(mail: int) -> None: ...

`enqueue(deliver, mail.pk, key=f"mail:{mail.pk}")` asks for it in the current transaction. A task
may be done more than once if its worker is killed, so it must find out what is done already.
"""

from .live_workers import workers_alive
from .progress import Stopped, report_progress
from .queue import discard, enqueue, jobs_for, try_again
from .tasks import LATER, NORMAL, SOON, TaskFailed, task

__all__ = [
    "LATER",
    "NORMAL",
    "SOON",
    "Stopped",
    "TaskFailed",
    "discard",
    "enqueue",
    "jobs_for",
    "report_progress",
    "task",
    "try_again",
    "workers_alive",
]
