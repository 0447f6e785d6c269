"""Browsers in which a person has signed in before, known by a cookie that nobody can make.

OWASP calls it a device cookie. It lets nobody in: it only keeps what strangers do at an account
from making its person wait, and tells the person of sign-ins from elsewhere.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from . import throttling

SALT = "ropa.accounts.known_browsers"
AGE = 60 * 60 * 24 * 180
# Two for each account: a shared computer knows the last few people.
MOST_NAMES = 8


def digest_for(request: HttpRequest, name: str) -> str:
    """Return what is counted of this browser for a name; nothing if it is not known for it."""
    secret, known = _read(request)
    digest = throttling.browser_digest(secret, name)
    return digest if digest in known else ""


def is_known(request: HttpRequest, names: list[str]) -> bool:
    """Say whether an account, given the names it can sign in by, has signed in here before."""
    return any(digest_for(request, name) for name in names)


def remember(request: HttpRequest, response: HttpResponseBase, names: list[str]) -> None:
    """Let the browser be known for an account, given the names it can sign in by."""
    secret, known = _read(request)
    secret = secret or secrets.token_urlsafe(16)
    digests = [throttling.browser_digest(secret, name) for name in names]
    known = [*digests, *(each for each in known if each not in digests)]
    response.set_cookie(
        settings.KNOWN_BROWSER_COOKIE_NAME,
        signing.dumps([secret, known[:MOST_NAMES]], salt=SALT),
        max_age=AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    cookie = request.COOKIES.get(settings.KNOWN_BROWSER_COOKIE_NAME, "")
    try:
        secret, known = signing.loads(cookie, salt=SALT, max_age=AGE)
    except signing.BadSignature:
        return "", []
    return secret, known
