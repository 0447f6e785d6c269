"""The background task that works on an import."""

from __future__ import annotations

from ropa.background import TaskFailed, report_progress, task
from ropa.models import RegisterImport

from .running import run_import


@task(title="Check or import a file", attempts=3)
def work_on_import(key: int) -> None:
    """Do with an import what its state asks for, all of it or nothing."""
    try:
        run_import(key, report=_Report(), is_tried_again=True)
    except RegisterImport.DoesNotExist:
        raise TaskFailed("The import is no longer there.") from None


class _Report:
    """Tells how far it has come, and stops where somebody has asked for that."""

    def doing(self, what: str) -> None:
        report_progress(doing=what)

    def rows(self, done: int, total: int) -> None:
        report_progress(done, total, "Going through the rows")
