"""Views that serve diagrams as SVG files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ropa.documents.public_copy import public_copy
from ropa.documents.schema import ActivityDocument
from ropa.documents.sections import EntriesContent, entries_content

from ..caching import cached_by_version
from ..canonical import by_reference
from ..changes import SubjectPages
from ..gone_pages import gone_page
from ..published_versions import ReadableVersion, activity_reading
from .flow import flow_of
from .layout import WIDE, drawing_of


@require_safe
@by_reference
@cached_by_version(activity_reading)
def activity_flow(request: HttpRequest, reading: ReadableVersion) -> HttpResponse:
    """The picture of a version of an entry. There is none of what has ended."""
    if not reading.version.is_in_force:
        return gone_page(request, reading, SubjectPages("activity", reading.key))
    entry = public_copy(ActivityDocument.model_validate_json(reading.version.frozen_text))
    return picture_file(request, entries_content([entry]), entry.title)


def picture_file(request: HttpRequest, content: EntriesContent, of: str) -> HttpResponse:
    """Return the flow of merged entries as an SVG file in which everybody is named."""
    flow = flow_of(content)
    context = {
        "flow": flow,
        "drawing": drawing_of(flow, WIDE, whole=True),
        "title": f"How information flows: {of}",
    }
    return render(request, "pictures/file.svg", context, content_type="image/svg+xml")
