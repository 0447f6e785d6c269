"""The page of one import: what was found, what would happen, what has happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import site
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse

from ropa import permissions
from ropa.accounts.middleware import is_no_activity
from ropa.imports.annotated_workbook import has_many_rows
from ropa.imports.mapping.targets import BY_NAME
from ropa.imports.reading import limits
from ropa.imports.reading.opening import ALL_ALIKE
from ropa.imports.starting import (
    interrupted_imports,
    interruption_reason,
    is_being_undone,
    progress_of,
    why_not_undone,
)
from ropa.models import Organisation, RegisterImport
from ropa.models.combined_queries import read_in_one_query
from ropa.tables.shapes import tables

from ..shared.links import page_url
from .access import visible_import
from .answer_choices import CHOICES
from .answers import gaps_to_list, problem_answers
from .cells import counts_of_cells
from .names import grouped, in_order_of_groups, known_names, name_questions
from .words import (
    STATE_TAGS,
    counts_of,
    import_summary,
    table_titles,
    would_change,
)

PER_PAGE = 50
# They are decided upon together: seventy are no rare thing.
NAMES_PER_PAGE = 100
CHANGE_LABELS = {"created": "Created", "changed": "Changed", "same": "Left alone"}
_EVERY_SECONDS = 3


@dataclass(frozen=True)
class ImportedRowChange:
    """What happens to a row: its name, the table it is in, and its page if it has one."""

    name: str
    table: str
    what: str
    differs: str
    url: str = ""


def one_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where an import stands and what can be done with it."""
    imported = visible_import(request, pk)
    return page_of(request, imported)


@is_no_activity
def progress(request: HttpRequest, pk: int) -> JsonResponse:
    """Tell the page's script how far an import has come, and whether anybody still works on it."""
    imported = visible_import(request, pk)
    job_progress = progress_of(imported)
    return JsonResponse(
        {
            "at_work": is_being_undone(imported)
            or (imported.is_at_work and not interrupted_imports([imported])),
            "doing": job_progress.doing,
            "done": job_progress.done,
            "total": job_progress.total,
        },
        headers={"Cache-Control": "no-store"},
    )


def page_of(request: HttpRequest, imported: RegisterImport, **more: Any) -> HttpResponse:
    """Return the page of an import. `more` is what is wrong with what was sent to it, if anything:
    `file_problems`, `names_problems` and `answers_problems`."""
    state = RegisterImport.State
    stopped = bool(interrupted_imports([imported]))
    display_state = state.FAILED if stopped else state(imported.state)
    context: dict[str, Any] = {
        "title": _title(imported, display_state),
        "imported": imported,
        "short": import_summary(imported, display_state),
        "state": display_state,
        "all_alike": ALL_ALIKE,
        "state_tag": STATE_TAGS[display_state],
        "stopped": stopped,
        "why_stopped": interruption_reason(imported) if stopped else imported.failure,
        "may_import": permissions.may_import(request.user),
        "would_change": would_change(imported),
        "counts": counts_of(imported),
        "cell_counts": counts_of_cells(imported),
        "mapped": [
            (title, BY_NAME[target].title)
            for title, target in imported.mapping.items()
            if target in BY_NAME
        ],
        "is_past": imported.state == state.IMPORTED,
        "megabytes": limits.FILE_SIZE // limits.MEGABYTE,
        **more,
    }
    is_undone = is_being_undone(imported)
    if is_undone:
        context["title"] = "Being undone"
    elif imported.state == state.IMPORTED:
        context["why_not_undone"] = why_not_undone(imported)
    if is_undone or display_state in {state.CHECKING, state.IMPORTING}:
        context |= {"progress": progress_of(imported), "every": _EVERY_SECONDS}
    if imported.state == state.CHECKED:
        in_file = [each for each in imported.problems if not each.get("needs_approver")]
        beyond_file = [each for each in imported.problems if each.get("needs_approver")]
        problems = _paged(request, in_file, "page")
        sent = request.POST if request.method == "POST" else {}
        context |= {
            "problems": problems,
            "to_correct": imported.problem_count - len(beyond_file),
            "for_approvers": beyond_file,
            "is_of_another": bool(imported.asked_by) and imported.asked_by != request.user,
            "is_marked_later": has_many_rows(imported),
            "answers": problem_answers(imported, problems, sent),
            **_gaps(request, imported, sent),
            "names": _names(request, imported),
        }
        context["may_add"] = bool(permissions.may(request.user, "add", Organisation))
    if imported.changes:
        context |= _row_changes(request, imported)
    status = 400 if more else 200
    return TemplateResponse(
        request, "admin/import/page.html", {**site.each_context(request), **context}, status=status
    )


def _title(imported: RegisterImport, display_state: RegisterImport.State) -> str:
    state = RegisterImport.State
    match display_state:
        case state.CHECKED if _only_needs_approver(imported):
            return "An approver is needed"
        case state.CHECKED if imported.problem_count:
            return "Problems to correct"
        case state.CHECKED if imported.unknown:
            return "Names to decide on"
        case state.CHECKED:
            return "Ready to import" if would_change(imported) else "Nothing to change"
        case state.FAILED:
            return "The work was interrupted"
        case _:
            return str(display_state.label)


def _only_needs_approver(imported: RegisterImport) -> bool:
    needing = [each for each in imported.problems if each.get("needs_approver")]
    return bool(needing) and len(needing) == imported.problem_count


def _paged(request: HttpRequest, items: Sequence[Any], name: str, per_page: int = PER_PAGE) -> Page:
    return Paginator(items, per_page).get_page(request.GET.get(name))


def _names(request: HttpRequest, imported: RegisterImport) -> dict[str, Any]:
    asked = in_order_of_groups(imported.unknown)
    page = _paged(request, asked, "names", NAMES_PER_PAGE)
    known = known_names(page)
    sent = request.POST if request.method == "POST" else {}
    return {
        "page": page,
        "groups": grouped(name_questions(page, sent, known)),
        "known": known.lists,
    }


def _gaps(request: HttpRequest, imported: RegisterImport, sent: Any) -> dict[str, Any]:
    gaps = _paged(request, gaps_to_list(imported), "gaps")
    return {
        "gaps": gaps,
        "gap_answers": problem_answers(imported, gaps, sent),
        "choices": {name: CHOICES[name] for name in imported.mapping.values() if name in CHOICES},
    }


def _row_changes(request: HttpRequest, imported: RegisterImport) -> dict[str, Any]:
    show = request.GET.get("show", "")
    show = show if show in CHANGE_LABELS else ""
    kinds = {show} if show else CHANGE_LABELS.keys() - {"same"}
    listed_changes = [each for each in imported.changes if each["kind"] in kinds]
    page = _paged(request, listed_changes, "rows")
    urls = _urls(page)
    titles = table_titles()
    return {
        "show": show,
        "rows_query": f"&show={show}" if show else "",
        "kinds": CHANGE_LABELS,
        "rows": page,
        "left_out": sum(sum(each.values()) for each in imported.counts.get("tables", {}).values())
        - len(imported.changes),
        "happenings": [
            ImportedRowChange(
                name=each["name"],
                table=titles[each["table"]],
                what=CHANGE_LABELS[each["kind"]],
                differs=", ".join(each["differs"]),
                url=urls.get((each["table"], each["key"]), ""),
            )
            for each in page
        ],
    }


def _urls(changes: Iterable[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """The pages of the rows that the register has, found in one query."""
    keys: dict[str, list[str]] = {}
    for change in changes:
        keys.setdefault(change["table"], []).append(change["key"])
    querysets = [
        tables()[name].model._default_manager.filter(
            **{f"{tables()[name].model.key_field}__in": wanted}
        )
        for name, wanted in keys.items()
    ]
    found = read_in_one_query(*querysets)
    return {
        (name, row.natural_key_text()): page_url(row)
        for name, rows in zip(keys, found, strict=True)
        for row in rows
    }
