"""Events of signing in and out: Django and allauth say by signals that they happened."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model, signals
from django.db import DatabaseError

from . import events


def connect() -> None:
    """Listen to the signals of the applications that are installed."""
    signals.user_logged_in.connect(_signed_in, dispatch_uid="ropa.monitoring")
    signals.user_login_failed.connect(_sign_in_failed, dispatch_uid="ropa.monitoring")
    signals.user_logged_out.connect(_signed_out, dispatch_uid="ropa.monitoring")
    if apps.is_installed("allauth.account"):
        from allauth.account import signals as account

        account.password_reset.connect(_password_reset, dispatch_uid="ropa.monitoring")
    if apps.is_installed("allauth.mfa"):
        from allauth.mfa import signals as mfa

        mfa.authenticator_added.connect(_factor("added"), weak=False)
        mfa.authenticator_removed.connect(_factor("removed"), weak=False)
        mfa.authenticator_reset.connect(_factor("reset"), weak=False)
        mfa.authentication_failed.connect(_second_factor_failed, dispatch_uid="ropa.monitoring")


def _signed_in(*, user: Any, request: Any = None, **_signal: Any) -> None:
    events.record("sign_in.succeeded", request=request, person=user)


def _signed_out(*, user: Any = None, request: Any = None, **_signal: Any) -> None:
    if user is not None:
        events.record("sign_out", request=request, person=user)


def _sign_in_failed(*, credentials: Any, request: Any = None, **_signal: Any) -> None:
    tried = _name_in(credentials)
    events.record(
        "sign_in.failed",
        request=request,
        outcome="refused",
        tried=events.disguised(tried),
        account=_account_of(tried),
    )


def _password_reset(*, user: Any, request: Any = None, **_signal: Any) -> None:
    events.record("password.reset", request=request, person=user)


def _factor(what: str) -> Any:
    def told(*, user: Any, authenticator: Any, request: Any = None, **_signal: Any) -> None:
        events.record(
            f"second_factor.{what}",
            request=request,
            of=user.pk,
            kind=authenticator.type,
        )

    return told


def _second_factor_failed(*, user: Any, request: Any = None, **signal: Any) -> None:
    kind = getattr(signal.get("authenticator"), "type", "")
    events.record(
        "second_factor.failed", request=request, person=user, outcome="refused", kind=kind
    )


def _name_in(credentials: Any) -> str:
    for key in ("username", "email", "login"):
        if isinstance(credentials.get(key), str):
            return str(credentials[key])
    return ""


def _account_of(tried: str) -> int | None:
    """Return the number of the account that has this user name or mail address, if one has."""
    people = get_user_model()._default_manager
    try:
        by_name = people.filter(**{f"{get_user_model().USERNAME_FIELD}__iexact": tried[:254]})
        found = by_name.values_list("pk", flat=True).first()
    except (DatabaseError, ValueError):  # away, or a text that no database takes
        return None
    return int(found) if found is not None else None
