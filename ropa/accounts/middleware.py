"""Middleware of signing in: sessions that end, forms that come too late, fresh sign-ins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from . import held_forms, refused_forms
from .step_up import FreshSignInNeeded


class RecordSessionUse:
    """Notes which sessions are in use, and gives those a new key whose person got more rights.

    A page that only looks whether something has happened, without anybody doing anything, carries
    the mark of `is_no_activity`, and does not keep a session open.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        session: Any = request.session
        # Pages for the public do not look at the session, and need not wait for it.
        if not session.accessed or session.row is None or not session.session_key:
            return response
        if session.row.needs_new_key:
            session.cycle_key()
        elif not session.modified and _is_activity(request):
            session.touch()
        return response


class HoldRefusedForms:
    """Holds what was typed when a form comes after its session has ended, or when the person has to
    sign in afresh before it is taken."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Return where a form leads whose sender is no longer signed in."""
        if request.method != "POST" or not held_forms.is_staff_page(request):
            return None
        if request.user.is_authenticated:
            return None
        if getattr(view, "csrf_exempt", False):
            # It takes a file, looks at the token itself, and must be the first to read it.
            refused_forms.warn_about_lost_file(request)
            return None
        # Django has looked at the token already.
        if not held_forms.can_be_held(request):
            return None
        return refused_forms.hold_until_signed_in(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Return where to sign in afresh, with what was typed held meanwhile."""
        if not isinstance(exception, FreshSignInNeeded):
            return None
        return refused_forms.hold_until_fresh(request)


def is_no_activity[V: Callable[..., Any]](view: V) -> V:
    """Decorate a view that a page asks by itself: that somebody has it open is no activity."""
    view.__dict__["is_no_activity"] = True
    return view


def _is_activity(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is None or not getattr(match.func, "is_no_activity", False)
