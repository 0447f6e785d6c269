"""The page “Download the register”, and the files that it leads to."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.response import TemplateResponse

from ropa import permissions
from ropa.models import ProcessingActivity, Version
from ropa.monitoring import events
from ropa.reports.all_formats import every_format
from ropa.reports.choice_parsing import Choices, InvalidChoices, format_problem, selection_of
from ropa.reports.choices import report_choices
from ropa.reports.contents import Report
from ropa.reports.entry_filters import entry_filters
from ropa.reports.formats import Format, file_name
from ropa.reports.paper.limits import NotOnPaper, TooLarge
from ropa.reports.report_query import report
from ropa.reports.report_summary import content_sentence
from ropa.reports.selection import Selection
from ropa.reports.selection_count import count_selection

from ..shared.access import allowed
from .forms import FORMAT, choices_in, export_form


def export(request: HttpRequest) -> HttpResponse:
    """Let people choose what a file is to hold and its form, and say how much that is."""
    require_readable_register(request)
    return _page(request, choices_in(request.GET))


def download(request: HttpRequest) -> HttpResponseBase:
    """Return the file that was chosen, or the page with what is wrong with the choice."""
    require_readable_register(request)
    choices = choices_in(request.GET)
    format_name = (choices.get(FORMAT) or [every_format()[0].name])[-1]
    kind = next((each for each in every_format() if each.name == format_name), None)
    if kind is None:
        problem = "There is no such form. Choose one of these."
        return _page(request, choices, {FORMAT: problem}, status=HTTPStatus.BAD_REQUEST)
    if not _may_have(request, kind):
        raise PermissionDenied(
            f"{kind.title} holds the whole register, and your roles reach a part of it. Ask "
            "somebody whose role reaches all of it, such as an approver or an auditor."
        )
    try:
        selection = selection_of(choices, by=request.user)
    except InvalidChoices as error:
        return _page(request, choices, error.problems, status=HTTPStatus.BAD_REQUEST)
    if problem := format_problem(kind, selection):
        return _page(request, choices, {FORMAT: problem}, status=HTTPStatus.BAD_REQUEST)
    try:
        return _file(request, selection, kind)
    except NotOnPaper as reason:
        is_too_large = isinstance(reason, TooLarge)
        status = HTTPStatus.BAD_REQUEST if is_too_large else HTTPStatus.SERVICE_UNAVAILABLE
        return _page(request, choices, {FORMAT: str(reason)}, status=status)


def require_readable_register(request: HttpRequest) -> None:
    """Raise `PermissionDenied` with the reason unless the person may see entries and versions."""
    for model in (ProcessingActivity, Version):
        if not allowed(request, "view", model):
            raise PermissionDenied(permissions.may(request.user, "view", model).reason)


def _may_have(request: HttpRequest, kind: Format) -> bool:
    user: Any = request.user
    return not kind.needs_everything or user.has_perm(permissions.KEEP_WHOLE_REGISTER)


def _file(request: HttpRequest, selection: Selection, kind: Format) -> StreamingHttpResponse:
    return file_response(report(selection, by=request.user), kind)


def file_response(found: Report, kind: Format) -> StreamingHttpResponse:
    """Return a report in a form, as a file that nobody keeps on the way, and log that it was
    made."""
    events.record("export.made", form=kind.name, drafts=found.selection.is_draft)
    return StreamingHttpResponse(
        kind.write(found),
        content_type=kind.type,
        headers={
            "Content-Disposition": f'attachment; filename="{file_name(found, kind)}"',
            "Cache-Control": "no-store",
        },
    )


def _page(
    request: HttpRequest,
    choices: Choices,
    problems: dict[str, str] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    asked = report_choices(request.user)
    context: dict[str, Any] = {"title": "Download the register"}
    problems = problems or {}
    if not problems:
        try:
            selection = selection_of(choices, by=request.user, asked=asked)
            context |= _amount(request, selection)
        except InvalidChoices as error:
            problems = error.problems
    offered = [kind for kind in every_format() if _may_have(request, kind)]
    # An extension that has nothing to choose from is not spoken of.
    unused = {each.name for each in entry_filters()} - {each.name for each in asked if each.options}
    shown = [question for question in asked if question.name not in unused]
    context["form"] = export_form(choices, shown, offered, problems)
    return TemplateResponse(
        request, "admin/export/page.html", {**site.each_context(request), **context}, status=status
    )


def _amount(request: HttpRequest, selection: Selection) -> dict[str, Any]:
    found = report(selection, by=request.user)
    return {
        "count": count_selection(selection, by=request.user),
        "content_sentence": content_sentence(found),
        "filters": found.selection.filters(),
        "is_draft": selection.is_draft,
    }
