"""Who may do what to which rows: what a role says, and whose entries it says it about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.db.models import Model

from inspections.models import InspectionRegime
from ropa import permissions
from ropa.models import (
    ContactPoint,
    DataCategory,
    Notice,
    Organisation,
    ProcessingActivity,
    Team,
    Version,
)
from ropa.permissions import may, require, rows
from tests.factories import (
    make_activity,
    make_bare_activity,
    make_data_category,
    make_notice,
    make_organisation,
    make_regime,
    make_team,
    make_user,
)

pytestmark = pytest.mark.django_db

EDITOR, LEAD, APPROVER = "Editor", "Data protection lead", "Approver"
AUDITOR, ADMINISTRATOR = "Auditor", "Administrator"
NOBODY: set[str] = set()

# What each role may do: to entries of their own team, and to those of another.
KEEPING = {"view", "add", "change", "delete"}
ENTRIES = {
    EDITOR: (KEEPING, NOBODY),
    LEAD: (KEEPING | {"approve"}, NOBODY),
    APPROVER: (KEEPING | {"approve"}, KEEPING | {"approve"}),
    AUDITOR: ({"view"}, {"view"}),
    ADMINISTRATOR: (NOBODY, NOBODY),
}
NOTICES = {
    role: tuple({"publish" if verb == "approve" else verb for verb in verbs} for verbs in sides)
    for role, sides in ENTRIES.items()
}
REGIMES = {
    EDITOR: (KEEPING, NOBODY),
    LEAD: (NOBODY, NOBODY),
    APPROVER: (KEEPING, KEEPING),
    AUDITOR: ({"view"}, {"view"}),
    ADMINISTRATOR: (NOBODY, NOBODY),
}
SHARED = {
    EDITOR: {"view"},
    LEAD: {"view"},
    APPROVER: KEEPING,
    AUDITOR: {"view"},
    ADMINISTRATOR: NOBODY,
}
VERBS = [*sorted(KEEPING), "approve", "publish"]
MAKERS: dict[type[Model], Callable[..., Any]] = {
    ProcessingActivity: make_bare_activity,
    Notice: make_notice,
    InspectionRegime: make_regime,
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", ENTRIES)
@pytest.mark.parametrize(
    ("model", "table"),
    [(ProcessingActivity, ENTRIES), (Notice, NOTICES), (InspectionRegime, REGIMES)],
    ids=["activity", "notice", "regime"],
)
def test_what_a_role_may_do_to_entries_of_its_own_team_and_of_another(model, table, role, verb):
    own, other = MAKERS[model](), MAKERS[model]()
    user = make_user(role, own.team)
    for subject, allowed in zip((own, other), table[role], strict=True):
        answer = may(user, verb, subject)
        assert bool(answer) == (verb in allowed)
        assert bool(answer.reason) == (not answer)


@pytest.mark.parametrize("verb", sorted(KEEPING))
@pytest.mark.parametrize("role", SHARED)
def test_what_a_role_may_do_to_shared_rows(role, verb):
    user = make_user(role, make_team())
    for shared in (make_organisation(), make_data_category(), DataCategory):
        assert bool(may(user, verb, shared)) == (verb in SHARED[role])


def test_the_reason_says_whether_the_role_or_the_team_is_missing():
    own, other = make_activity(), make_activity()
    editor = make_user(EDITOR, own.team)
    assert may(editor, "change", own).reason == ""
    assert may(editor, "change", other).reason == "This belongs to a team you do not work for."
    assert may(editor, "approve", own).reason == (
        "None of your roles lets you approve processing activities."
    )
    with pytest.raises(PermissionDenied, match="a team you do not work for"):
        require(editor, "change", other)
    require(editor, "change", own)


def test_a_kind_of_row_is_a_question_of_the_role_alone():
    assert may(make_user(EDITOR), "add", ProcessingActivity)
    assert not may(make_user(AUDITOR), "add", ProcessingActivity)


@pytest.mark.parametrize(
    ("role", "reads"),
    [(EDITOR, "own"), (LEAD, "own"), (APPROVER, "all"), (AUDITOR, "all")],
)
def test_the_rows_within_reach(role, reads):
    own, other = make_activity(), make_activity()
    notice, _ = make_notice(team=own.team), make_notice(team=other.team)
    user = make_user(role, own.team)
    activities = set(rows(user, ProcessingActivity.objects.all()))
    assert activities == ({own} if reads == "own" else {own, other})
    assert set(rows(user, Notice.objects.all())) >= {notice}
    assert rows(user, Notice.objects.all()).count() == (1 if reads == "own" else 2)
    assert rows(user, Organisation.objects.all()).count() == Organisation.objects.count()


def test_a_person_with_two_teams_reaches_both_and_loses_one_alone():
    first, second = make_activity(), make_activity()
    editor = make_user(EDITOR, first.team, second.team)
    assert set(rows(editor, ProcessingActivity.objects.all())) == {first, second}
    assert set(permissions.kept_teams(editor)) == {first.team, second.team}
    permissions.stop_keeping(editor, first.team)
    editor = User.objects.get(pk=editor.pk)
    assert set(rows(editor, ProcessingActivity.objects.all())) == {second}
    assert not may(editor, "change", first)
    assert set(permissions.kept_teams(editor)) == {second.team}


def test_an_approver_works_for_no_team_yet_reaches_all():
    make_team()
    approver = make_user(APPROVER)
    assert permissions.reachable_teams(approver).count() == 1
    assert not permissions.kept_teams(approver).exists()


def test_contact_points_go_with_the_organisation_of_a_team():
    own, other = make_team(), make_team()
    mine, theirs = (
        ContactPoint.objects.create(
            organisation=team.organisation, subject="dpo", name="Office", email="a@b.example"
        )
        for team in (own, other)
    )
    lead = make_user(LEAD, own)
    assert may(lead, "change", mine)
    assert not may(lead, "change", theirs)
    assert list(rows(lead, ContactPoint.objects.all())) == [mine]
    assert not may(make_user(EDITOR, own), "change", mine)
    assert may(make_user(APPROVER), "change", theirs)


@pytest.mark.parametrize("role", ENTRIES)
def test_whoever_has_left_may_do_nothing(role):
    activity = make_activity()
    left = make_user(role, activity.team, is_active=False)
    for verb in VERBS:
        assert not may(left, verb, activity)
    assert not may(left, "change", Team)


def test_a_visitor_may_do_nothing():
    activity = make_activity()
    visitor = AnonymousUser()
    for verb in VERBS:
        assert not may(visitor, verb, activity)


def test_an_administrator_looks_after_people_and_has_no_say_over_the_record():
    administrator = make_user(ADMINISTRATOR, make_team())
    held = {permission.partition(".")[2] for permission in administrator.get_all_permissions()}
    assert held - {"keep_entries"} == {
        f"{verb}_{name}" for verb in ("view", "add", "change") for name in ("user", "team")
    } | {"view_group"}
    models: list[type[Model]] = [*permissions.entry_models(), Version]
    for model in [*models, *permissions.reference_models()]:
        assert not any(may(administrator, verb, model) for verb in VERBS)


@pytest.mark.parametrize("role", ENTRIES)
def test_nobody_changes_a_version(role):
    user = make_user(role)
    for verb in ("add", "change", "delete"):
        assert not may(user, verb, Version)


def test_the_entry_models_are_those_that_a_team_keeps():
    assert set(permissions.entry_models()) == {ProcessingActivity, Notice, InspectionRegime}
    assert Organisation in permissions.reference_models()
    assert len(permissions.reference_models()) == 6


def test_creating_the_roles_again_brings_them_back_and_adds_none():
    permissions.create_roles()
    editor = Group.objects.get(name=EDITOR)
    defined = set(editor.permissions.all())
    editor.permissions.set(Permission.objects.filter(codename="approve_processingactivity"))
    permissions.create_roles()
    assert Group.objects.count() == len(permissions.roles()) == 5
    assert set(editor.permissions.all()) == defined


def test_every_permission_of_a_role_exists():
    permissions.create_roles()
    for role in permissions.roles():
        assert Group.objects.get(name=role.name).permissions.count() == len(role.permissions)
        assert role.description.endswith(".")
