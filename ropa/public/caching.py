"""Cache public pages: render once, compress, and answer conditional requests.

A page is kept with what it read. As long as the register has no newer version, nothing can have
changed; once it has one, the page asks again for what it read, and is made anew only if something
of that is not as it was. Its ETag is a digest of what it says, so that equal ones mean equal bytes.

Put `cached_by_version` on a view of one version, `cached_by_register` on any other that
shows versions, `cached_by_menus` on one that shows none, `cached_by_release` on one that has no
menus either, and `conditional_file` on a view of one version that keeps what it makes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, time
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import get_conditional_response

from .areas import Area, areas_for, areas_known, know_head
from .conditions import PageCondition, accepts_gzip, condition_of, names, public
from .page_cache import KeptPage, PageCache, Rendered
from .page_reads import reads_noted
from .published_versions import NO_MARK, PageMark, ReadableVersion, register_mark

type View = Callable[..., HttpResponse]

MINUTE = 60
HOUR = 60 * MINUTE

_CONDITIONS = {
    "HTTP_IF_MATCH",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_UNMODIFIED_SINCE",
}
_page_cache = PageCache(limit=32 * 1024 * 1024)


def cached_by_register(view: View) -> View:
    """Decorate a view that shows any published versions."""

    @wraps(view)
    def cached(request: HttpRequest, **named: Any) -> HttpResponseBase:
        return _answer(request, _register_state(request), lambda: view(request, **named), MINUTE)

    return cached  # type: ignore[return-value]


def cached_by_release(view: View) -> View:
    """Decorate a view that shows no version and no menu: it changes with a deployment alone."""

    @wraps(view)
    def cached(request: HttpRequest) -> HttpResponseBase:
        return _answer(request, NO_MARK, lambda: view(request), HOUR)

    return cached  # type: ignore[return-value]


def cached_by_menus(view: View) -> View:
    """Decorate a view that shows no version, but has the menus of the site. It is answered even
    while the database cannot be asked."""

    @wraps(view)
    def cached(request: HttpRequest) -> HttpResponseBase:
        menus = PageMark(" ".join(_names(areas_for(request))))
        return _answer(request, menus, lambda: view(request), HOUR)

    return cached  # type: ignore[return-value]


def cached_by_version(find: Callable[..., ReadableVersion]) -> Callable[[View], View]:
    """Decorate a view that is given the request and the reading which `find` finds.

    `find` takes what the address names and may raise `Http404`. The address of one version is
    asked for again less often than that of the newest: only its banner and its history can change.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def cached(request: HttpRequest, **named: Any) -> HttpResponseBase:
            age = HOUR if "number" in named else MINUTE
            state = _register_state(request)
            return _answer(request, state, lambda: view(request, find(**named)), age)

        return cached  # type: ignore[return-value]

    return decorate


def conditional_file(find: Callable[..., ReadableVersion]) -> Callable[[View], View]:
    """Decorate a view of a file made from one version and nothing that can change, and kept by the
    view itself. It is given the request and the reading which `find` finds, and not compressed."""

    def decorate(view: View) -> View:
        @wraps(view)
        def cached(request: HttpRequest, **named: Any) -> HttpResponseBase:
            reading = find(**named)
            version, age = reading.version, HOUR if "number" in named else MINUTE
            if not version.is_in_force:
                return public(view(request, reading), age)
            mark = PageMark(f"{version.row_hash} {settings.REGISTER_ADDRESS}", version.created_at)

            condition = condition_of(request, mark)
            if names(request, condition.etag(gzip=False)):
                return condition.put_on(HttpResponseNotModified(), age, gzip=False)
            response = view(request, reading)
            if response.status_code != HTTPStatus.OK:
                return response
            return _conditional(request, condition, age, Rendered.of(response), gzip=False)

        return cached  # type: ignore[return-value]

    return decorate


def _answer(
    request: HttpRequest, state: PageMark, render: Callable[[], HttpResponse], age: int
) -> HttpResponseBase:
    """Return the page or that it is still the same.

    `state` is that of the register before anything else of it was read: what changes meanwhile is
    looked for the next time.
    """
    gzip = accepts_gzip(request)
    address = _address(request)
    kept = _page_cache.get(address)
    if kept is not None and (kept.state == state.identity or _is_still_the_same(request, kept)):
        if kept.state != state.identity:
            condition = condition_of(request, _mark_of(kept.page, state))
            kept = replace(kept, state=state.identity, condition=condition)
            _page_cache.store(address, kept)
        return _conditional(request, kept.condition, age, kept.page, gzip=gzip)

    with reads_noted() as reads:
        response = render()
    if response.status_code == HTTPStatus.GONE:
        return public(response, age)
    if response.status_code != HTTPStatus.OK:
        return response
    if _is_personal(request, response):
        response.headers["Cache-Control"] = "private, no-store"
        return response
    page = Rendered.of(response)
    condition = condition_of(request, _mark_of(page, state))
    # Query strings are without end, and what they ask for is quickly made.
    if not request.META.get("QUERY_STRING") and reads.are_all:
        menus = _names(known) if (known := areas_known(request)) is not None else None
        _page_cache.store(address, KeptPage(state.identity, condition, page, reads, menus))
    return _conditional(request, condition, age, page, gzip=gzip)


def _register_state(request: HttpRequest) -> PageMark:
    state = register_mark()
    know_head(request, state.identity)
    return state


def _address(request: HttpRequest) -> str:
    """By what a page is kept: pages say what has ended or begun by the day on which they are
    read."""
    site = f"{settings.REGISTER_NAME} {request.scheme}://{request.get_host()}"
    return f"{timezone.localdate()} {site}{request.get_full_path()}"


def _is_still_the_same(request: HttpRequest, page: KeptPage) -> bool:
    """Whether nothing of what a kept page is made from has changed since."""
    if page.menus is not None and page.menus != _names(areas_for(request)):
        return False
    return page.reads.are_answered_alike()


def _conditional(
    request: HttpRequest, condition: PageCondition, age: int, page: Rendered, *, gzip: bool
) -> HttpResponseBase:
    """Return the page, or that it is still the same for whoever asks under a condition."""
    etag = condition.etag(gzip=gzip)
    if names(request, etag):
        return condition.put_on(HttpResponseNotModified(), age, gzip=gzip)
    response = condition.put_on(page.response(compressed=gzip), age, gzip=gzip)
    if not _CONDITIONS.isdisjoint(request.META):
        changed = int(condition.changed.timestamp())
        return get_conditional_response(request, etag, changed, response) or response
    return response


def _mark_of(page: Rendered, state: PageMark) -> PageMark:
    """The mark of a page that was made, or found to be the same, in a state of the register. To
    whoever knows a date alone, it changed with that, or with the day."""
    today = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    digest = hashlib.sha256(page.content).hexdigest()
    return PageMark(digest, max(state.changed, today) if state.changed else None)


def _names(areas: Iterable[Area]) -> tuple[str, ...]:
    return tuple(area.name for area in areas)


def _is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether making the page involved who asks: such a page is for nobody else."""
    session = getattr(request, "session", None)
    asked_for_token = "CSRF_COOKIE_NEEDS_UPDATE" in request.META
    return bool(response.cookies) or asked_for_token or getattr(session, "accessed", False)
