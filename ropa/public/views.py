"""The public pages and their data, made from frozen public versions."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ropa.documents.heads import head_as_at
from ropa.documents.page_contexts import activity_context
from ropa.documents.schema import ActivityDocument, NoticeDocument

from . import record
from .caching import cached_by_register, cached_by_version
from .canonical import by_reference
from .changes import SubjectPages
from .gone_pages import gone_page
from .index import ORGANISATION, entry_links, register_index
from .outlines import by_organisation
from .published_lists import outlines, published_notices, published_with, publishers, sound
from .published_versions import (
    ReadableVersion,
    activity_page_reading,
    activity_reading,
    notice_reading,
)
from .succession import page_followed, replacements
from .version_json import version_json

ENTRIES_ON_A_PAGE = 25
NOTICES_ON_A_PAGE = 50
# So many notices are named where all publishers are.
PUBLISHERS_NOTICES = 100
# So many groups of people the home page names.
EXAMPLES = 3


@require_safe
@cached_by_register
def home(request: HttpRequest) -> HttpResponse:
    """Show the home page: some groups of readers, and the notices of each organisation."""
    people = register_index().people_spoken_to()
    page = Paginator(published_notices(), NOTICES_ON_A_PAGE).get_page(1)
    context = {
        "children": [each for each in people if each.are_children][:EXAMPLES],
        "others": [each for each in people if not each.are_children][:EXAMPLES],
        "publishers": by_organisation(outlines(sound(page.object_list))),
        "page": page,
    }
    return render(request, "public/home.html", context)


@require_safe
@cached_by_register
def about(request: HttpRequest) -> HttpResponse:
    """Say what the register is, who keeps it, and what of its history can be checked."""
    context = publishers(PUBLISHERS_NOTICES) | {"head": head_as_at()}
    return render(request, "public/about.html", context)


@require_safe
@cached_by_register
def notices(request: HttpRequest) -> HttpResponse:
    """List the published notices by organisation, by page."""
    page = Paginator(published_notices(), NOTICES_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"publishers": by_organisation(outlines(sound(page.object_list))), "page": page}
    return render(request, "public/notices.html", context)


@require_safe
@cached_by_version(notice_reading)
def notice_json(_request: HttpRequest, reading: ReadableVersion) -> HttpResponse:
    """Return the public part of a version of a notice as JSON; 410 if that withdrew it."""
    return version_json(reading, NoticeDocument.model_validate_json(reading.version.frozen_text))


@require_safe
@cached_by_register
def register(request: HttpRequest) -> HttpResponse:
    """List the public entries by page; `?organisation=` keeps those of one controller."""
    chosen = request.GET.get("organisation", "")
    found = Paginator(record.entries(chosen), ENTRIES_ON_A_PAGE)
    page = found.get_page(request.GET.get("page"))
    rows = record.rows(sound(page.object_list))
    index = register_index()
    index.read_subjects(
        (ORGANISATION, body.code) for row in rows for body in row.activity.organisations
    )
    context = {
        "page": page,
        "rows": rows,
        "organisations": record.organisations(),
        "chosen": chosen,
        "links": index.links,
    }
    return render(request, "public/register.html", context)


@require_safe
@by_reference
@cached_by_version(activity_page_reading)
def activity(request: HttpRequest, reading: ReadableVersion) -> HttpResponse:
    """Show a version of an entry, and what came in its place; 410 if that version retired it."""
    place = SubjectPages("activity", reading.key)
    if not reading.version.is_in_force:
        return gone_page(request, reading, place)
    document = ActivityDocument.model_validate_json(reading.version.frozen_text)
    published = published_with(reading.key)
    context = activity_context(document, reading.version, timezone.localdate()) | {
        "reading": reading,
        "page_followed": page_followed(document.follows, "activity"),
        "replacements": replacements(place) if reading.is_replaced else (),
        "links": entry_links(document) if reading.is_newest else None,
        "notices": [
            (outline, outline.sections_with(reading.key))
            for outline in published
            if not outline.is_policy_document
        ],
        "policy_documents": [each for each in published if each.is_policy_document],
    }
    return render(request, "public/activity.html", context)


@require_safe
@by_reference
@cached_by_version(activity_reading)
def activity_json(_request: HttpRequest, reading: ReadableVersion) -> HttpResponse:
    """Return the public part of a version of an entry as JSON; 410 if that retired it."""
    return version_json(reading, ActivityDocument.model_validate_json(reading.version.frozen_text))
