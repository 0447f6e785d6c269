"""Who needs a second factor, who has one, and taking away one that was lost."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

EVERYBODY, NOBODY, SUPERUSERS = "everybody", "nobody", "superusers"
GROUPS = (EVERYBODY, NOBODY, SUPERUSERS)
# Recovery codes are the way back to a factor, not one to begin with.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
STILL_REQUIRED = "Your role needs a second factor. Add another before you remove this one."


def factors_of(person: Any) -> Any:
    """Return the authenticator apps and passkeys of a person."""
    return Authenticator.objects.filter(user=person, type__in=FACTORS)


def roles_that_need_one() -> set[str]:
    """Return of whom MFA_REQUIRED_ROLES asks a second factor, in small letters."""
    return {name.casefold() for name in settings.MFA_REQUIRED_ROLES} - {NOBODY}


def is_required(person: Any) -> bool:
    """Say whether MFA_REQUIRED_ROLES asks a second factor of a person."""
    required = roles_that_need_one()
    if not required:
        return False
    if EVERYBODY in required or (SUPERUSERS in required and person.is_superuser):
        return True
    names = person.groups.values_list("name", flat=True)
    return not required.isdisjoint(name.casefold() for name in names)


def is_missing(request: HttpRequest) -> bool:
    """Say whether the person who asks needs a second factor and has none.

    Who came through the directory of their organisation has given what that asks for.
    """
    person: Any = request.user
    # The question that nearly everybody answers with yes comes first: it is asked at every page.
    if factors_of(person).exists() or not is_required(person):
        return False
    came_by = {record["method"] for record in get_authentication_records(request, person)}
    return "socialaccount" not in came_by


def is_last_required(authenticator: Any) -> bool:
    """Say whether somebody would be without the second factor that their role needs."""
    if authenticator.type not in FACTORS or not is_required(authenticator.user):
        return False
    return not factors_of(authenticator.user).exclude(pk=authenticator.pk).exists()


def remove_factors(person: Any) -> int:
    """Remove every second factor of a person with their recovery codes; return how many factors."""
    number = factors_of(person).count()
    Authenticator.objects.filter(user=person).delete()
    return int(number)
