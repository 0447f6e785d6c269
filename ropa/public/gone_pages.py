"""The page of what was withdrawn or has ended: since when it is gone, and why."""

from __future__ import annotations

import json
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .changes import SubjectPages
from .published_versions import ReadableVersion
from .succession import replacements


def gone_page(request: HttpRequest, reading: ReadableVersion, place: SubjectPages) -> HttpResponse:
    """Return the page, under status 410, for a reading whose version is no longer in force, of
    what is at `place`."""
    version = reading.version
    title: str = json.loads(version.frozen_text)["title"]
    context = {
        "reading": reading,
        "version": version,
        "title": title,
        "key": reading.key,
        "place": place,
        "replacements": replacements(place),
    }
    return render(request, "public/ended.html", context, status=HTTPStatus.GONE)
