"""What happens with sessions when somebody signs in, or when their account changes."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import authentication_step_completed, password_reset
from allauth.mfa import signals as mfa
from django.contrib import messages
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import m2m_changed, pre_save
from django.urls import reverse
from django.utils.html import format_html

from . import sessions, step_up, throttling

MAYBE_OTHERS = (
    "If somebody else may be signed in as you, "
    '<a href="{}">see where you are signed in, and sign out there</a>.'
)


def connect() -> None:
    """Connect the receivers, once for the process."""
    user_logged_in.connect(sessions.remember_sign_in, dispatch_uid="ropa.remember_sign_in")
    user_logged_in.connect(step_up.note_fresh_sign_in, dispatch_uid="ropa.note_fresh_sign_in")
    authentication_step_completed.connect(
        step_up.note_confirmed, dispatch_uid="ropa.note_confirmed"
    )
    password_reset.connect(_end_wait, dispatch_uid="ropa.end_wait")
    pre_save.connect(
        sessions.end_when_account_changes, sender=User, dispatch_uid="ropa.end_sessions"
    )
    m2m_changed.connect(
        sessions.follow_roles, sender=User.groups.through, dispatch_uid="ropa.follow_roles"
    )
    for changed in (mfa.authenticator_added, mfa.authenticator_removed, mfa.authenticator_reset):
        changed.connect(_offer_to_sign_out_elsewhere, dispatch_uid="ropa.offer_to_sign_out")


def _offer_to_sign_out_elsewhere(request: Any = None, user: Any = None, **_signal: Any) -> None:
    """Lead whoever changed how they prove who they are to their other sessions (ASVS 7.4.3)."""
    if request is not None and user == request.user:
        messages.info(request, format_html(MAYBE_OTHERS, reverse("admin:sessions")))


def _end_wait(user: User, **_signal: Any) -> None:
    """Let whoever set a password by a link sign in with it at once."""
    throttling.release(throttling.names_of(user))
