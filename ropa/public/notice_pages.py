"""The pages of a notice: an overview, a page a section, and everything on one page."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ropa.documents import page_contexts
from ropa.documents.schema import NoticeDocument
from ropa.documents.wording import first_sentence

from .addresses import notice_address, whole_address
from .caching import cached_by_version
from .changes import SubjectPages
from .chapters import chapters, neighbours, readers
from .gone_pages import gone_page
from .index import notice_links
from .outlines import NoticeOutline
from .published_versions import ReadableVersion, notice_reading, section_reading
from .succession import page_followed


@require_safe
@cached_by_version(notice_reading)
def notice(request: HttpRequest, reading: ReadableVersion) -> HttpResponse:
    """Show what a notice is about, and lead to its sections. A notice of one section is whole."""
    if not reading.version.is_in_force:
        return gone_page(request, reading, SubjectPages("notice", reading.key))
    document = _document(reading)
    if _is_short(document):
        return _whole_notice(request, reading, document)
    found = chapters(document, reading.number)
    context = page_contexts.notice_overview_context(document, reading.version) | {
        "chapters": found,
        "readers": readers(found),
        "whole": whole_address(document.slug, number=reading.number),
    }
    return _render(request, "public/notice-overview.html", context, reading, document)


@require_safe
@cached_by_version(notice_reading)
def notice_whole(request: HttpRequest, reading: ReadableVersion) -> HttpResponse:
    """Show everything on one page, to print and to search."""
    if not reading.version.is_in_force:
        return gone_page(request, reading, SubjectPages("notice", reading.key))
    document = _document(reading)
    if _is_short(document):
        return redirect(notice_address(document.slug, number=reading.number))
    return _whole_notice(request, reading, document)


@require_safe
@cached_by_version(section_reading)
def notice_section(request: HttpRequest, reading: ReadableVersion) -> HttpResponse:
    """Show one section of a notice. The only one is led to on the page of the notice.

    Raises `Http404` if the notice has no such section.
    """
    if not reading.version.is_in_force:
        return gone_page(request, reading, SubjectPages("notice", reading.key))
    document = _document(reading)
    try:
        context = page_contexts.notice_section_context(
            document, reading.version, reading.section, timezone.localdate()
        )
    except LookupError as error:
        raise Http404 from error
    overview = notice_address(document.slug, number=reading.number)
    if _is_short(document):
        # Browsers keep the part of the page that was asked for.
        return redirect(overview)
    found = chapters(document, reading.number)
    context |= {
        "overview": overview,
        "whole": whole_address(document.slug, number=reading.number),
        "sentence": first_sentence(context["section"].covers),
        "neighbours": neighbours(found, reading.section),
        "current": _newest_address(reading),
    }
    return _render(request, "public/notice-section.html", context, reading, document)


def _is_short(document: NoticeDocument) -> bool:
    return len(document.sections) < 2


def _whole_notice(
    request: HttpRequest, reading: ReadableVersion, document: NoticeDocument
) -> HttpResponse:
    context = page_contexts.notice_context(document, reading.version, timezone.localdate())
    return _render(request, "public/notice.html", context, reading, document)


def _render(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    reading: ReadableVersion,
    document: NoticeDocument,
) -> HttpResponse:
    more = {
        "reading": reading,
        "links": notice_links(document) if reading.is_newest else None,
        "page_followed": page_followed(document.follows, "notice"),
    }
    return render(request, template, context | more)


def _newest_address(reading: ReadableVersion) -> str:
    """Where the section is read now: if there is none any more, the notice."""
    newest = notice_address(reading.key)
    if reading.has_ended:
        return newest
    outline = NoticeOutline.of(reading.newest)
    slugs = {section.slug for section in outline.sections}
    return outline.address_of(reading.section) if reading.section in slugs else newest


def _document(reading: ReadableVersion) -> NoticeDocument:
    return NoticeDocument.model_validate_json(reading.version.frozen_text)
