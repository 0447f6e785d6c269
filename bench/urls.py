"""The register's addresses, and a view that says the same to everybody and asks no database."""

from __future__ import annotations

import gzip
import os
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from ropa.urls import urlpatterns as of_the_register


@cache
def _page(compressed: bool) -> bytes:
    plain = Path(os.environ["BENCH_FOLDER"], "page.html").read_bytes()
    return gzip.compress(plain) if compressed else plain


@require_safe
def constant(request: HttpRequest) -> HttpResponse:
    """Return the same bytes as the page it is compared with, in the form asked for."""
    compressed = "gzip" in request.headers.get("Accept-Encoding", "")
    headers = {"Content-Encoding": "gzip"} if compressed else {}
    return HttpResponse(_page(compressed), headers=headers)


urlpatterns = [*of_the_register, path("bench/constant/", constant)]
