"""Views that serve the public record as files: streamed, or made once by a worker.

What a file is made from is pinned by the head of the chain, so its ETag is known before it is made.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from threading import BoundedSemaphore

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.text import compress_sequence
from django.views.decorators.http import require_safe

from ropa.background.files import pieces_of
from ropa.background.requested_files import RETRY_AFTER, CannotBeMade, requested_file
from ropa.models import MadeFile
from ropa.reports.contents import Report
from ropa.reports.formats import Format, file_name
from ropa.reports.report_query import report

from .caching import MINUTE
from .conditions import accepts_gzip, condition_of
from .published_versions import PageMark
from .register_files import (
    PUBLIC_SELECTION,
    format_named,
    is_made_once,
    make_register_file,
    mark_of,
    register_file_name,
)

logger = logging.getLogger(__name__)

# So many bytes are sent, and compressed, together.
_PIECE_BYTES = 64 * 1024
# So many are written at a time in each process: a large record takes a thread for a minute.
STREAMS = 2
_streams = BoundedSemaphore(STREAMS)


class _Stream:
    """What is written while it is sent. It has a place among the few until it ends, is closed, or
    is forgotten."""

    def __init__(self, content: Iterable[bytes], places: BoundedSemaphore) -> None:
        self._content = iter(content)
        self._places = places
        self._has_place = True

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._content)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let another have the place. The server calls it however the sending ends."""
        if self._has_place:
            self._has_place = False
            self._places.release()

    def __del__(self) -> None:
        self.close()


@require_safe
def register(request: HttpRequest, form: str) -> HttpResponseBase:
    """Return the public record in a form, by its name."""
    kind, found = format_named(form), report(PUBLIC_SELECTION)
    return report_file(request, found, kind, mark_of(found, kind))


def report_file(
    request: HttpRequest, found: Report, kind: Format, mark: PageMark
) -> HttpResponseBase:
    """Return a public report in a form, or that it is still the one with this mark."""
    gzip = not is_made_once(kind) and accepts_gzip(request)
    condition = condition_of(request, mark)
    changed = int(condition.changed.timestamp())
    met = get_conditional_response(request, condition.etag(gzip=gzip), changed)
    if met is not None:
        return condition.put_on(met, MINUTE, gzip=gzip)
    response: HttpResponseBase | None
    if request.method == "HEAD":
        response = StreamingHttpResponse(content_type=kind.type)
    elif is_made_once(kind):
        response = _made_file(request, found, kind)
    else:
        response = _streamed(found, kind, gzip=gzip)
    if response is None:
        return _not_yet(request)
    if gzip:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(found, kind)}"'
    return condition.put_on(response, MINUTE, gzip=gzip)


def _made_file(request: HttpRequest, found: Report, kind: Format) -> HttpResponseBase | None:
    """Return the file that a worker has made, or None if it has not yet."""
    name = register_file_name(found, kind)
    try:
        file: MadeFile | None = requested_file(
            name, make_register_file, kind.name, about=file_name(found, kind)
        )
    except CannotBeMade as problem:
        logger.error("There is no %s: %s", request.path, problem)
        return None
    if file is None:
        return None
    response = StreamingHttpResponse(pieces_of(file), content_type=kind.type)
    response.headers["Content-Length"] = str(file.size)
    return response


def _streamed(found: Report, kind: Format, *, gzip: bool) -> HttpResponseBase | None:
    """Return the file as it is written, or None if too many are being written already."""
    if not _streams.acquire(blocking=False):
        return None
    content = _in_larger_pieces(kind.write(found))
    stream = _Stream(compress_sequence(content) if gzip else content, _streams)
    return StreamingHttpResponse(stream, content_type=kind.type)


def _in_larger_pieces(content: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the first piece at once, so that people see it begin, and the others many together."""
    gathered = bytearray()
    for number, piece in enumerate(content):
        gathered += piece
        if not number or len(gathered) >= _PIECE_BYTES:
            yield bytes(gathered)
            gathered.clear()
    if gathered:
        yield bytes(gathered)


def _not_yet(request: HttpRequest) -> HttpResponse:
    context = {"retry_after": RETRY_AFTER}
    status = HTTPStatus.SERVICE_UNAVAILABLE
    response = render(request, "public/no-file.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response
