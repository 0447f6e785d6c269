"""The problems of an import as a file, to work through beside the spreadsheet."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import PurePath

from django.http import HttpRequest, HttpResponse

from ropa.models import RegisterImport
from ropa.tables.formula_escaping import escaped

from .access import visible_import
from .words import KINDS_OF_NAMES

HEADER = ("Sheet", "Row", "Column", "Value", "What to do")
# What tells spreadsheets that the text is UTF-8.
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


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


def download_headers(what: str, imported: RegisterImport) -> dict[str, str]:
    """Return what has a browser keep an answer as a CSV file, named after the file it is about."""
    return {
        "Content-Disposition": f'attachment; filename="{what} {_name(imported)}"',
        "Cache-Control": "no-store",
    }


def _name(imported: RegisterImport) -> str:
    stem = PurePath(imported.file_name).stem
    plain = "".join(each for each in stem if each.isascii() and (each.isalnum() or each in "-_ "))
    return f"{plain.strip() or 'import'}.csv"
