"""Start checking or carrying out an import: at once if it is small, otherwise by a worker."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from enum import Enum

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from ropa.background import SOON, discard, enqueue, jobs_for, workers_alive
from ropa.background.channels import Progress, channel
from ropa.background.live_workers import is_abandoned
from ropa.models import Job, RegisterImport
from ropa.models.attributed import person_name

from .running import run_import
from .tasks import work_on_import, work_on_undoing
from .undoing import refuse_undoing, undo_import

# An import of so many rows takes a second or two. A row of another spreadsheet is a whole entry,
# which becomes about ten.
FEW_ROWS = {
    RegisterImport.Kind.OWN: 2_000,
    RegisterImport.Kind.MAPPED: 200,
    RegisterImport.Kind.PACK: 2_000,
}
# Undoing so many entries takes a few seconds.
FEW_ENTRIES = 200
# A worker takes over what was to be done at once if that has not ended by then.
_AT_ONCE = timedelta(minutes=2)
_NO_WORKER = (
    "No worker is running, so this waits. Tell whoever runs the register. The work goes on by "
    "itself once there is one."
)
_WAITING = "Waiting for its turn"
_STOPPED = "The worker was stopped in the middle. Nothing was changed, and it is tried again"
_STARTING = "Reading the file"

_State = RegisterImport.State


class Step(Enum):
    """What to do with an import: the state that says so, and those from which it may be asked."""

    CHECK = _State.CHECKING, (_State.MAPPING, _State.CHECKED, _State.FAILED)
    CARRY_OUT = _State.IMPORTING, (_State.CHECKED,)


def start_import(imported: RegisterImport, step: Step, *, by: User) -> bool:
    """Have somebody's request done; say whether it was open to them to ask.

    It is not if somebody else asked first, or the import has ended. One that was interrupted is
    checked again before it can be carried out.
    """
    is_small = imported.rows <= FEW_ROWS[RegisterImport.Kind(imported.kind)]
    job = _asked_for(imported.pk, step, by, is_small=is_small)
    if job is None:
        return False
    if is_small:
        run_import(imported.pk)
        job.delete()
    return True


def _asked_for(key: int, step: Step, by: User, *, is_small: bool) -> Job | None:
    """Note who asks for what, if it is open to be asked for: of two who do, one. Return the job
    that does it, should this process end before it has."""
    state, before = step.value
    now = timezone.now()
    with transaction.atomic():
        imported = RegisterImport.objects.select_for_update().get(pk=key)
        goes_on = step is Step.CHECK and imported.pk in interrupted_imports([imported])
        if not (imported.state in before or goes_on):
            return None
        imported.state, imported.failure = state, ""
        imported.asked_by, imported.asked_by_name, imported.asked_at = by, person_name(by), now
        imported.save(update_fields=["state", "failure", "asked_by", "asked_by_name", "asked_at"])
        task = work_on_import.using(run_after=now + _AT_ONCE) if is_small else work_on_import
        # Who sees the work in the background need not see what is imported.
        about = f"Import {key}"
        return enqueue(task, key, key=job_key(key), about=about, by=by, priority=SOON)


def start_undoing(imported: RegisterImport, *, by: User) -> list[str] | None:
    """Undo an import at once, if it is small, and return which rows stay as they are; otherwise
    have a worker do it, and return `None`. Raises `CannotUndo`."""
    if imported.entries.count() <= FEW_ENTRIES:
        return undo_import(imported, by)
    refuse_undoing(imported, by)
    if not is_being_undone(imported):
        about = f"Import {imported.pk}"
        key = undoing_key(imported.pk)
        enqueue(work_on_undoing, imported.pk, by.pk, key=key, about=about, by=by, priority=SOON)
    return None


def is_being_undone(imported: RegisterImport) -> bool:
    """Whether a worker undoes an import, or will."""
    is_imported = imported.state == _State.IMPORTED
    return is_imported and jobs_for(undoing_key(imported.pk)).is_open().exists()


def why_not_undone(imported: RegisterImport) -> str:
    """Return why an import could not be undone by a worker, if one was asked to."""
    job = jobs_for(undoing_key(imported.pk)).first()
    return job.failure if job else ""


def undoing_key(imported: int) -> str:
    """Return the key of the job that undoes an import."""
    return f"import-undoing:{imported}"


def job_key(imported: int) -> str:
    """Return the key of the job that works on an import."""
    return f"import:{imported}"


def interrupted_imports(imports: Iterable[RegisterImport]) -> set[int]:
    """Return the keys of those that are said to be worked on, and nobody does or will."""
    at_work = {imported.pk for imported in imports if imported.is_at_work}
    if not at_work:
        return set()
    keys = [job_key(key) for key in at_work]
    cared_for = Job.objects.is_open().filter(key__in=keys).values_list("key", flat=True)
    return {key for key in at_work if job_key(key) not in set(cared_for)}


def interruption_reason(imported: RegisterImport) -> str:
    """Return why the work on an import has ended before its end, as far as that is known."""
    job = jobs_for(job_key(imported.pk)).first()
    return job.failure if job else ""


def progress_of(imported: RegisterImport) -> Progress:
    """Return how far the work on an import has come, or on undoing it."""
    is_imported = imported.state == _State.IMPORTED
    key = undoing_key(imported.pk) if is_imported else job_key(imported.pk)
    job = jobs_for(key).is_open().order_by("-status").first()
    if job is None:
        return Progress(_STARTING)
    if job.status == Job.Status.READY:
        return Progress(_WAITING if workers_alive() else _NO_WORKER)
    if is_abandoned(job):
        return Progress(_STOPPED if workers_alive() else _NO_WORKER)
    progress = channel().progress_of(job)
    return progress if progress and progress.doing else Progress(_STARTING)


def stop_import(imported: RegisterImport) -> bool:
    """Stop the work on an import, or on undoing it; say whether there was any. Nothing of it
    stays."""
    keys = (job_key(imported.pk), undoing_key(imported.pk))
    stopped = [discard(job) for key in keys for job in jobs_for(key).is_open()]
    return any(stopped)
