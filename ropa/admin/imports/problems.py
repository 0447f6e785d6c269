"""The problems of an import as files: a list, and marks in the person's own spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import suppress
from io import StringIO
from pathlib import PurePath

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ropa.background.files import pieces_of
from ropa.background.requested_files import CannotBeMade
from ropa.imports.annotated_workbook import TooLargeToMark, annotated_workbook, has_many_rows
from ropa.imports.marked_files import marked_file
from ropa.imports.problems import CannotLoad
from ropa.models import RegisterImport
from ropa.tables.formula_escaping import escaped

from .access import visible_import
from .uploads import error_sentences
from .words import KINDS_OF_NAMES

HEADER = ("Sheet", "Row", "Column", "Value", "What to do")
# What tells spreadsheets that the text is UTF-8.
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_NOT_YET = (
    "Your file is being marked. That takes a minute or two for a large file: press “Download your "
    "file with marks” again then."
)
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def problems_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Return every problem of an import, and every name that nobody knows, a line each."""
    imported = visible_import(request, pk)
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADER)
    for problem in imported.problems:
        cells = (problem[name] for name in ("sheet", "row", "column", "value", "says"))
        writer.writerow(map(escaped, cells))
    for unknown in imported.unknown:
        says = (
            f"The register does not know {KINDS_OF_NAMES[unknown['kind']]} of this name. Decide on "
            "the page of the import what it stands for, or correct it."
        )
        rows = ", ".join(unknown["rows"])
        writer.writerow(map(escaped, (imported.sheet, rows, "", unknown["name"], says)))
    return HttpResponse(
        _BYTE_ORDER_MARK + written.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers=download_headers("problems", imported),
    )


def annotated_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the file of an import as a workbook that has every problem, gap and guess marked in
    its cell; lead back to the page with the reason if that cannot be, or not yet."""
    imported = visible_import(request, pk)
    try:
        content = _marked(imported)
    except CannotLoad as error:
        return _back(request, imported, " ".join(error_sentences(error)))
    except CannotBeMade as error:
        return _back(request, imported, str(error))
    if content is None:
        return _back(request, imported, _NOT_YET)
    return HttpResponse(
        content,
        content_type=_WORKBOOK,
        headers=download_headers("annotated", imported, "xlsx"),
    )


def _marked(imported: RegisterImport) -> Iterable[bytes] | None:
    """The marked file, made at once if it is small; `None` if a worker is still at it."""
    if not has_many_rows(imported) or imported.state != RegisterImport.State.CHECKED:
        with suppress(TooLargeToMark):
            return [annotated_workbook(imported)]
    file = marked_file(imported)
    return pieces_of(file) if file else None


def _back(request: HttpRequest, imported: RegisterImport, says: str) -> HttpResponse:
    messages.warning(request, says)
    return HttpResponseRedirect(reverse("admin:import-one", args=[imported.pk]))


def download_headers(what: str, imported: RegisterImport, ends: str = "csv") -> dict[str, str]:
    """Return what has a browser keep an answer as a file that ends like that, named after the file
    it is about."""
    return {
        "Content-Disposition": f'attachment; filename="{what} {_name(imported)}.{ends}"',
        "Cache-Control": "no-store",
    }


def _name(imported: RegisterImport) -> str:
    stem = PurePath(imported.file_name).stem
    plain = "".join(each for each in stem if each.isascii() and (each.isalnum() or each in "-_ "))
    return plain.strip() or "import"
