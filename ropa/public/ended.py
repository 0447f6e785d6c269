"""Where a notice or an entry was: that it is gone, since when, and why."""

from __future__ import annotations

import json
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .reading import Reading


def ended(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Return the page that says so, under status 410."""
    version = reading.version
    title: str = json.loads(version.frozen_text)["title"]
    context = {"reading": reading, "version": version, "title": title, "key": reading.key}
    return render(request, "public/ended.html", context, status=HTTPStatus.GONE)
