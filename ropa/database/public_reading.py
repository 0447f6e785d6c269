"""Let the public read from the replica."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse

from .failures import failure_of
from .replica import is_usable, suspend
from .routing import from_replica

_READS = {"GET", "HEAD"}


class PublicReading:
    """Read what is asked for with GET or HEAD under the public's addresses from the replica.

    Everything else, the staff interface above all, is read from the primary.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Answer with what the view returns when it reads from the replica.

        None, if it is not to, or if the replica fails meanwhile: then Django asks the view, which
        reads from the primary. That it is asked twice does no harm, since it only reads.
        """
        if not (_is_public(request) and is_usable()):
            return None
        try:
            return _from_replica(view, request, args, kwargs)
        except Exception as error:
            if failure_of(error) is None:
                raise
            suspend(error)
            return None


def _is_public(request: HttpRequest) -> bool:
    match = request.resolver_match
    namespace = match.namespaces[0] if match and match.namespaces else None
    return request.method in _READS and namespace in settings.PUBLIC_NAMESPACES


def _from_replica(
    view: Callable[..., Any], request: HttpRequest, args: Any, kwargs: Any
) -> HttpResponseBase:
    with from_replica():
        response = view(request, *args, **kwargs)
    if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
        pieces = _each_from_replica(iter(response))
        # It begins here, so that a replica that fails at once is found out.
        response.streaming_content = chain([next(pieces, b"")], pieces)
    return response


def _each_from_replica(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the pieces, each made from the replica; between two of them nothing is said of it."""
    while True:
        with from_replica():
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece
