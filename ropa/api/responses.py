"""Build responses: JSON, cached and conditional as public pages are.

Every operation returns what one of these functions returns. `query` is what was asked for, if the
operation takes any parameters; any other parameter in the address is a mistake that is told.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from pydantic import BaseModel

from ropa.public.caching import cached_by_register, cached_by_release, cached_by_version
from ropa.public.published_lists import sound
from ropa.public.published_versions import ReadableVersion

from .json_values import as_json
from .parameters import Paging, unusable
from .problems import WrongParameter
from .schemas import Page


class UnusableParameters(Exception):
    """Parameters that cannot be used."""

    def __init__(self, errors: Sequence[WrongParameter]) -> None:
        super().__init__(errors)
        self.errors = errors


def from_register(
    request: HttpRequest, make: Callable[[], BaseModel], query: Paging | None = None
) -> HttpResponse:
    """Answer with what `make` makes from any published versions.

    Raises `UnusableParameters`, and whatever `make` raises.
    """
    _check(request, query)
    return cached_by_register(lambda _request: _json(make()))(request)


def from_program(request: HttpRequest, make: Callable[[], Any]) -> HttpResponse:
    """Answer with what `make` makes from no version at all. Raises `UnusableParameters`."""
    _check(request, None)
    return cached_by_release(lambda _request: _json(make()))(request)


def from_version(
    request: HttpRequest,
    find: Callable[..., ReadableVersion],
    make: Callable[[ReadableVersion], BaseModel | HttpResponse],
    **named: Any,
) -> HttpResponse:
    """Answer with what `make` makes of the version that `find` finds by what is `named`.

    Raises `UnusableParameters`, and `Http404` if there is none.
    """
    _check(request, None)

    def made(_request: HttpRequest, reading: ReadableVersion) -> HttpResponse:
        answer = make(reading)
        return answer if isinstance(answer, HttpResponse) else _json(answer)

    return cached_by_version(find)(made)(request, **named)


def page_of[P: Page, Found](
    kind: type[P],
    request: HttpRequest,
    query: Paging,
    found: Sequence[Found] | QuerySet[Any],
    item: Callable[[Any], BaseModel],
) -> P:
    """Return the part of `found` that was asked for, each made into an item of the list."""
    total = found.count() if isinstance(found, QuerySet) else len(found)
    following = query.offset + query.limit
    part = found[query.offset : following]
    before = max(min(query.offset, total) - query.limit, 0)
    return kind(
        total=total,
        limit=query.limit,
        offset=query.offset,
        next=_part(request, query, following) if following < total else None,
        previous=_part(request, query, before) if query.offset and total else None,
        items=tuple(item(each) for each in (sound(part) if isinstance(part, QuerySet) else part)),
    )


def address(request: HttpRequest, name: str, *keys: Any) -> str:
    """Return the whole address of an operation of this API, by its name."""
    return page_address(request, f"api:v1:{name}", *keys)


def page_address(request: HttpRequest, name: str, *keys: Any) -> str:
    """Return the whole address of a page, by its name."""
    return request.build_absolute_uri(reverse(name, args=keys))


def holds_words(text: str, words: str | None) -> bool:
    """Whether all the words stand in a text that is in small letters."""
    return all(word in text for word in (words or "").casefold().split())


def _check(request: HttpRequest, query: Paging | None) -> None:
    if errors := tuple(unusable(request, type(query).model_fields if query else ())):
        raise UnusableParameters(errors)


def _part(request: HttpRequest, query: Paging, offset: int) -> str:
    asked = request.GET.copy()
    asked["limit"], asked["offset"] = str(query.limit), str(offset)
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")


def _json(answer: Any) -> HttpResponse:
    content = json.dumps(as_json(answer), ensure_ascii=False, indent=1)
    return HttpResponse(content, content_type="application/json")
