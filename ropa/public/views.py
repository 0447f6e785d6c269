"""The public pages and their data, made from frozen public versions."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ropa.documents.classification import Document, public_part
from ropa.documents.pages import activity_page, notice_page
from ropa.documents.schema import ActivityDocument, NoticeDocument

from . import record
from .outlines import by_organisation, notices_with, published_notices
from .readers import reader_groups
from .reading import Reading, activity_reading, notice_reading

ENTRIES_ON_A_PAGE = 25


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    notices = published_notices()
    context = {
        "notices": notices,
        "groups": reader_groups(notices),
        "publishers": by_organisation(notices),
    }
    return render(request, "public/home.html", context)


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    context = {"publishers": by_organisation(published_notices())}
    return render(request, "public/notices.html", context)


@require_safe
def notice(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    reading = notice_reading(slug, number)
    document = NoticeDocument.model_validate_json(reading.version.document)
    context = notice_page(document, reading.version) | {"reading": reading}
    return render(request, "public/notice.html", context)


@require_safe
def notice_json(_request: HttpRequest, slug: str) -> HttpResponse:
    reading = notice_reading(slug)
    return _json(reading, NoticeDocument.model_validate_json(reading.version.document))


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    everything = record.rows()
    chosen = request.GET.get("organisation", "")
    rows = record.of_organisation(everything, chosen) if chosen else everything
    context = {
        "page": Paginator(rows, ENTRIES_ON_A_PAGE).get_page(request.GET.get("page")),
        "organisations": record.organisations(everything),
        "chosen": chosen,
    }
    return render(request, "public/register.html", context)


@require_safe
def activity(request: HttpRequest, reference: str, number: int | None = None) -> HttpResponse:
    reading = activity_reading(reference, number)
    document = ActivityDocument.model_validate_json(reading.version.document)
    context = activity_page(document, reading.version) | {
        "reading": reading,
        "notices": [
            (outline, outline.sections_with(reference)) for outline in notices_with(reference)
        ],
    }
    return render(request, "public/activity.html", context)


@require_safe
def activity_json(_request: HttpRequest, reference: str) -> HttpResponse:
    reading = activity_reading(reference)
    return _json(reading, ActivityDocument.model_validate_json(reading.version.document))


def _json(reading: Reading, document: Document) -> JsonResponse:
    version = reading.version
    content = {
        "version": version.number,
        "schema_version": version.schema_version,
        "digest": version.digest,
        "published": version.created_at,
        "change_note": version.change_note,
        "document": public_part(document),
    }
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
