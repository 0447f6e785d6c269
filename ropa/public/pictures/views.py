"""Views that serve diagrams as SVG files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ropa.documents.published import published
from ropa.documents.schema import ActivityDocument
from ropa.documents.sections import Content, content_of

from ..caching import cached_by_version
from ..gone import gone_page
from ..reading import Reading, activity_reading
from .flow import flow_of
from .layout import WIDE, drawn


@require_safe
@cached_by_version(activity_reading)
def activity_flow(request: HttpRequest, reading: Reading) -> HttpResponse:
    """The picture of a version of an entry. There is none of what has ended."""
    if not reading.version.is_in_force:
        return gone_page(request, reading)
    entry = published(ActivityDocument.model_validate_json(reading.version.frozen_text))
    return picture_file(request, content_of([entry]), entry.title)


def picture_file(request: HttpRequest, content: Content, of: str) -> HttpResponse:
    """Return the flow of merged entries as an SVG file in which everybody is named."""
    flow = flow_of(content)
    context = {
        "flow": flow,
        "drawing": drawn(flow, WIDE, whole=True),
        "title": f"How information flows: {of}",
    }
    return render(request, "pictures/file.svg", context, content_type="image/svg+xml")
