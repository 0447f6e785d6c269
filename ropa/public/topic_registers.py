"""The registers that follow from the record, such as the retention schedule, for the public: as it
stands or as it stood on a past day, as pages and as files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ropa.reports.contents import Report, ReportEntry
from ropa.reports.formats import Format
from ropa.reports.instants import DayOrMinute
from ropa.reports.report_query import report
from ropa.reports.selection import Selection
from ropa.reports.topic_registers import (
    TopicRegister,
    topic_named,
)
from ropa.reports.topic_registers.files import topic_forms
from ropa.reports.topic_registers.paging import topic_page
from ropa.typesetting.libraries import can_make_pdfs

from .caching import cached_by_register
from .downloads import report_file
from .past_days import FIELDS, NoSuchDay, asked_day
from .published_versions import PageMark, hidden_references, register_mark
from .register_files import is_made_once, mark_of
from .register_rows import published_topic_page, published_topics


@require_safe
@cached_by_register
def topic_registers(request: HttpRequest) -> HttpResponse:
    """List the registers that the public may read."""
    context = {"topics": published_topics()}
    return render(request, "public/topic-registers.html", context)


@require_safe
@cached_by_register
def topic_register(request: HttpRequest, name: str) -> HttpResponse:
    """Show a register by page, as it stands or as on the day in the query. Raises `Http404`."""
    topic = _topic(name)
    context: dict[str, Any] = {
        "topic": topic,
        "asked": {name: request.GET.get(name, "") for name in FIELDS},
    }
    day = None
    try:
        day = asked_day(request.GET, timezone.localdate())
    except NoSuchDay as problem:
        context["problem"] = str(problem)
    number = request.GET.get("page")
    if day is None or day >= timezone.localdate():
        context |= published_topic_page(topic, number)
    else:
        context |= topic_page(topic, _report(day), number)
    context |= {"day": day, "day_query": _day_query(day), "forms": _forms(topic, day)}
    return render(request, "public/topic-register.html", context)


@require_safe
def topic_register_file(request: HttpRequest, name: str, form: str) -> HttpResponseBase:
    """Return a register as a file, as it stands or as on the day in the query. Raises `Http404`."""
    topic = _topic(name)
    try:
        day = asked_day(request.GET, timezone.localdate())
    except NoSuchDay as problem:
        raise Http404(str(problem)) from None
    kind = _forms(topic, day).get(form)
    if kind is None:
        raise Http404
    found = _report(day)
    # What is hidden since then is left out, so the newest version counts on every day.
    mark = mark_of(found, kind).combined_with(register_mark())
    return report_file(request, found, kind, mark.combined_with(PageMark(_day_query(day))))


def _topic(name: str) -> TopicRegister:
    topic = topic_named(name, by_public=True)
    if topic is None:
        raise Http404
    return topic


def _forms(topic: TopicRegister, day: date | None) -> dict[str, Format]:
    """The forms that the public can have: a PDF, which takes a core for long, of today alone and
    where it can be made."""
    today = day is None or day >= timezone.localdate()
    return {
        suffix: kind
        for suffix, kind in topic_forms(topic).items()
        if not is_made_once(kind) or (today and can_make_pdfs())
    }


def _report(day: date | None) -> Report:
    """The public entries at the end of a day, or as they stand."""
    at = DayOrMinute.of(day.isoformat()).ended if day and day < timezone.localdate() else None
    found = report(Selection(is_public=True, at=at))
    if at is None:
        return found
    hidden = hidden_references()

    def still_public() -> Iterator[ReportEntry]:
        return (each for each in found.entries() if each.document.reference not in hidden)

    return replace(found, entries=still_public)


def _day_query(day: date | None) -> str:
    return f"day={day.day}&month={day.month}&year={day.year}" if day else ""
