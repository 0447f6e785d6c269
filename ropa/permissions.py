"""Who may do what to which rows. The only module that knows of django-guardian.

A role (a Django group) says what a person may do; a grant says to which rows they may do it: a
grant on a team reaches all its entries and notices and its organisation's contact points, a grant
on a single entry or notice reaches that one. A role with the whole register in its reach needs no
grants.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from guardian.models import UserObjectPermission
from guardian.shortcuts import (
    assign_perm,
    get_objects_for_user,
    get_users_with_perms,
    remove_perm,
)

from ropa.models import (
    ContactPoint,
    Decision,
    Job,
    Notice,
    OutgoingMail,
    ProcessingActivity,
    RegisterImport,
    Team,
    Version,
)
from ropa.models.attributed import Attributed
from ropa.models.base import Recorded, ReferenceRow
from ropa.monitoring.events import record_on_commit

KEEP_ENTRIES = "ropa.keep_entries"
KEEP_WHOLE_REGISTER = "ropa.keep_whole_register"

# What can be given into the hands of one person, and the permission that does so.
_KEEP_CODES = {
    Team: KEEP_ENTRIES,
    ProcessingActivity: "ropa.keep_processingactivity",
    Notice: "ropa.keep_notice",
}

_HAS_TEAM_CACHE = "_works_for_a_team"
_EDIT_VERBS = ("view", "add", "change", "delete")
_DECIDE_CODES = {"ropa.approve_processingactivity", "ropa.publish_notice"}
# Each decision, and the permission it takes: to change the row, or to decide about it.
_CHANGING_VERBS = {"submit", "review"}
_DECIDING_VERBS = {"return", "retire", "reinstate", "withdraw", "share"}


@dataclass(frozen=True)
class Role:
    """What the people in a role are there for, and what they may do."""

    name: str
    description: str
    permissions: frozenset[str]


@dataclass(frozen=True)
class Verdict:
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


def _permission_codes(models: Iterable[type[Model]], verbs: Iterable[str]) -> frozenset[str]:
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
    reading = _permission_codes([*shared, Version, Decision], ["view"])
    return (
        Role(
            "Editor",
            "Keeps the entries and notices of their own teams, and single ones given to them, and "
            "hands them over for approval.",
            _permission_codes(entries, _EDIT_VERBS) | reading,
        ),
        Role(
            "Data protection lead",
            "Keeps, approves and publishes the entries and notices of their own teams: for a "
            "small body with one person in charge.",
            _permission_codes([*register, ContactPoint], _EDIT_VERBS) | reading | _DECIDE_CODES,
        ),
        Role(
            "Approver",
            "The data protection officer’s office: keeps the whole register and its reference "
            "data, approves, returns, publishes and withdraws.",
            _permission_codes([*entries, *shared], _EDIT_VERBS)
            | reading
            | _DECIDE_CODES
            | {KEEP_WHOLE_REGISTER},
        ),
        Role(
            "Auditor",
            "Reads everything, history included, and changes nothing.",
            _permission_codes(entries, ["view"]) | reading | {KEEP_WHOLE_REGISTER},
        ),
        Role(
            "Administrator",
            "Looks after people, their roles and teams, the work in the background and mail. Has "
            "no say over what the record says.",
            _permission_codes([User, Team], ["view", "add", "change"])
            | _permission_codes([Group], ["view"])
            | _permission_codes([Job, OutgoingMail], ["view", "change"]),
        ),
    )


def create_roles(*names: str) -> None:
    """Create the roles of the names, or all, or bring them back to what is defined here."""
    columns = ("pk", "content_type__app_label", "codename")
    permissions = Permission.objects.order_by().values_list(*columns)
    known = {f"{app}.{code}": key for key, app, code in permissions}
    for role in roles():
        if not names or role.name in names:
            group, _ = Group.objects.get_or_create(name=role.name)
            group.permissions.set(known[code] for code in role.permissions)


def give_access(user: User, what: Team | ProcessingActivity | Notice) -> None:
    """Bring a team's entries and notices, or a single one, into a person's reach."""
    assign_perm(_KEEP_CODES[type(what)], user, what)
    record_on_commit("keeper.added", of=user.pk, kind=_kind(what), row=what.pk)
    user.__dict__.pop(_HAS_TEAM_CACHE, None)


def withdraw_access(user: User, what: Team | ProcessingActivity | Notice) -> None:
    """Take a team's entries and notices, or a single one, out of a person's reach."""
    remove_perm(_KEEP_CODES[type(what)], user, what)
    record_on_commit("keeper.removed", of=user.pk, kind=_kind(what), row=what.pk)
    user.__dict__.pop(_HAS_TEAM_CACHE, None)


def _kind(what: Model) -> str:
    return str(what._meta.model_name)


def teams_of(user: User) -> QuerySet[Team]:
    """Return the teams a person works for, whatever their roles reach beyond these."""
    return _granted_rows(user, Team, with_superuser=False)


def rows_given_singly[M: (ProcessingActivity, Notice)](user: User, model: type[M]) -> QuerySet[M]:
    """Return the entries, or the notices, that were given to a person one by one."""
    return _granted_rows(user, model, with_superuser=False)


def members_of(team: Team) -> QuerySet[User]:
    """Return the people who work for a team, by name."""
    return _people_granted(team)


def keepers_of(subject: ProcessingActivity | Notice) -> QuerySet[User]:
    """Return the people to whom this one entry or notice was given, by name."""
    return _people_granted(subject)


def _people_granted(what: Team | ProcessingActivity | Notice) -> QuerySet[User]:
    permission = _KEEP_CODES[type(what)].split(".")[1]
    holders: Any = get_users_with_perms(
        what, only_with_perms_in=[permission], with_group_users=False
    )
    return holders.order_by("last_name", "first_name", "username")


def keeper_keys[M: (Team, ProcessingActivity, Notice)](
    model: type[M], keys: Iterable[int]
) -> dict[int, set[int]]:
    """Return who keeps each of several rows, as primary keys of people by that of the row, in one
    query however many they are."""
    permission = _KEEP_CODES[model].split(".")[1]
    holders: dict[int, set[int]] = {key: set() for key in keys}
    given = UserObjectPermission.objects.filter(
        permission__codename=permission, permission__content_type__app_label="ropa"
    ).values_list("object_pk", "user")
    for row, person in given:
        if (key := int(row)) in holders:
            holders[key].add(person)
    return holders


def deciders_about(subject: ProcessingActivity | Notice) -> list[User]:
    """Return the people whose roles let them approve, or publish, this one. A superuser, who may do
    everything, is nobody’s approver."""
    verb = "publish" if isinstance(subject, Notice) else "approve"
    label, codename = _permission(verb, type(subject)).split(".")
    wanted = {"codename": codename, "content_type__app_label": label}
    having = Permission.objects.filter(**wanted)
    people = User.objects.filter(
        Q(groups__permissions__in=having) | Q(user_permissions__in=having), is_active=True
    )
    return [person for person in people.distinct().order_by("pk") if may(person, verb, subject)]


def is_administrator(user: Any) -> bool:
    """Say whether a person is one of its administrators, whose work the running of it is."""
    return bool(may(user, "change", Job))


def administrators() -> list[User]:
    """Return the people who look after the running of the register."""
    having = Permission.objects.filter(codename="change_job", content_type__app_label="ropa")
    people = User.objects.filter(
        Q(groups__permissions__in=having) | Q(user_permissions__in=having) | Q(is_superuser=True),
        is_active=True,
    )
    return list(people.distinct().order_by("pk"))


def forget_grants(instance: Model, **_signal: Any) -> None:
    """Remove every grant on a row that is being deleted. Receives the signal of its deletion."""
    if type(instance) in _KEEP_CODES:
        UserObjectPermission.objects.filter(
            content_type__app_label=instance._meta.app_label,
            content_type__model=instance._meta.model_name,
            object_pk=str(instance.pk),
        ).delete()


def reachable_teams(user: Any) -> QuerySet[Team]:
    """Return the teams whose entries a person's roles apply to."""
    if user.has_perm(KEEP_WHOLE_REGISTER):
        return Team.objects.all()
    return _granted_rows(user, Team)


def _granted_rows(user: Any, model: Any, **options: Any) -> QuerySet[Any]:
    return get_objects_for_user(
        user, _KEEP_CODES[model], model, accept_global_perms=False, use_groups=False, **options
    )


def may(user: Any, verb: str, subject: Model | type[Model]) -> Verdict:
    """Say whether a person may do something to a row, or to a kind of row at all.

    `verb` is the first word of a permission (view, add, change, delete, approve or publish), a
    decision (`ropa.actions.transitions`), or “share”: let somebody else keep the row.
    """
    model = subject if isinstance(subject, type) else type(subject)
    names = model._meta.verbose_name_plural
    if not user.is_active:
        reason = "Sign in first." if user.is_anonymous else "This account is no longer in use."
        return Verdict(False, reason)
    if not user.has_perm(_permission(verb, model)):
        return Verdict(False, f"None of your roles lets you {verb} {names}.")
    if _is_unrestricted(model) or user.has_perm(KEEP_WHOLE_REGISTER):
        return Verdict(True)
    if verb == "add" and not _works_for_a_team(user):
        return Verdict(False, f"You work for no team, and only teams add {names}.")
    if isinstance(subject, type) or _may_reach(user, verb, subject):
        return Verdict(True)
    return Verdict(False, "This belongs to a team you do not work for, and was not given to you.")


def may_import(user: Any) -> Verdict:
    """Say whether a person may import files at all. Whether they may make each change that a file
    makes is asked of its rows."""
    answer = may(user, "change", ProcessingActivity)
    if answer:
        return answer
    return Verdict(False, f"Only those who may change entries import them. {answer.reason}")


def imports_within_reach(user: Any) -> QuerySet[RegisterImport]:
    """Return the imports a person may see: those of files they brought and, with the whole register
    in their reach, everybody's."""
    found = RegisterImport.objects.all()
    return found if user.has_perm(KEEP_WHOLE_REGISTER) else found.filter(brought_by=user)


def _works_for_a_team(user: Any) -> bool:
    # Kept on the person, as Django keeps their permissions: a page asks for every kind of row.
    known: dict[str, bool] = user.__dict__
    if _HAS_TEAM_CACHE not in known:
        known[_HAS_TEAM_CACHE] = reachable_teams(user).exists()
    return known[_HAS_TEAM_CACHE]


def _may_reach(user: Any, verb: str, subject: Any) -> bool:
    if verb != "add":
        return _is_within_reach(user, subject)
    # A row that is to be added belongs to the team, or the body, that was chosen for it; until
    # then it may be any.
    teams = reachable_teams(user)
    if isinstance(subject, ContactPoint):
        chosen, reached = (
            subject.organisation_id,
            teams.filter(organisation=subject.organisation_id),
        )
    else:
        chosen, reached = subject.team_id, teams.filter(pk=subject.team_id)
    return chosen is None or reached.exists()


def _permission(verb: str, model: type[Model]) -> str:
    if verb in _CHANGING_VERBS:
        verb = "change"
    elif verb in _DECIDING_VERBS:
        verb = "publish" if model is Notice else "approve"
    return f"{model._meta.app_label}.{verb}_{model._meta.model_name}"


def _is_unrestricted(model: type[Model]) -> bool:
    return not (_has_team(model) or model is ContactPoint or issubclass(model, Attributed))


def _is_within_reach(user: Any, subject: Model) -> bool:
    if isinstance(subject, Attributed):
        return _is_within_reach(user, subject.subject)
    if subject.pk is None:
        return True
    return rows(user, type(subject)._default_manager.filter(pk=subject.pk)).exists()


def require(user: Any, verb: str, subject: Model) -> None:
    """Raise `PermissionDenied` with the reason unless the person may do it."""
    _raise_unless(may(user, verb, subject))


def require_all[M: Model](user: Any, verb: str, subjects: Sequence[M]) -> None:
    """Raise `PermissionDenied` with the reason unless the person may do it to each of them.

    The subjects are of one kind; the number of queries does not grow with theirs.
    """
    if not subjects:
        return
    model = type(subjects[0])
    _raise_unless(may(user, verb, model))
    keys = {subject.pk for subject in subjects}
    reached = rows(user, model._default_manager.filter(pk__in=keys)).values_list("pk", flat=True)
    beyond = keys - set(reached)
    for subject in subjects:
        if subject.pk in beyond:
            require(user, verb, subject)


def _raise_unless(answer: Verdict) -> None:
    if not answer:
        raise PermissionDenied(answer.reason)


def rows[M: Model](user: Any, queryset: QuerySet[M]) -> QuerySet[M]:
    """Return the rows of `queryset` that are within a person's reach."""
    model = queryset.model
    if _is_unrestricted(model) or user.has_perm(KEEP_WHOLE_REGISTER):
        return queryset
    if issubclass(model, Attributed):
        return queryset.filter(
            Q(activity__in=rows(user, ProcessingActivity.objects.all()).values("pk"))
            | Q(notice__in=rows(user, Notice.objects.all()).values("pk"))
        )
    teams = reachable_teams(user)
    if model is ContactPoint:
        return queryset.filter(organisation__in=teams.values("organisation"))
    reach = Q(team__in=teams.values("pk"))
    if model in _KEEP_CODES:
        reach |= Q(pk__in=_granted_rows(user, model).values("pk"))
    return queryset.filter(reach)
