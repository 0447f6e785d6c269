"""A fresh sign-in before what weighs most: approving, publishing, withdrawing, giving roles.

A view calls `require_fresh_sign_in` when it is about to do such a thing. Where the last sign-in is
older than `FRESH_SIGN_IN_SECONDS` the person is asked for it again, and what they typed is held
meanwhile (OWASP ASVS 5.0, 7.5.3; docs/decisions/0027).
"""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest

FRESH_AT = "_fresh_sign_in_at"


class FreshSignInNeeded(Exception):
    """What was asked for needs a fresh sign-in. Middleware leads to where one is given."""


def is_fresh(request: HttpRequest) -> bool:
    """Say whether the person has proved lately who they are."""
    at = request.session.get(FRESH_AT)
    return at is not None and 0 <= time.time() - at < settings.FRESH_SIGN_IN_SECONDS


def require_fresh_sign_in(request: HttpRequest) -> None:
    """Raise `FreshSignInNeeded` unless the person has proved lately who they are."""
    if not is_fresh(request):
        raise FreshSignInNeeded


def note_fresh_sign_in(request: HttpRequest, **_signal: Any) -> None:
    """Note that the person has just proved who they are. Receives `user_logged_in`."""
    request.session[FRESH_AT] = int(time.time())


def note_proved_at(request: HttpRequest, at: int) -> None:
    """Note when the person proved who they are, where that was not just now. In seconds since
    1970; 0 is never."""
    request.session[FRESH_AT] = min(at, int(time.time()))


def note_confirmed(request: HttpRequest, reauthenticated: bool = False, **_signal: Any) -> None:
    """Note a sign-in that was asked for again, and give the session a new key (ASVS 7.2.4).

    Receives `authentication_step_completed`, which also tells of the steps of a first sign-in.
    """
    if reauthenticated and request.user.is_authenticated:
        request.session.cycle_key()
        note_fresh_sign_in(request)
