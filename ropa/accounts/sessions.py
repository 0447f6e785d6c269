"""The sessions of people: listed, ended, and given a new key when rights change."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from ropa.models.sign_ins import DEVICE_LENGTH, SignInSession
from ropa.monitoring import context, events

from .session_store import ADDRESS, DEVICE, SIGNED_IN_AT


def open_sessions(user: User) -> QuerySet[SignInSession]:
    """Return the sessions in which a person is signed in now, the one used last first."""
    return SignInSession.objects.filter(user=user, expire_date__gt=timezone.now()).order_by(
        "-last_used_at", "-signed_in_at"
    )


def reference_of(session: SignInSession) -> str:
    """Return a name for a session that says nothing of its key."""
    return hashlib.sha256(session.session_key.encode()).hexdigest()[:20]


def seconds_left(session: SignInSession) -> int:
    """Return in how many seconds a session ends if nothing is done."""
    return max(0, int((session.expire_date - timezone.now()).total_seconds()))


def end_session(user: User, reference: str) -> SignInSession | None:
    """End the session of a person that has this reference, and return it; None if there is none."""
    for session in open_sessions(user):
        if reference_of(session) == reference:
            session.delete()
            events.record("session.ended", person=user, count=1, why="chosen")
            return session
    return None


def end_sessions(user: User, *, why: str, but: str | None = None) -> int:
    """End every session of a person but the one with the key `but`; return how many were open.

    `why` is a code for the log.
    """
    others = SignInSession.objects.filter(user=user).exclude(session_key=but)
    count = others.filter(expire_date__gt=timezone.now()).count()
    others.delete()
    if count:
        events.record("session.ended", person=user, count=count, why=why)
    return count


def renew_keys(user: User) -> None:
    """Have every session of a person get a new key with their next request."""
    open_sessions(user).update(needs_new_key=True)


def remember_sign_in(request: HttpRequest, **_signal: Any) -> None:
    """Note in the session when, where and with what somebody has signed in.

    Receives `user_logged_in`.
    """
    request.session[SIGNED_IN_AT] = int(time.time())
    request.session[ADDRESS] = context.address_of(request) or None
    request.session[DEVICE] = request.META.get("HTTP_USER_AGENT", "")[:DEVICE_LENGTH]


def end_when_account_changes(instance: User, update_fields: Any = None, **_signal: Any) -> None:
    """End a person's sessions when their password changes or they lose access.

    Receives `pre_save` of the account. Whoever changes their own password stays signed in where
    they did so: Django gives that session a new key.
    """
    relevant_fields = {"password", "is_active", "is_staff", "is_superuser"}
    if instance.pk is None or (
        update_fields is not None and not relevant_fields & set(update_fields)
    ):
        return
    before = User.objects.filter(pk=instance.pk).values(*relevant_fields).first()
    if before is None:
        return
    lost = any(
        before[name] and not getattr(instance, name)
        for name in ("is_active", "is_staff", "is_superuser")
    )
    if lost or before["password"] != instance.password:
        end_sessions(instance, why="access-lost" if lost else "password-changed")


def follow_roles(
    instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_signal: Any
) -> None:
    """End a person's sessions when a role is taken from them, renew their keys when one is given.

    Receives `m2m_changed` of the roles, whichever side of the relation was changed.
    """
    follow = _FOLLOWED.get(action)
    if follow is None:
        return
    if not reverse:
        people = [instance]
    elif action == "pre_clear":
        people = list(instance.user_set.all())
    else:
        people = list(User.objects.filter(pk__in=pk_set or ()))
    for person in people:
        follow(person)


def _role_removed(person: User) -> None:
    end_sessions(person, why="role-taken")


_FOLLOWED: dict[str, Callable[[User], None]] = {
    "post_add": renew_keys,
    "post_remove": _role_removed,
    "pre_clear": _role_removed,
}
