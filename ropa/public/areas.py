"""The parts of the public site that other applications add to its menus.

Each is in the menus only while it has something to show. Whether it has follows from the published
versions, so it is asked once for each state of the register.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.db import DatabaseError
from django.http import HttpRequest

from .published_versions import NO_MARK, register_mark


@dataclass(frozen=True)
class Area:
    """A part of the site: its name, the view of its main page, and what people find there.

    `has_pages` says whether anything in it is published. It asks one query.
    """

    name: str
    view: str
    about: str
    has_pages: Callable[[], bool]


_areas: list[Area] = []


def register_area(area: Area) -> None:
    """Add a part to the menus of the site."""
    _areas.append(area)
    areas_at.cache_clear()


@lru_cache(maxsize=4)
def areas_at(head: str) -> tuple[Area, ...]:
    """Return the parts with something to show in a state of the register.

    Takes a query for each part, if this is not known yet.
    """
    if head == NO_MARK.identity:
        return ()
    return tuple(area for area in _areas if area.has_pages())


def areas_now() -> tuple[Area, ...]:
    """Return the parts with something to show. Takes one query, and as `areas_at`."""
    return areas_at(register_mark().identity) if _areas else ()


def areas_for(request: HttpRequest) -> tuple[Area, ...]:
    """Return the parts with something to show, asked once for a request.

    None while the database cannot be asked: a page may be there to say just that.
    """
    known: tuple[Area, ...] | None = request.__dict__.get("_areas")
    if known is None:
        head: str | None = request.__dict__.get("_register_head")
        try:
            known = areas_now() if head is None else areas_at(head)
        except DatabaseError:
            known = ()
        request.__dict__["_areas"] = known
    return known


def areas_known(request: HttpRequest) -> tuple[Area, ...] | None:
    """Return the parts that a request has asked for, or None if it did not."""
    return request.__dict__.get("_areas")


def know_head(request: HttpRequest, head: str) -> None:
    """Let a request know the state of the register, so that its menus do not ask for it."""
    request.__dict__["_register_head"] = head
