"""What `manage.py check` says about how people sign in."""

from __future__ import annotations

from typing import Any

from django.core import checks

from ropa import permissions

from . import second_factors


def second_factor_roles_exist(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Stop where MFA_REQUIRED_ROLES names a role that there is not: nobody would be asked."""
    known = {role.name.casefold() for role in permissions.roles()} | set(second_factors.GROUPS)
    unknown = sorted(second_factors.roles_that_need_one() - known)
    if not unknown:
        return []
    names = ", ".join([*(role.name for role in permissions.roles()), *second_factors.GROUPS])
    return [
        checks.Error(
            f"MFA_REQUIRED_ROLES names “{unknown[0]}”, which is no role.",
            hint=f"Set it to some of these, with commas between: {names}.",
            id="ropa.E021",
        )
    ]
