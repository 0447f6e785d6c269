"""Views of changes: in one notice or entry, and in all notices."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from .addresses import site_address
from .caching import cached_by_register, cached_by_version
from .canonical import by_reference
from .changes import (
    SubjectPages,
    VersionsNotComparable,
    compared,
    title_of,
    updates_of,
    updates_of_notices,
)
from .past_days import FIELDS, DayAnswer, NoSuchDay, asked_day, on_day
from .published_lists import published_notices, published_policy_documents
from .published_versions import (
    ReadableVersion,
    activity_reading,
    notice_reading,
    notice_updates,
    policy_document_reading,
)

UPDATES_ON_A_PAGE = 20


@require_safe
@cached_by_register
def latest(request: HttpRequest) -> HttpResponse:
    """Show the latest changes of all notices and policy documents."""
    page = Paginator(notice_updates(), UPDATES_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "updates": updates_of_notices(page.object_list)}
    return render(request, "public/latest.html", context)


@require_safe
@cached_by_register
def follow(request: HttpRequest) -> HttpResponse:
    """Explain what a feed is and how to follow one, with the addresses of all feeds."""
    places = [
        (title, SubjectPages(kind, slug))
        for kind, found in (
            ("notice", published_notices()),
            ("policy-document", published_policy_documents()),
        )
        for title, slug in found.order_by("title", "code").values_list("title", "code")
    ]
    context = {"places": places, "site": site_address()}
    return render(request, "public/follow.html", context)


@require_safe
@cached_by_version(notice_reading)
def notice_changes(request: HttpRequest, reading: ReadableVersion) -> HttpResponse:
    """Show every version of a notice, and what changed with each."""
    return _updates(request, reading, SubjectPages("notice", reading.key))


@require_safe
@by_reference
@cached_by_version(activity_reading)
def activity_changes(request: HttpRequest, reading: ReadableVersion) -> HttpResponse:
    """Show every version of an entry, and what changed with each."""
    return _updates(request, reading, SubjectPages("activity", reading.key))


@require_safe
@cached_by_version(policy_document_reading)
def policy_document_changes(request: HttpRequest, reading: ReadableVersion) -> HttpResponse:
    """Show every version of a policy document, and what changed with each."""
    return _updates(request, reading, SubjectPages("policy-document", reading.key))


@require_safe
@cached_by_version(notice_reading)
def notice_comparison(request: HttpRequest, reading: ReadableVersion) -> HttpResponse:
    """Compare two public versions of a notice that the address names."""
    return _comparison(request, reading, SubjectPages("notice", reading.key))


@require_safe
@by_reference
@cached_by_version(activity_reading)
def activity_comparison(request: HttpRequest, reading: ReadableVersion) -> HttpResponse:
    """Compare two public versions of an entry that the address names."""
    return _comparison(request, reading, SubjectPages("activity", reading.key))


@require_safe
@cached_by_version(policy_document_reading)
def policy_document_comparison(request: HttpRequest, reading: ReadableVersion) -> HttpResponse:
    """Compare two public versions of a policy document that the address names."""
    return _comparison(request, reading, SubjectPages("policy-document", reading.key))


def _updates(request: HttpRequest, reading: ReadableVersion, place: SubjectPages) -> HttpResponse:
    context: dict[str, Any] = _common(reading, place) | {
        "title": title_of(reading.newest.frozen_text),
        "updates": updates_of(reading, place),
        "asked": {name: request.GET.get(name, "") for name in FIELDS},
    }
    try:
        day = asked_day(request.GET, timezone.localdate())
    except NoSuchDay as problem:
        context["problem"] = str(problem)
    else:
        if day:
            context |= _answer(on_day(reading, day), place)
    return render(request, "public/updates.html", context)


def _answer(answer: DayAnswer, place: SubjectPages) -> dict[str, Any]:
    readable = {"answer_address": answer.version, "earlier_address": answer.until_then}
    addresses = {name: place.version(each.number) for name, each in readable.items() if each}
    return {"answer": answer, **addresses}


def _comparison(
    request: HttpRequest, reading: ReadableVersion, place: SubjectPages
) -> HttpResponse:
    context = _common(reading, place)
    one, other = request.GET.get("from", ""), request.GET.get("to", "")
    try:
        comparison = compared(reading, one, other)
    except VersionsNotComparable as problem:
        context |= {"problem": str(problem), "title": title_of(reading.newest.frozen_text)}
    else:
        context |= {
            "comparison": comparison,
            "title": title_of(comparison.newer.frozen_text),
            "chosen": comparison,
            "canonical": place.between(comparison.older, comparison.newer),
            "older_address": place.version(comparison.older.number),
            "newer_address": place.version(comparison.newer.number),
        }
    return render(request, "public/comparison.html", context)


def _common(reading: ReadableVersion, place: SubjectPages) -> dict[str, Any]:
    applied = reading.applied
    return {
        "reading": reading,
        "place": place,
        # What the form offers first: what changed last.
        "choices": applied,
        "chosen": {"older": applied[1], "newer": applied[0]} if len(applied) > 1 else None,
    }
