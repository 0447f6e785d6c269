"""The accounts of people from the directory, and the roles that it gives them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from ropa import permissions
from ropa.environment import Grant
from ropa.models import DirectoryAccount, Team
from ropa.monitoring import events


class NotLetIn(Exception):
    """The directory vouches for the person, and the register does not let them in.

    `says` tells the person why and what to do; `why` is a code for the log.
    """

    says = ""
    why = ""


class NobodyKnown(NotLetIn):
    says = (
        "You have no account in this register yet. Ask an administrator of the register to enter "
        "you with the email address of your organisation, then sign in again."
    )
    why = "unknown-person"


class NoRole(NotLetIn):
    says = (
        "Your organisation’s directory gives you no role in this register. Ask whoever looks after "
        "the directory to give you one, then sign in again."
    )
    why = "no-role"


class Closed(NotLetIn):
    says = "Your account in this register is closed. Ask an administrator of the register."
    why = "closed"


class OtherDomain(NotLetIn):
    says = (
        "Your email address is not of an organisation that uses this register. Sign in with the "
        "account of your organisation."
    )
    why = "other-domain"


def person_of(claims: dict[str, Any]) -> User:
    """Return the account of whoever the claims are about, with the roles they give.

    Raises `NotLetIn`. Nothing is written then, but that roles which the directory no longer gives
    are gone.
    """
    _require_domain(claims)
    grants = grants_in(claims)
    user = linked_to(claims)
    is_linked = user is not None
    user = user or _known_by_mail(claims)
    if user is not None and not (user.is_active and user.is_staff):
        raise Closed
    if settings.OIDC_ROLES and not grants:
        if user is not None and is_linked:
            follow_grants(user, [])
        raise NoRole
    if user is None and not settings.OIDC_CREATE_PEOPLE:
        raise NobodyKnown
    with transaction.atomic():
        user = user or _created(claims)
        if not is_linked:
            DirectoryAccount.objects.create(
                issuer=settings.OIDC_ISSUER, subject=claims["sub"], user=user
            )
            events.record("directory.linked", person=user)
        if settings.OIDC_ROLES:
            follow_grants(user, grants)
    return user


def linked_to(claims: dict[str, Any]) -> User | None:
    """Return whose account somebody of the directory has."""
    link = DirectoryAccount.objects.select_related("user").filter(
        issuer=settings.OIDC_ISSUER, subject=claims["sub"]
    )
    return next((each.user for each in link), None)


def grants_in(claims: dict[str, Any]) -> list[Grant]:
    """Return what the claims give. A value that nobody has said the meaning of gives nothing."""
    values = claims.get(settings.OIDC_ROLES_CLAIM, [])
    values = [values] if isinstance(values, str) else values
    if not isinstance(values, list):
        return []
    grants = []
    for value in values:
        meant = settings.OIDC_ROLES.get(value, []) if isinstance(value, str) else []
        for grant in meant:
            if Group.objects.filter(name=grant.role).exists():
                grants.append(grant)
            else:
                events.record("directory.unknown_role", outcome="refused", role=grant.role)
    return grants


@transaction.atomic
def follow_grants(user: User, grants: list[Grant]) -> None:
    """Give the roles and teams of the grants, and take away the roles that they no longer give.

    Teams that somebody was given here stay; those that OIDC_ROLES names follow the directory.
    """
    roles = {grant.role for grant in grants}
    current_roles = set(user.groups.values_list("name", flat=True))
    if roles - current_roles:
        user.groups.add(*Group.objects.filter(name__in=roles - current_roles))
    if current_roles - roles:
        user.groups.remove(*Group.objects.filter(name__in=current_roles - roles))
    sentences = [
        f"Given the role {each} by the directory." for each in sorted(roles - current_roles)
    ]
    sentences += [
        f"The directory took the role {each} away." for each in sorted(current_roles - roles)
    ]

    named = {grant.team for each in settings.OIDC_ROLES.values() for grant in each if grant.team}
    granted_teams = {grant.team for grant in grants if grant.team}
    current_teams = set(permissions.teams_of(user).values_list("code", flat=True))
    for team in Team.objects.filter(code__in=granted_teams - current_teams):
        permissions.give_access(user, team)
        sentences.append(f"Now works for {team}, says the directory.")
    for team in Team.objects.filter(code__in=(named - granted_teams) & current_teams):
        permissions.withdraw_access(user, team)
        sentences.append(f"No longer works for {team}, says the directory.")
    if sentences:
        LogEntry.objects.log_actions(
            user.pk, [user], CHANGE, " ".join(sentences), single_object=True
        )


def has_second_factor(claims: dict[str, Any]) -> bool:
    """Say whether the directory vouches for a second factor, as OIDC_SECOND_FACTOR says it does."""
    counted = set(settings.OIDC_SECOND_FACTOR)
    if "always" in counted:
        return True
    used = claims.get("amr")
    methods = {each for each in used if isinstance(each, str)} if isinstance(used, list) else set()
    return bool(counted & (methods | {str(claims.get("acr", ""))}))


def _require_domain(claims: dict[str, Any]) -> None:
    if not settings.OIDC_EMAIL_DOMAINS:
        return
    domain = _mail(claims).rpartition("@")[2].lower()
    if claims.get("email_verified") is False or domain not in settings.OIDC_EMAIL_DOMAINS:
        raise OtherDomain


def _known_by_mail(claims: dict[str, Any]) -> User | None:
    """Return the one account with the mail address that the person has proved, where that counts.

    Only an address that the provider says is verified: others are what anybody typed there. An
    account that somebody else of the directory has already, or a superuser's, is never taken.
    """
    if not settings.OIDC_LINK_BY_EMAIL or claims.get("email_verified") is not True:
        return None
    mail = _mail(claims)
    found = list(User.objects.filter(email__iexact=mail)[:2]) if mail else []
    if len(found) != 1 or found[0].is_superuser:
        return None
    has_account = DirectoryAccount.objects.filter(
        issuer=settings.OIDC_ISSUER, user=found[0]
    ).exists()
    return None if has_account else found[0]


def _created(claims: dict[str, Any]) -> User:
    mail = _mail(claims)
    if mail and User.objects.filter(email__iexact=mail).exists():
        # Two accounts with one address would be one person twice, or two people mixed up.
        raise NobodyKnown
    name = _text(claims, "preferred_username") or mail or claims["sub"]
    user = User(
        username=_free(name[:140]),
        first_name=_text(claims, "given_name")[:150],
        last_name=_text(claims, "family_name")[:150],
        email=mail,
        is_staff=True,
    )
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save()
    events.record("directory.created", person=user)
    return user


def _free(name: str) -> str:
    """Return the name, with a number after it if somebody has it already."""
    allowed = "".join(each for each in name if each.isalnum() or each in "@.+-_") or "person"
    tried, number = allowed, 1
    while User.objects.filter(username__iexact=tried).exists():
        number += 1
        tried = f"{allowed}-{number}"
    return tried


def _mail(claims: dict[str, Any]) -> str:
    """Return the address if it is one: some directories put a name there."""
    mail = _text(claims, "email")
    try:
        validate_email(mail)
    except ValidationError:
        return ""
    return mail


def _text(claims: dict[str, Any], name: str) -> str:
    value = claims.get(name)
    return value.strip().replace("\x00", "") if isinstance(value, str) else ""
