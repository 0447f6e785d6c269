"""The registers that follow from the record, for staff and auditors, within their reach: what was
approved, as it stands or as at a past day, or drafts; as pages and as files."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.admin import site
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode

from ropa import permissions
from ropa.models import ProcessingActivity
from ropa.reports.choice_parsing import (
    APPROVED,
    AT,
    CONTENT,
    DRAFT,
    Choices,
    InvalidChoices,
    selection_of,
)
from ropa.reports.paper.limits import NotOnPaper
from ropa.reports.report_query import report
from ropa.reports.report_summary import content_sentence
from ropa.reports.selection import Selection
from ropa.reports.topic_registers import (
    TopicRegister,
    readable_topics,
    topic_named,
)
from ropa.reports.topic_registers.files import topic_forms
from ropa.reports.topic_registers.paging import topic_page

from .forms import choices_in
from .pages import file_response, require_readable_register

_CONTENTS = {APPROVED: "What was approved", DRAFT: "Drafts, as they stand"}


def topic_registers(request: HttpRequest) -> HttpResponse:
    """List the registers."""
    require_readable_register(request)
    context = {"title": "Registers", "topics": readable_topics(by_public=False)}
    return _page(request, "admin/registers/list.html", context)


def topic_register(request: HttpRequest, name: str) -> HttpResponse:
    """Show one register by page. Raises `Http404`."""
    require_readable_register(request)
    topic = _topic(name)
    choices = _choices(request)
    problems: dict[str, str] = {}
    selection = Selection()
    try:
        selection = selection_of(choices, by=request.user)
    except InvalidChoices as error:
        problems = error.problems
    found = report(selection, by=request.user)
    shown = topic_page(topic, found, request.GET.get("page"))
    page = shown["page"]
    context = {
        **shown,
        "title": topic.title,
        "topic": topic,
        "content_sentence": content_sentence(found),
        "filters": found.selection.filters(),
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "forms": topic_forms(topic),
        # After what comes before it in an address.
        "query": f"&{urlencode(choices, doseq=True)}" if choices and not problems else "",
        "problems": problems,
        "is_draft": selection.is_draft,
        "at": next(iter(choices.get(AT, ())), ""),
        "answers": [
            (code, label, (code == DRAFT) is selection.is_draft)
            for code, label in _CONTENTS.items()
        ],
    }
    status = HTTPStatus.BAD_REQUEST if problems else HTTPStatus.OK
    return _page(request, "admin/registers/one.html", context, status)


def topic_register_file(request: HttpRequest, name: str, form: str) -> HttpResponseBase:
    """Return one register as a file. Raises `Http404`."""
    require_readable_register(request)
    kind = topic_forms(_topic(name)).get(form)
    if kind is None:
        raise Http404
    try:
        selection = selection_of(_choices(request), by=request.user)
    except InvalidChoices:
        # The page says what is wrong with what was chosen.
        return topic_register(request, name)
    try:
        return file_response(report(selection, by=request.user), kind)
    except NotOnPaper as reason:
        messages.error(request, str(reason))
        page = topic_register(request, name)
        page.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        return page


def entry_by_reference(request: HttpRequest, reference: str) -> HttpResponseRedirect:
    """Lead to the form of the entry with a reference, within the person’s reach. Raises
    `Http404`."""
    require_readable_register(request)
    user: Any = request.user
    reached = permissions.rows(user, ProcessingActivity.objects.all())
    entry = get_object_or_404(reached, reference=reference)
    return HttpResponseRedirect(reverse("admin:ropa_processingactivity_change", args=[entry.pk]))


def _topic(name: str) -> TopicRegister:
    topic = topic_named(name, by_public=False)
    if topic is None:
        raise Http404
    return topic


def _choices(request: HttpRequest) -> Choices:
    """What was chosen, of the two questions that the page asks."""
    return {
        name: answers for name, answers in choices_in(request.GET).items() if name in (CONTENT, AT)
    }


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = HTTPStatus.OK
) -> HttpResponse:
    everything = {**site.each_context(request), **context}
    return TemplateResponse(request, template, everything, status=status)
