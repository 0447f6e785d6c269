"""The page “Imports”: the files that were uploaded, and a form to upload another."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import site
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from ropa import permissions
from ropa.imports.problems import CannotLoad
from ropa.imports.reading import limits
from ropa.imports.starting import Step, interrupted_imports, start_import
from ropa.imports.uploads import discard_old_imports
from ropa.models import RegisterImport
from ropa.models.imports import DAYS_KEPT
from ropa.monitoring import events

from .access import require_import, require_view
from .uploads import error_sentences, takes_file, uploaded_import
from .words import STATE_TAGS, import_summary

PER_PAGE = 50
_SEARCHED = 100
_COLUMNS = (
    "file_name",
    "digest",
    "state",
    "brought_by_name",
    "brought_at",
    "asked_at",
    "finished_at",
    "counts",
    "problem_count",
)


@dataclass(frozen=True)
class ImportLine:
    """An import as a line of the list."""

    imported: RegisterImport
    state: RegisterImport.State
    tag: str
    summary: str


@takes_file
def imports(request: HttpRequest) -> HttpResponse:
    """Show the imports within the person's reach; take another file, and go on with it."""
    require_view(request)
    if request.method != "POST":
        return _page(request)
    require_import(request)
    discard_old_imports(timezone.now())
    try:
        imported = uploaded_import(request)
    except CannotLoad as error:
        events.record("import.refused", outcome="refused")
        return _page(request, error_sentences(error))
    return continue_import(request, imported)


def continue_import(request: HttpRequest, imported: RegisterImport) -> HttpResponse:
    """Have a file that was just brought checked, if its columns are known, and lead on."""
    if imported.state == RegisterImport.State.MAPPING:
        return HttpResponseRedirect(reverse("admin:import-columns", args=[imported.pk]))
    user: Any = request.user
    start_import(imported, Step.CHECK, by=user)
    return HttpResponseRedirect(reverse("admin:import-one", args=[imported.pk]))


def _page(request: HttpRequest, problems: list[str] | None = None) -> HttpResponse:
    search_text = request.GET.get("find", "").replace("\0", "").strip()[:_SEARCHED]
    found = permissions.imports_within_reach(request.user).only(*_COLUMNS)
    if search_text:
        found = found.filter(
            Q(file_name__icontains=search_text) | Q(digest__startswith=search_text.lower())
        )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Imports",
        "problems": problems or [],
        "megabytes": limits.FILE_SIZE // limits.MEGABYTE,
        "days": DAYS_KEPT,
        "may_import": permissions.may_import(request.user),
        "find": search_text,
        "query": f"&{urlencode({'find': search_text})}" if search_text else "",
        "page": page,
        "import_lines": _import_lines(list(page)),
    }
    status = HTTPStatus.BAD_REQUEST if problems else HTTPStatus.OK
    return TemplateResponse(
        request, "admin/import/list.html", {**site.each_context(request), **context}, status=status
    )


def _import_lines(imports: list[RegisterImport]) -> list[ImportLine]:
    stopped = interrupted_imports(imports)
    lines = []
    for imported in imports:
        is_stopped = imported.pk in stopped
        state = RegisterImport.State.FAILED if is_stopped else RegisterImport.State(imported.state)
        lines.append(
            ImportLine(imported, state, STATE_TAGS[state], import_summary(imported, state))
        )
    return lines
