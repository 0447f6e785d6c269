"""Cache public pages: render once, compress, and answer conditional requests.

A page carries an ETag of everything it is made from: frozen versions, its query string, and the
program. Put `cached_by_version` on a view of one version, `cached_by_register` on any other that
shows versions, `cached_by_menus` on one that shows none, `cached_by_release` on one that has no
menus either, and `conditional_file` on a view of one version that keeps what it makes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import get_conditional_response

from .areas import Area, areas_for, know_head
from .conditions import PageCondition, accepts_gzip, condition_of, names, public
from .page_cache import KeptPage, PageCache, Rendered
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


@dataclass(frozen=True)
class _PageSource:
    """What a page is to be made from, and how."""

    head: str
    mark: PageMark
    render: Callable[[], HttpResponse]
    is_there: bool = True


def cached_by_register(view: View) -> View:
    """Decorate a view that shows any published versions: it changes whenever one is added."""

    @wraps(view)
    def cached(request: HttpRequest, **named: Any) -> HttpResponseBase:
        mark = register_mark()

        def find() -> _PageSource:
            know_head(request, mark.identity)
            return _PageSource(mark.identity, mark, lambda: view(request, **named))

        return _answer(request, lambda: mark.identity, find, MINUTE)

    return cached  # type: ignore[return-value]


def cached_by_release(view: View) -> View:
    """Decorate a view that shows no version and no menu: it changes with a deployment alone."""

    @wraps(view)
    def cached(request: HttpRequest) -> HttpResponseBase:
        head = NO_MARK.identity
        found = _PageSource(head, NO_MARK, lambda: view(request))
        return _answer(request, lambda: head, lambda: found, HOUR)

    return cached  # type: ignore[return-value]


def cached_by_menus(view: View) -> View:
    """Decorate a view that shows no version, but has the menus of the site. It is answered even
    while the database cannot be asked."""

    @wraps(view)
    def cached(request: HttpRequest) -> HttpResponseBase:
        menus = _mark_of(areas_for(request))
        found = _PageSource(menus.identity, menus, lambda: view(request))
        return _answer(request, lambda: menus.identity, lambda: found, HOUR)

    return cached  # type: ignore[return-value]


def cached_by_version(find: Callable[..., ReadableVersion]) -> Callable[[View], View]:
    """Decorate a view that is given the request and the reading which `find` finds.

    `find` takes what the address names and may raise `Http404`. The address of one version is
    asked for again less often than that of the newest: only its banner and its history can change.
    Both change with the day: a page says of an activity that has ended that it ran until then.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def cached(request: HttpRequest, **named: Any) -> HttpResponseBase:
            def found() -> _PageSource:
                reading = find(**named)
                # It has the menus of the site, which a version of something else may change.
                know_head(request, reading.head)
                menus = _mark_of(areas_for(request))
                return _PageSource(
                    _today(reading.head),
                    reading.mark.combined_with(menus).combined_with(_day_mark()),
                    lambda: view(request, reading),
                    # What has ended is an answer of its own, which no condition can be about.
                    is_there=reading.version.is_in_force,
                )

            age = HOUR if "number" in named else MINUTE
            return _answer(request, lambda: _today(register_mark().identity), found, age)

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

            def made_now() -> Rendered | HttpResponse:
                response = view(request, reading)
                return Rendered.of(response) if response.status_code == 200 else response

            condition = condition_of(request, mark)
            return _conditional(request, condition, age, made_now, gzip=False)

        return cached  # type: ignore[return-value]

    return decorate


def _answer(
    request: HttpRequest, head: Callable[[], str], find: Callable[[], _PageSource], age: int
) -> HttpResponseBase:
    """Return the page or that it is still the same.

    As long as the head of the register is what it was when a page was kept, the page is as it was.
    """
    site = f"{settings.REGISTER_NAME} {request.scheme}://{request.get_host()}"
    address = f"{site}{request.get_full_path()}"
    gzip = accepts_gzip(request)
    cached_page = _page_cache.get(address)
    if cached_page is not None and cached_page.head == head():
        return _conditional(
            request, cached_page.condition, age, lambda: cached_page.page, gzip=gzip
        )

    found = find()
    if not found.is_there:
        return public(found.render(), age)
    condition = condition_of(request, found.mark)

    def made_now() -> Rendered | HttpResponse:
        response = found.render()
        if response.status_code != 200:
            return response
        if _is_personal(request, response):
            response.headers["Cache-Control"] = "private, no-store"
            return response
        page = Rendered.of(response)
        # Query strings are without end, and what they ask for is quickly made.
        if not request.META.get("QUERY_STRING"):
            _page_cache.store(address, KeptPage(found.head, condition, page))
        return page

    return _conditional(request, condition, age, made_now, gzip=gzip)


def _conditional(
    request: HttpRequest,
    condition: PageCondition,
    age: int,
    make: Callable[[], Rendered | HttpResponse],
    *,
    gzip: bool,
) -> HttpResponseBase:
    """Return that the page is still the same, or the page, or what came of making it.

    Any condition but an ETag of ours could be met by what is not there, so the page is made first.
    """
    etag = condition.etag(gzip=gzip)
    if names(request, etag):
        return condition.put_on(HttpResponseNotModified(), age, gzip=gzip)
    page = make()
    if isinstance(page, HttpResponse):
        return page
    response = condition.put_on(page.response(compressed=gzip), age, gzip=gzip)
    if not _CONDITIONS.isdisjoint(request.META):
        changed = int(condition.changed.timestamp())
        return get_conditional_response(request, etag, changed, response) or response
    return response


def _today(head: str) -> str:
    """The head of the register with the day: pages of versions say what has ended by then."""
    return f"{head} {timezone.localdate()}"


def _day_mark() -> PageMark:
    """The mark of the day, which began when it did."""
    today = timezone.localdate()
    return PageMark(str(today), timezone.make_aware(datetime.combine(today, time.min)))


def _mark_of(areas: Iterable[Area]) -> PageMark:
    return PageMark(" ".join(area.name for area in areas))


def _is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether making the page involved who asks: such a page is for nobody else."""
    session = getattr(request, "session", None)
    asked_for_token = "CSRF_COOKIE_NEEDS_UPDATE" in request.META
    return bool(response.cookies) or asked_for_token or getattr(session, "accessed", False)
