"""The background task that works on an import."""

from __future__ import annotations

from django.contrib.auth.models import User

from ropa.background import TaskFailed, report_progress, task
from ropa.models import RegisterImport

from .running import run_import
from .undoing import CannotUndo, undo_import

# Large imports are done one after the other: each would hold up the others for longer.
_LANE = "imports"


@task(title="Check or import a file", attempts=3, lane=_LANE)
def work_on_import(key: int) -> None:
    """Do with an import what its state asks for, all of it or nothing."""
    try:
        run_import(key, report=_Report(), is_tried_again=True)
    except RegisterImport.DoesNotExist:
        raise TaskFailed("The import is no longer there.") from None


@task(title="Undo an import", attempts=3, lane=_LANE)
def work_on_undoing(key: int, by: int) -> list[str]:
    """Undo an import for somebody, all of it or nothing; return which rows stay."""
    try:
        imported, person = RegisterImport.objects.get(pk=key), User.objects.get(pk=by)
        return undo_import(imported, person, report=_Report())
    except (RegisterImport.DoesNotExist, User.DoesNotExist):
        raise TaskFailed("The import is no longer there, or whoever asked is not.") from None
    except CannotUndo as error:
        raise TaskFailed(str(error)) from error


class _Report:
    """Tells how far it has come, and stops where somebody has asked for that."""

    def doing(self, what: str) -> None:
        report_progress(doing=what)

    def rows(self, done: int, total: int) -> None:
        report_progress(done, total, "Going through the rows")
