"""What happens with sessions when somebody signs in, or when their account changes."""

from __future__ import annotations

from allauth.account.signals import authentication_step_completed
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import m2m_changed, pre_save

from . import sessions, step_up


def connect() -> None:
    """Connect the receivers, once for the process."""
    user_logged_in.connect(sessions.remember_sign_in, dispatch_uid="ropa.remember_sign_in")
    user_logged_in.connect(step_up.note_fresh_sign_in, dispatch_uid="ropa.note_fresh_sign_in")
    authentication_step_completed.connect(
        step_up.note_confirmed, dispatch_uid="ropa.note_confirmed"
    )
    pre_save.connect(
        sessions.end_when_account_changes, sender=User, dispatch_uid="ropa.end_sessions"
    )
    m2m_changed.connect(
        sessions.follow_roles, sender=User.groups.through, dispatch_uid="ropa.follow_roles"
    )
