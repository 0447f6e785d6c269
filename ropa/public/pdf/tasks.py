"""Background tasks that make PDFs: one that a reader waits for, and those of new versions."""

from __future__ import annotations

import time
from datetime import timedelta

from django.utils import timezone

from ropa.background import LATER, TaskFailed, enqueue, report_progress, task
from ropa.models import MadeFile, Version
from ropa.public.published_versions import newest_versions
from ropa.typesetting.libraries import PACKAGES, can_make_pdfs
from ropa.typesetting.process import NotTypeset

from .files import KIND, make_pdf, pdf_name

# After so many seconds whatever else waits gets its turn.
_TURN = 20
_MOMENT = timedelta(seconds=60)
_NO_LIBRARIES = (
    f"The machine of the worker lacks what PDFs are made with. Install {PACKAGES} there, then try "
    "again."
)


@task(title="PDF that a reader asked for", attempts=2)
def make_wanted_pdf(version: int) -> None:
    """Make the PDF of the version with this key.

    Raises `TaskFailed` if it is no longer public and in force, or the machine cannot make PDFs.
    """
    _check_machine()
    wanted = Version.objects.public().in_force().filter(pk=version)
    found = wanted.select_related("activity", "notice").first()
    if found is None:
        raise TaskFailed("The version is no longer public.")
    _make_pdf(found)


@task(title="PDFs of what was published", attempts=2)
def make_new_pdfs(up_to: int | None = None) -> int:
    """Make the PDFs that the newest versions lack, and return how many: of all, or of those up to
    a place in the chain. After a while the rest is left to a job of its own."""
    _check_machine()
    until = time.monotonic() + _TURN
    missing = missing_pdfs(up_to)
    made = 0
    for version in missing:
        if time.monotonic() > until:
            enqueue(make_new_pdfs, version.sequence, key="new-pdfs:rest", priority=LATER)
            break
        report_progress(made, len(missing), "Making PDFs")
        try:
            make_pdf(version)
        except NotTypeset:
            continue  # its readers are told; it must not keep the others waiting
        made += 1
    return made


def missing_pdfs(up_to: int | None = None) -> list[Version]:
    """Return the newest versions that have no PDF yet, those published last first."""
    versions = newest_versions().select_related("activity", "notice").order_by("-sequence")
    if up_to is not None:
        versions = versions.filter(sequence__lte=up_to)
    made = set(MadeFile.objects.filter(kind=KIND).values_list("name", flat=True))
    return [version for version in versions.defer("document") if pdf_name(version) not in made]


def ask_for_new_pdfs() -> None:
    """Have the PDFs made that are missing, once nothing more urgent is to be done.

    It waits for a moment, since those who publish often publish more.
    """
    soon = timezone.now() + _MOMENT
    enqueue(make_new_pdfs.using(run_after=soon), key="new-pdfs", priority=LATER)


def _make_pdf(version: Version) -> None:
    try:
        make_pdf(version)
    except NotTypeset as error:
        raise TaskFailed(f"The PDF could not be made. {error}") from error


def _check_machine() -> None:
    if not can_make_pdfs():
        raise TaskFailed(_NO_LIBRARIES)
