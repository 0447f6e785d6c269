"""Who may sign in with a password."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from . import demonstration


class StaffBackend(AuthenticationBackend):
    """Lets in active members of staff by user name or e-mail address, and nobody else.

    The whole register that needs an account is the staff interface, so an account without
    `is_staff` has nothing to sign in to. Django asks `user_can_authenticate` at every request as
    well: an account that is closed ends its sessions at once.
    """

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(user.is_active and user.is_staff)

    def _check_password(self, user: Any, password: str) -> Any:
        if settings.LOCAL_PASSWORDS_OFF:
            # The directory alone lets people in.
            return None
        found = super()._check_password(user, password)
        if found is None or demonstration.are_passwords_welcome():
            return found
        # A database that began as the demonstration has accounts whose passwords are in its code.
        return None if demonstration.is_public(found.get_username(), password) else found

    @classmethod
    def _stash_user(cls, user: Any) -> None:
        # allauth would lead whoever knows the password of a closed account to a page that says
        # so. Here they read what everybody reads whose password is wrong.
        return None
