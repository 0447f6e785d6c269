"""Who may do what to which rows. The only module that knows of django-guardian.

A role (a Django group) says what a person may do; a grant on a team says whose entries they may
do it to, and whose organisation's contact points. A role with the whole register in its reach
needs no grants.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from guardian.shortcuts import assign_perm, get_objects_for_user, remove_perm

from ropa.models import ContactPoint, Team, Version
from ropa.models.base import Recorded, ReferenceRow

KEEP_ENTRIES = "ropa.keep_entries"
KEEP_WHOLE_REGISTER = "ropa.keep_whole_register"

_EDITING = ("view", "add", "change", "delete")
_DECIDING = {"ropa.approve_processingactivity", "ropa.publish_notice"}


@dataclass(frozen=True)
class Role:
    """What the people in a role are there for, and what they may do."""

    name: str
    description: str
    permissions: frozenset[str]


@dataclass(frozen=True)
class Answer:
    """Whether something is allowed and, if not, why."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


def _has_team(model: type[Model]) -> bool:
    return issubclass(model, Recorded) and any(
        field.name == "team" for field in model._meta.get_fields()
    )


def entry_models() -> list[type[Model]]:
    """Return the models that a team keeps: activities, notices and whatever joins them."""
    return [model for model in apps.get_models() if _has_team(model)]


def reference_models() -> list[type[Model]]:
    """Return the models every entry shares."""
    return [model for model in apps.get_models() if issubclass(model, ReferenceRow)]


def _codes(models: Iterable[type[Model]], verbs: Iterable[str]) -> frozenset[str]:
    return frozenset(
        f"{model._meta.app_label}.{verb}_{model._meta.model_name}"
        for model in models
        for verb in verbs
    )


def roles() -> tuple[Role, ...]:
    """Return every role, from the one that edits to the one that runs the installation."""
    entries, reference = entry_models(), reference_models()
    register = [model for model in entries if model._meta.app_label == "ropa"]
    shared: list[type[Model]] = [*reference, Team, ContactPoint]
    reading = _codes([*shared, Version], ["view"])
    return (
        Role(
            "Editor",
            "Keeps the entries and notices of their own teams.",
            _codes(entries, _EDITING) | reading,
        ),
        Role(
            "Data protection lead",
            "Keeps, approves and publishes the entries and notices of their own teams: for a "
            "small body with one person in charge.",
            _codes([*register, ContactPoint], _EDITING) | reading | _DECIDING,
        ),
        Role(
            "Approver",
            "The data protection officer’s office: keeps the whole register and its reference "
            "data, approves and publishes.",
            _codes([*entries, *shared], _EDITING) | reading | _DECIDING | {KEEP_WHOLE_REGISTER},
        ),
        Role(
            "Auditor",
            "Reads everything, history included, and changes nothing.",
            _codes(entries, ["view"]) | reading | {KEEP_WHOLE_REGISTER},
        ),
        Role(
            "Administrator",
            "Looks after people, their roles and teams. Has no say over what the record says.",
            _codes([User, Team], ["view", "add", "change"]) | _codes([Group], ["view"]),
        ),
    )


def create_roles() -> None:
    """Create the roles as groups, or bring them back to what is defined here."""
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role in roles():
        group, _ = Group.objects.get_or_create(name=role.name)
        group.permissions.set(known[code] for code in role.permissions)


def let_keep(user: User, team: Team) -> None:
    """Bring the entries and notices of a team into a person's reach."""
    assign_perm(KEEP_ENTRIES, user, team)


def stop_keeping(user: User, team: Team) -> None:
    """Take the entries and notices of a team out of a person's reach."""
    remove_perm(KEEP_ENTRIES, user, team)


def kept_teams(user: User) -> QuerySet[Team]:
    """Return the teams a person works for, whatever their roles reach beyond these."""
    return get_objects_for_user(
        user, KEEP_ENTRIES, Team, accept_global_perms=False, with_superuser=False
    )


def reachable_teams(user: Any) -> QuerySet[Team]:
    """Return the teams whose entries a person's roles apply to."""
    if user.has_perm(KEEP_WHOLE_REGISTER):
        return Team.objects.all()
    return get_objects_for_user(user, KEEP_ENTRIES, Team, accept_global_perms=False)


def may(user: Any, verb: str, subject: Model | type[Model]) -> Answer:
    """Say whether a person may do something to a row, or to a kind of row at all.

    `verb` is the first word of a permission: view, add, change, delete, approve or publish.
    """
    model = subject if isinstance(subject, type) else type(subject)
    names = model._meta.verbose_name_plural
    if not user.has_perm(f"{model._meta.app_label}.{verb}_{model._meta.model_name}"):
        return Answer(False, f"None of your roles lets you {verb} {names}.")
    if isinstance(subject, type) or not (_has_team(model) or model is ContactPoint):
        return Answer(True)
    if user.has_perm(KEEP_WHOLE_REGISTER) or _concerns(subject, reachable_teams(user)):
        return Answer(True)
    return Answer(False, "This belongs to a team you do not work for.")


def _concerns(subject: Any, teams: QuerySet[Team]) -> bool:
    if isinstance(subject, ContactPoint):
        return teams.filter(organisation=subject.organisation_id).exists()
    return subject.team_id is None or teams.filter(pk=subject.team_id).exists()


def require(user: Any, verb: str, subject: Model) -> None:
    """Raise `PermissionDenied` with the reason unless the person may do it."""
    answer = may(user, verb, subject)
    if not answer:
        raise PermissionDenied(answer.reason)


def rows[M: Model](user: Any, queryset: QuerySet[M]) -> QuerySet[M]:
    """Return the rows of `queryset` that are within a person's reach."""
    if user.has_perm(KEEP_WHOLE_REGISTER):
        return queryset
    if queryset.model is ContactPoint:
        return queryset.filter(organisation__in=reachable_teams(user).values("organisation"))
    if not _has_team(queryset.model):
        return queryset
    return queryset.filter(Q(team__in=reachable_teams(user)))
