"""The page “Background work”: what waits, runs and failed, who does it, and deciding about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet

from ropa.background import discard, try_again, workers_alive
from ropa.background.channels import Progress, channel
from ropa.background.tasks import title_of
from ropa.deployment import deployment
from ropa.models import Job
from ropa.models.attributed import person_name

from .queue_page import QueuePage

_TAGS = {
    Job.Status.READY: "yellow",
    Job.Status.RUNNING: "blue",
    Job.Status.DONE: "green",
    Job.Status.FAILED: "red",
    Job.Status.DISCARDED: "grey",
}
_DECISIONS: Mapping[str, tuple[Callable[[Job], bool], str]] = {
    "again": (try_again, "It waits to be done again."),
    "discard": (discard, "It is discarded. If it runs, it is being stopped."),
}


@dataclass(frozen=True)
class JobLine:
    """A job as a line of the list."""

    row: Job
    title: str
    tag: str
    state: str
    whom: str
    progress: Progress | None
    can_try_again: bool
    can_discard: bool

    @property
    def can_decide(self) -> bool:
        return self.can_try_again or self.can_discard


class BackgroundWork(QueuePage[Job]):
    """Show what is done in the background; with POST, decide about one job."""

    model = Job
    state_field = "status"
    filters = {
        "open": ("Waiting and running", Job.OPEN),
        "failed": ("Failed", (Job.Status.FAILED,)),
        "ended": ("Done and discarded", (Job.Status.DONE, Job.Status.DISCARDED)),
        "all": ("All", tuple(Job.Status)),
    }
    title = "Background work"
    template_name = "admin/operations/background.html"
    not_done = "That could not be done: the work had gone on meanwhile. This is how it stands."

    def rows(self) -> QuerySet[Job]:
        return Job.objects.select_related("worker", "requested_by")

    def context(self, page: Page[Job]) -> dict[str, Any]:
        alive = workers_alive()
        program = deployment().digest
        return {
            "workers": [(worker, worker.program == program) for worker in alive],
            "listed": [_job_line(job, {worker.pk for worker in alive}) for job in page],
        }

    def decide(self, row: Job, decision: str) -> str:
        carry_out, done = _DECISIONS.get(decision, (None, ""))
        return f"{title_of(row.task)}: {done}" if carry_out and carry_out(row) else ""


def _job_line(job: Job, alive: set[int]) -> JobLine:
    status = Job.Status(job.status)
    runs = status == Job.Status.RUNNING
    is_abandoned = runs and job.worker_id not in alive
    return JobLine(
        row=job,
        title=title_of(job.task),
        tag="red" if is_abandoned else _TAGS[status],
        state="Its worker was stopped" if is_abandoned else str(status.label),
        whom=person_name(job.requested_by) if job.requested_by else "",
        progress=channel().progress_of(job) if runs and not is_abandoned else None,
        can_try_again=status in {Job.Status.FAILED, Job.Status.DISCARDED},
        can_discard=status in Job.OPEN,
    )
