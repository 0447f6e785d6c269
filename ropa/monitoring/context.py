"""What every line of the log says about where it came from: the request, the person, the address.

The middleware binds it for a request, so that lines written by code that knows of no request carry
it too.
"""

from __future__ import annotations

import re
import uuid
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from ropa.serving.addresses import client_address

# What proxies make: UUIDs, hexadecimal numbers, words with dashes; nothing that is a sentence.
WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{7,63}")


_current: ContextVar[HttpRequest | None] = ContextVar("current request", default=None)


def enter(request: HttpRequest) -> None:
    """Let every line of this thread say, from here on, that it is about this request."""
    _current.set(request)


def leave() -> None:
    """Let no later line of this thread say that it is about a request."""
    _current.set(None)


def current() -> HttpRequest | None:
    """Return the request that this thread is answering, if it is answering one."""
    return _current.get()


def origin_of(request: HttpRequest) -> dict[str, Any]:
    """Return who asked, from where, and the request's id, as every line about it says them."""
    return {
        "request_id": request_id_of(request),
        "address": address_of(request),
        "person": person_of(request),
    }


def request_id_of(request: HttpRequest) -> str:
    """Return the id of a request: the one the proxy in front gave, or a new one.

    The header is believed only behind a proxy, and only if it looks like an id.
    """
    known = request.__dict__.get("request_id")
    if known is None:
        offered = request.META.get("HTTP_X_REQUEST_ID", "")
        believed = settings.BEHIND_HTTPS_PROXY and WELL_FORMED.fullmatch(offered)
        known = request.__dict__["request_id"] = offered if believed else uuid.uuid4().hex
    return str(known)


def address_of(request: HttpRequest) -> str:
    """Return the network address a request came from."""
    return client_address(request)


def person_of(request: HttpRequest) -> int | None:
    """Return the number of who is signed in, if the request has had reason to find out.

    It asks no database: a line of the log is no reason to read a session.
    """
    return number_of(request.__dict__.get("_cached_user"))


def number_of(person: Any) -> int | None:
    """Return the primary key of a person, who may be given as one; None for a visitor."""
    number = getattr(person, "pk", person)
    return number if isinstance(number, int) else None
