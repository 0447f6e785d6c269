"""Marked files of large imports, which a worker makes. They go with the file of the import."""

from __future__ import annotations

import hashlib
import json

from ropa.background import TaskFailed, task
from ropa.background.files import keep_file, name_of
from ropa.background.requested_files import requested_file
from ropa.models import MadeFile, RegisterImport

from .annotated_workbook import MOST_CELLS_OF_WORKER, annotated_workbook
from .problems import CannotLoad
from .uploads import kind_of_marked_file


def marked_file(imported: RegisterImport) -> MadeFile | None:
    """Return the file of an import with what was found marked in its cells; `None` if a worker is
    still at it. Raises `CannotBeMade`."""
    about = f"Import {imported.pk}"
    return requested_file(_name(imported), mark_file, imported.pk, about=about)


@task(title="Mark a file that is to be imported", attempts=2)
def mark_file(key: int) -> None:
    """Mark the file of an import. Raises `TaskFailed` if it cannot be marked."""
    imported = RegisterImport.objects.filter(pk=key).first()
    if imported is None:
        raise TaskFailed("The import is no longer there.")
    try:
        content = annotated_workbook(imported, most_cells=MOST_CELLS_OF_WORKER)
    except CannotLoad as error:
        raise TaskFailed(" ".join(problem.says for problem in error.problems)) from error
    kind = kind_of_marked_file(imported)
    keep_file(_name(imported), kind, [content], takes_place=True)


def _name(imported: RegisterImport) -> str:
    """What is found and answered may change with each check."""
    found = [imported.problems, imported.remarks, imported.answers, imported.mapping]
    digest = hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()
    return name_of(kind_of_marked_file(imported), imported.digest, digest)
