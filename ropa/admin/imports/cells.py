"""What became of each cell of a file: a list by pages, and as a file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.contrib.admin import site
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse

from ropa.imports.ledger import Fate, LedgerLine, ledger_lines
from ropa.imports.ledger_csv import FATES, ledger_csv
from ropa.models import ImportLedger, RegisterImport

from .access import visible_import
from .problems import download_headers

PER_PAGE = 100


def cells(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the ledger of an import. `?show=` keeps the cells of one fate, `?page=` is the page."""
    imported = visible_import(request, pk)
    show = request.GET.get("show", "")
    show = show if show in set(Fate) else ""
    count = imported.cells.get(show, 0) if show else sum(imported.cells.values())
    # The lines are read from the packed ledger as far as the page asks: a list has no count.
    page = Paginator(range(count), PER_PAGE).get_page(request.GET.get("page"))
    wanted = (line for line in _lines(imported) if show in {"", line.fate})
    lines = islice(wanted, page.start_index() - 1 if count else 0, page.end_index())
    context = {
        "title": "What became of each cell",
        "imported": imported,
        "is_below": True,
        "show": show,
        "query": f"&show={show}" if show else "",
        "cell_counts": counts_of_cells(imported),
        "page": page,
        "lines": [(line, FATES[line.fate]) for line in lines],
    }
    return TemplateResponse(
        request, "admin/import/cells.html", {**site.each_context(request), **context}
    )


def cells_csv(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Return the whole ledger of an import, a line for each cell."""
    imported = visible_import(request, pk)
    return StreamingHttpResponse(
        ledger_csv(_lines(imported)),
        content_type="text/csv; charset=utf-8",
        headers=download_headers("cells", imported),
    )


def counts_of_cells(imported: RegisterImport) -> list[tuple[str, str, int]]:
    """Return how many cells there are of each fate, with what people call it."""
    return [(fate.value, label, imported.cells.get(fate, 0)) for fate, label in FATES.items()]


def _lines(imported: RegisterImport) -> Iterator[LedgerLine]:
    packed = ImportLedger.objects.filter(of=imported).values_list("lines", flat=True).first()
    return ledger_lines(bytes(packed)) if packed else iter(())
