"""The queue of imported drafts: entries of imports that nobody has decided about, with what each
lacks, those that lack most first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from ropa import permissions
from ropa.digits import whole_number
from ropa.documents.build import activity_documents
from ropa.models import Decision, ImportedEntry, ProcessingActivity, RegisterImport

from ..entries.findings import RowFindings, findings_of_activities
from ..entries.needs import lacking_most_first
from ..shared.access import allowed

PER_PAGE = 20
_LAST_IMPORT = 10**15


@dataclass(frozen=True)
class ImportedDraft:
    """An entry of an import, and what the checks find in it."""

    entry: ProcessingActivity
    findings: RowFindings


def imported_drafts_of(
    user: Any, imported: RegisterImport | None = None
) -> QuerySet[ProcessingActivity]:
    """Return the entries within somebody's reach that an import brought, or the one given, and that
    nobody has submitted or decided about since."""
    decided = Decision.objects.filter(
        activity=OuterRef("activity"), decided_at__gte=OuterRef("of__finished_at")
    )
    brought = ImportedEntry.objects.filter(~Exists(decided), activity=OuterRef("pk"))
    if imported:
        brought = brought.filter(of=imported)
    return permissions.rows(user, ProcessingActivity.objects.filter(Exists(brought)))


def imported_drafts(request: HttpRequest) -> HttpResponse:
    """Show the queue. `?import=` keeps the entries of one import, `?page=` is the page."""
    if not allowed(request, "view", ProcessingActivity):
        raise PermissionDenied(permissions.may(request.user, "view", ProcessingActivity).reason)
    imported = _chosen_import(request)
    found = lacking_most_first(imported_drafts_of(request.user, imported).select_related("team"))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = list(page)
    findings = findings_of_activities(rows, activity_documents(rows))
    context = {
        "title": "Imported drafts",
        "imported": imported,
        "query": f"&import={imported.pk}" if imported else "",
        "page": page,
        "of_organisations": _of_organisations(findings.values()),
        "drafts": [ImportedDraft(row, findings[row.pk]) for row in rows],
    }
    return TemplateResponse(
        request, "admin/import/drafts.html", {**site.each_context(request), **context}
    )


def _of_organisations(findings: Iterable[RowFindings]) -> RowFindings:
    """What organisations lack, each once: many entries have it from one."""
    items = {item.finding.message: item for each in findings for item in each.of_organisation.items}
    return RowFindings(tuple(items.values()))


def _chosen_import(request: HttpRequest) -> RegisterImport | None:
    key = whole_number(request.GET.get("import", ""), _LAST_IMPORT)
    reach = permissions.imports_within_reach(request.user)
    return reach.only("file_name").filter(pk=key).first() if key else None
