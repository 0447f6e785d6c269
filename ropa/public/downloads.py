"""The whole public record as files: streamed as they are made, or made once and kept as a file.

What a file is made from is pinned by the head of the chain, so its ETag is known before it is made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO

from django.conf import settings
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.text import compress_sequence
from django.views.decorators.http import require_safe

from ropa.deployment import deployment
from ropa.reports.all_formats import every_format
from ropa.reports.contents import Report
from ropa.reports.formats import Format, file_name
from ropa.reports.reading import report
from ropa.reports.selection import Selection

from .caching import MINUTE
from .conditions import accepts_gzip, condition_of
from .kept_files import NotYetMade, kept
from .reading import NOTHING, Mark

# These are written piece by piece only once all of them is made, which takes long.
MADE_ONCE = frozenset({"xlsx", "csv-sheets"})
# How long somebody waits while a file is made for somebody else, and after how long to ask again,
# in seconds. Each of them takes up a thread of the process: the others are for those who read.
PATIENCE = 30
RETRY_AFTER = 30
_places_to_wait = BoundedSemaphore(2)
# So many bytes are sent, and compressed, together.
_TOGETHER = 64 * 1024


@require_safe
def register(request: HttpRequest, form: str) -> HttpResponseBase:
    """Return the public record in a form, by its name."""
    kind = next(each for each in every_format() if each.name == form)
    found = report(Selection(is_public=True))
    gzip = kind.name not in MADE_ONCE and accepts_gzip(request)
    condition = condition_of(request, _mark(found, kind))
    changed = int(condition.changed.timestamp())
    met = get_conditional_response(request, condition.etag(gzip=gzip), changed)
    if met is not None:
        return condition.put_on(met, MINUTE, gzip=gzip)
    response: HttpResponseBase
    if request.method == "HEAD":
        response = StreamingHttpResponse(content_type=kind.type)
    elif kind.name not in MADE_ONCE:
        content = _together(kind.write(found))
        response = StreamingHttpResponse(
            compress_sequence(content) if gzip else content, content_type=kind.type
        )
    else:
        file = _kept(found, kind)
        if file is None:
            return _not_yet(request)
        response = FileResponse(file, content_type=kind.type)
    if gzip:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(found, kind)}"'
    return condition.put_on(response, MINUTE, gzip=gzip)


def _mark(found: Report, kind: Format) -> Mark:
    """What a file is made from, besides the program."""
    head = found.head
    mark = Mark(head.row_hash, head.created_at) if head else NOTHING
    return Mark(f"{mark.identity} {kind.name} {settings.REGISTER_ADDRESS}", mark.changed)


def _together(content: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the first piece at once, so that people see it begin, and the others many together."""
    gathered = bytearray()
    for number, piece in enumerate(content):
        gathered += piece
        if not number or len(gathered) >= _TOGETHER:
            yield bytes(gathered)
            gathered.clear()
    if gathered:
        yield bytes(gathered)


def _kept(found: Report, kind: Format) -> IO[bytes] | None:
    """Return the file that was made for all, or `None` if it is still being made."""
    made_from = (_mark(found, kind).identity, deployment().digest, settings.REGISTER_NAME)
    name = hashlib.sha256("\n".join(made_from).encode()).hexdigest()
    path = Path(settings.PDF_FOLDER) / "register" / f"{kind.name}-{name}.file"
    if not _places_to_wait.acquire(blocking=False):
        return None
    try:
        return kept(path, lambda: kind.write(found), replaces=f"{kind.name}-*", seconds=PATIENCE)
    except NotYetMade:
        return None
    finally:
        _places_to_wait.release()


def _not_yet(request: HttpRequest) -> HttpResponse:
    status = HTTPStatus.SERVICE_UNAVAILABLE
    response = render(request, "public/no-file.html", status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response
