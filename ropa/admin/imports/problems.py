"""The problems of an import as files: a list, and marks in the person's own spreadsheet."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import PurePath

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ropa.imports.annotated_workbook import annotated_workbook
from ropa.imports.problems import CannotLoad
from ropa.models import RegisterImport
from ropa.tables.formula_escaping import escaped

from .access import visible_import
from .uploads import error_sentences
from .words import KINDS_OF_NAMES

HEADER = ("Sheet", "Row", "Column", "Value", "What to do")
# What tells spreadsheets that the text is UTF-8.
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
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
    its cell; lead back to the page with the reason if that cannot be."""
    imported = visible_import(request, pk)
    try:
        content = annotated_workbook(imported)
    except CannotLoad as error:
        messages.warning(request, " ".join(error_sentences(error)))
        return HttpResponseRedirect(reverse("admin:import-one", args=[imported.pk]))
    return HttpResponse(
        content,
        content_type=_WORKBOOK,
        headers=download_headers("annotated", imported, "xlsx"),
    )


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
