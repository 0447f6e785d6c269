"""Who may sign in with a password."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend


class StaffBackend(AuthenticationBackend):
    """Lets in active members of staff by user name or e-mail address, and nobody else.

    The whole register that needs an account is the staff interface, so an account without
    `is_staff` has nothing to sign in to. Django asks `user_can_authenticate` at every request as
    well: an account that is closed ends its sessions at once.
    """

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(user.is_active and user.is_staff)

    @classmethod
    def _stash_user(cls, user: Any) -> None:
        # allauth would lead whoever knows the password of a closed account to a page that says
        # so. Here they read what everybody reads whose password is wrong.
        return None
