"""On whose behalf a command brings something into the register."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.management.base import CommandError

from ropa import permissions


def importing_person(username: str) -> User | None:
    """Return who imports; nobody, without a name, is whoever runs the register.

    Raises `CommandError` for a name that nobody has, and for somebody who may not import.
    """
    if not username:
        return None
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(f"Nobody has the username “{username}”. Correct --by.")
    if not (answer := permissions.may_import(user)):
        raise CommandError(answer.reason)
    return user
