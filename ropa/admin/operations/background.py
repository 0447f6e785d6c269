"""The page “Background work”: what waits, runs and failed, who does it, and deciding about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from ropa import permissions
from ropa.background import discard, try_again, workers_alive
from ropa.background.channels import Progress, channel
from ropa.background.tasks import title_of
from ropa.deployment import deployment
from ropa.digits import whole_number
from ropa.models import Job
from ropa.models.attributed import name_of

PER_PAGE = 50
# What can be shown: the word in the address, what it is called, and the statuses.
SHOWN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "open": ("Waiting and running", Job.OPEN),
    "failed": ("Failed", (Job.Status.FAILED,)),
    "ended": ("Done and discarded", (Job.Status.DONE, Job.Status.DISCARDED)),
    "all": ("All", tuple(Job.Status)),
}
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
_NOT_NOW = "That could not be done: the work had gone on meanwhile. This is how it stands."


@dataclass(frozen=True)
class JobLine:
    """A job as a line of the list."""

    job: Job
    title: str
    tag: str
    state: str
    whom: str
    progress: Progress | None
    can_try_again: bool
    can_discard: bool


def background_work(request: HttpRequest) -> HttpResponse:
    """Show what is done in the background; with POST, decide about one job."""
    if not (answer := permissions.may(request.user, "view", Job)):
        raise PermissionDenied(answer.reason)
    if request.method == "POST":
        return _decide(request)
    show = request.GET.get("show", "")
    show = show if show in SHOWN else "open"
    alive = workers_alive()
    page = Paginator(_matching_jobs(show), PER_PAGE).get_page(request.GET.get("page"))
    counts = dict(Job.objects.order_by().values_list("status").annotate(Count("pk")))
    program = deployment().digest
    context = {
        **site.each_context(request),
        "title": "Background work",
        "workers": [(worker, worker.program == program) for worker in alive],
        "filters": [
            (name, title, sum(counts.get(status, 0) for status in statuses), name == show)
            for name, (title, statuses) in SHOWN.items()
        ],
        "show": show,
        "query": f"&show={show}",
        "page": page,
        "listed": [_job_line(job, {worker.pk for worker in alive}) for job in page],
        "may_decide": permissions.may(request.user, "change", Job),
    }
    return TemplateResponse(request, "admin/background.html", context)


def _matching_jobs(show: str) -> QuerySet[Job]:
    found = Job.objects.filter(status__in=SHOWN[show][1]).select_related("worker", "requested_by")
    return found.order_by("-pk")


def _job_line(job: Job, alive: set[int]) -> JobLine:
    status = Job.Status(job.status)
    runs = status == Job.Status.RUNNING
    is_abandoned = runs and job.worker_id not in alive
    return JobLine(
        job=job,
        title=title_of(job.task),
        tag="red" if is_abandoned else _TAGS[status],
        state="Its worker was stopped" if is_abandoned else str(status.label),
        whom=name_of(job.requested_by) if job.requested_by else "",
        progress=channel().progress_of(job) if runs and not is_abandoned else None,
        can_try_again=status in {Job.Status.FAILED, Job.Status.DISCARDED},
        can_discard=status in Job.OPEN,
    )


def _decide(request: HttpRequest) -> HttpResponse:
    if not (answer := permissions.may(request.user, "change", Job)):
        raise PermissionDenied(answer.reason)
    job = Job.objects.filter(pk=whole_number(request.POST.get("job", "")) or 0).first()
    decide, done_message = _DECISIONS.get(request.POST.get("decision", ""), (None, ""))
    if job is None or decide is None or not decide(job):
        messages.warning(request, _NOT_NOW)
    else:
        messages.success(request, f"{title_of(job.task)}: {done_message}")
    show = request.POST.get("show", "")
    query = f"?show={show}" if show in SHOWN else ""
    return HttpResponseRedirect(f"{reverse('admin:background')}{query}")
