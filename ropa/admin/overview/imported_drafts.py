"""The queue of imported drafts: entries of imports that nobody has decided about, with what each
lacks, those that lack most first: what must be put right, then what is still to be supplied, then
what should be put right, by the numbers that stand beside each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from ropa import permissions
from ropa.digits import whole_number
from ropa.documents.build import activity_documents
from ropa.models import Decision, ImportedEntry, ProcessingActivity, RegisterImport
from ropa.models.attributed import Subject
from ropa.standings.kept_findings import KeptFinding, kept_findings_of
from ropa.standings.reading import bring_up_to_date

from ..entries.findings import RowFindings, findings_of_activities, kept_findings
from ..shared.access import allowed

PER_PAGE = 20
_LAST_IMPORT = 10**15
_NONE = RowFindings()
# Those that were not worked out yet come last.
_MOST_FIRST = [
    F(f"standing__{number}").desc(nulls_last=True) for number in ("must", "gaps", "should")
]


@dataclass(frozen=True)
class ImportedDraft:
    """An entry of an import, and what the checks find in it."""

    entry: ProcessingActivity
    findings: RowFindings

    @property
    def should(self) -> int:
        """How much should be put right, as standings count it: what neither must nor is a gap."""
        return len(self.findings.items) - len(self.findings.blocking) - len(self.findings.gaps)


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
    outdated = bring_up_to_date()
    found = imported_drafts_of(request.user, imported).select_related("team", "standing")
    found = found.order_by(*_MOST_FIRST, "reference")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    drafts = _with_findings(list(page))
    context = {
        "title": "Imported drafts",
        "imported": imported,
        "query": f"&import={imported.pk}" if imported else "",
        "page": page,
        "outdated": outdated,
        "of_organisations": _of_organisations(each.findings for each in drafts),
        "drafts": drafts,
    }
    return TemplateResponse(
        request, "admin/import/drafts.html", {**site.each_context(request), **context}
    )


def _with_findings(rows: Sequence[Any]) -> list[ImportedDraft]:
    """What was found in each when it was worked out; in those that were not yet, what is found
    now."""
    standings = {row: row.standing for row in rows if hasattr(row, "standing")}
    kept = kept_findings_of(standing.key for standing in standings.values())
    by_row: dict[Subject, Iterable[KeptFinding]] = {
        row: [each for each in kept.get(standing.key, ()) if each]
        for row, standing in standings.items()
    }
    found = kept_findings(by_row)
    new = [row for row in rows if row not in standings]
    found_now = findings_of_activities(new, activity_documents(new))
    return [ImportedDraft(row, found.get(row) or found_now.get(row.pk, _NONE)) for row in rows]


def _of_organisations(findings: Iterable[RowFindings]) -> RowFindings:
    """What organisations lack, each once: many entries have it from one."""
    items = {item.finding.message: item for each in findings for item in each.of_organisation.items}
    return RowFindings(tuple(items.values()))


def _chosen_import(request: HttpRequest) -> RegisterImport | None:
    key = whole_number(request.GET.get("import", ""), _LAST_IMPORT)
    reach = permissions.imports_within_reach(request.user)
    return reach.only("file_name").filter(pk=key).first() if key else None
