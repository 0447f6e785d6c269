"""Who may do what to which rows: what a role says, and whose entries it says it about."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from guardian.models import UserObjectPermission

from inspections.models import InspectionRegime
from ropa import permissions
from ropa.models import (
    ContactPoint,
    Decision,
    Job,
    Notice,
    Organisation,
    OutgoingMail,
    ProcessingActivity,
    Team,
    Version,
)
from ropa.permissions import may, require, rows
from tests.factories import (
    approve,
    make_activity,
    make_bare_activity,
    make_notice,
    make_team,
    make_user,
)
from tests.permission_matrix import EDITING, KINDS, answers, page

pytestmark = pytest.mark.django_db

EDITOR, LEAD, APPROVER = "Editor", "Data protection lead", "Approver"
AUDITOR, ADMINISTRATOR = "Auditor", "Administrator"
ROLES = (EDITOR, LEAD, APPROVER, AUDITOR, ADMINISTRATOR)
VERBS = [*EDITING, "approve", "publish", "submit", "retire", "share"]
EXPECTED = Path(__file__).parent / "expected" / "permissions.toml"
PAGE = settings.BASE_DIR / "docs" / "permissions.md"


# The whole table


def test_each_role_may_do_what_the_table_says_and_nothing_else():
    expected = tomllib.loads(EXPECTED.read_text(encoding="utf-8"))
    assert answers() == {
        kind: {
            whose: {role: allowed.split() for role, allowed in by_role.items()}
            for whose, by_role in of_kind.items()
        }
        for kind, of_kind in expected.items()
    }


def test_the_page_in_the_docs_is_the_one_made_from_the_answers():
    """If this fails: WRITE_DOCS=1 .venv/bin/python -m pytest tests/test_permissions.py"""
    made = page(answers())
    if os.environ.get("WRITE_DOCS"):
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made


def test_the_table_leaves_no_kind_of_row_out():
    asked = {model for kind in KINDS for model in kind.models}
    shared = {User, Group, Team, ContactPoint, Version, Decision, Job, OutgoingMail}
    kept = {*permissions.entry_models(), *permissions.reference_models()}
    assert asked == kept | shared
    named = {
        permission.split(".")[1].partition("_")[2]
        for role in permissions.roles()
        for permission in role.permissions
    }
    assert named == {model._meta.model_name for model in asked} | {"whole_register"}


# Reasons and reach


def test_the_reason_says_whether_the_role_or_the_team_is_missing():
    own, other = make_activity(), make_activity()
    editor = make_user(EDITOR, own.team)
    assert may(editor, "change", own).reason == ""
    assert may(editor, "change", other).reason == (
        "This belongs to a team you do not work for, and was not given to you."
    )
    assert may(editor, "approve", own).reason == (
        "None of your roles lets you approve processing activities."
    )
    with pytest.raises(PermissionDenied, match="a team you do not work for"):
        require(editor, "change", other)
    require(editor, "change", own)


def test_a_kind_of_row_is_a_question_of_the_role_and_adding_takes_a_team():
    assert may(make_user(EDITOR), "change", ProcessingActivity)
    assert may(make_user(EDITOR, make_team()), "add", ProcessingActivity)
    assert may(make_user(APPROVER), "add", ProcessingActivity)
    assert not may(make_user(AUDITOR, make_team()), "add", ProcessingActivity)
    without_team = may(make_user(EDITOR), "add", ProcessingActivity)
    assert without_team.reason == "You work for no team, and only teams add processing activities."


def test_a_row_is_added_to_a_team_or_a_body_within_reach_alone():
    own, other = make_team(), make_team()
    lead = make_user(LEAD, own)
    for model, field in ((Notice, "team"), (ProcessingActivity, "team")):
        assert may(lead, "add", model())
        assert may(lead, "add", model(**{field: own}))
        assert not may(lead, "add", model(**{field: other}))
    assert may(lead, "add", ContactPoint())
    assert may(lead, "add", ContactPoint(organisation=own.organisation))
    assert not may(lead, "add", ContactPoint(organisation=other.organisation))


def test_several_rows_are_allowed_together_or_not_at_all(django_assert_num_queries):
    own, other = make_team(), make_team()
    reached = [make_bare_activity(team=own) for _ in range(3)]
    editor = make_user(EDITOR, own)
    with pytest.raises(PermissionDenied, match="a team you do not work for"):
        permissions.require_all(editor, "change", [*reached, make_bare_activity(team=other)])
    with pytest.raises(PermissionDenied, match="None of your roles"):
        permissions.require_all(editor, "approve", reached)
    for entries in (reached[:1], reached):
        with django_assert_num_queries(1):
            permissions.require_all(editor, "change", entries)
    permissions.require_all(editor, "approve", [])


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
    assert set(permissions.teams_of(editor)) == {first.team, second.team}
    permissions.withdraw_access(editor, first.team)
    editor = User.objects.get(pk=editor.pk)
    assert set(rows(editor, ProcessingActivity.objects.all())) == {second}
    assert not may(editor, "change", first)
    assert set(permissions.teams_of(editor)) == {second.team}


def test_an_approver_works_for_no_team_yet_reaches_all():
    make_team()
    approver = make_user(APPROVER)
    assert permissions.reachable_teams(approver).count() == 1
    assert not permissions.teams_of(approver).exists()


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


# Single entries and notices


def test_whoever_was_given_a_single_one_reaches_that_one_and_its_versions():
    mine, other = make_activity(), make_activity()
    notice, other_notice = make_notice(), make_notice()
    version, _ = approve(mine), approve(other)
    editor = make_user(EDITOR)
    for subject in (mine, notice):
        permissions.give_access(editor, subject)
    assert list(rows(editor, ProcessingActivity.objects.all())) == [mine]
    assert list(rows(editor, Notice.objects.all())) == [notice]
    assert list(rows(editor, Version.objects.all())) == [version]
    assert not rows(editor, ContactPoint.objects.all()).exists()
    for subject in (mine, notice):
        assert all(may(editor, verb, subject) for verb in ("view", "change", "submit"))
        assert not may(editor, "add", subject)
        assert not may(editor, "share", subject)
    for subject in (other, other_notice):
        assert not any(may(editor, verb, subject) for verb in VERBS)


def test_single_ones_are_given_and_taken_back_one_by_one():
    first, second = make_activity(), make_activity()
    ada, grace = make_user(EDITOR, last_name="Ada"), make_user(EDITOR, last_name="Grace")
    for person, given in ((ada, first), (ada, second), (grace, first)):
        permissions.give_access(person, given)
    assert list(permissions.keepers_of(first)) == [ada, grace]
    permissions.withdraw_access(ada, first)
    assert list(permissions.keepers_of(first)) == [grace]
    assert list(permissions.rows_given_singly(ada, ProcessingActivity)) == [second]
    assert not permissions.teams_of(ada).exists()


@pytest.mark.parametrize("make", [make_bare_activity, make_notice, make_team])
def test_with_a_row_goes_every_grant_on_it_and_no_other(make):
    deleted, kept = make(pk=9001), make(pk=9002)
    others = [
        make_another(pk=deleted.pk)
        for make_another in (make_bare_activity, make_notice, make_team)
        if make_another is not make
    ]
    editor = make_user(EDITOR)
    for row in (deleted, kept, *others):
        permissions.give_access(editor, row)
    if isinstance(deleted, Notice):
        deleted.sections.all().delete()
    deleted.delete()
    left = UserObjectPermission.objects.values_list("content_type__model", "object_pk")
    assert set(left) == {(row._meta.model_name, str(row.pk)) for row in (kept, *others)}


def test_whoever_has_left_keeps_their_grants_and_reaches_nothing():
    activity = make_activity()
    editor = make_user(EDITOR, activity.team)
    permissions.give_access(editor, activity)
    editor.is_active = False
    editor.save()
    left = User.objects.get(pk=editor.pk)
    assert not may(left, "view", activity)
    assert list(permissions.teams_of(left)) == [activity.team]
    assert list(permissions.keepers_of(activity)) == [left]
    left.is_active = True
    left.save()
    assert may(User.objects.get(pk=left.pk), "change", activity)


def test_people_are_named_in_the_order_of_their_names():
    # given somebody who came later, and stands first; and two of one last name
    activity = make_activity()
    names = [("Lee", "Grace", "c"), ("Lee", "Ada", "b"), ("Lee", "Ada", "a"), ("Ash", "Zoe", "d")]
    people = [
        make_user(EDITOR, activity.team, last_name=last, first_name=first, username=username)
        for last, first, username in names
    ]
    # then
    first, second, third, last = reversed(people)
    assert list(permissions.members_of(activity.team)) == [first, second, third, last]


def test_who_keeps_each_of_several_rows_is_told_of_these_and_of_no_other_kind():
    first, second, unasked = make_activity(pk=9001), make_activity(pk=9002), make_activity()
    team = make_team(pk=first.pk)
    ada, grace = make_user(EDITOR, team), make_user(EDITOR)
    for row in (first, unasked):
        permissions.give_access(grace, row)
    keys = [first.pk, second.pk]
    kept = permissions.keeper_keys(ProcessingActivity, keys)
    assert kept == {first.pk: {grace.pk}, second.pk: set()}
    assert permissions.keeper_keys(Team, [team.pk]) == {team.pk: {ada.pk}}


def test_what_somebody_may_add_follows_each_grant_at_once():
    team, editor = make_team(), make_user(EDITOR)
    assert not may(editor, "add", ProcessingActivity)
    permissions.give_access(editor, team)
    assert may(editor, "add", ProcessingActivity)
    permissions.withdraw_access(editor, team)
    assert not may(editor, "add", ProcessingActivity)


# Who is asked


def test_those_who_decide_have_the_permission_by_a_role_or_themselves_and_the_row_in_reach():
    # given
    activity = make_activity()
    notice = make_notice(team=activity.team)
    lead = make_user(LEAD, activity.team)
    approver, singly = make_user(APPROVER), make_user(EDITOR, activity.team)
    singly.user_permissions.add(Permission.objects.get(codename="approve_processingactivity"))
    # and some who may not
    make_user(EDITOR, activity.team), make_user(LEAD, make_team())
    make_user(APPROVER, is_active=False)
    User.objects.create_superuser("root")
    # then
    assert permissions.deciders_about(activity) == [lead, approver, singly]
    assert permissions.deciders_about(notice) == [lead, approver]


def test_administrators_have_the_permission_by_a_role_or_themselves_or_may_do_everything():
    first, singly = make_user(ADMINISTRATOR), make_user(EDITOR)
    singly.user_permissions.add(Permission.objects.get(codename="change_job"))
    superuser = User.objects.create_superuser("root")
    for role in (EDITOR, LEAD, APPROVER, AUDITOR):
        make_user(role)
    make_user(ADMINISTRATOR, is_active=False)
    assert permissions.administrators() == [first, singly, superuser]
    assert permissions.is_administrator(singly)


# Who may do nothing, and who may not do everything


@pytest.mark.parametrize("role", ROLES)
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
    } | {"view_group", "view_job", "change_job", "view_outgoingmail", "change_outgoingmail"}
    models: list[type[Model]] = [*permissions.entry_models(), Version]
    for model in [*models, *permissions.reference_models()]:
        assert not any(may(administrator, verb, model) for verb in VERBS)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_changes_a_version(role):
    user = make_user(role)
    for verb in ("add", "change", "delete"):
        assert not may(user, verb, Version)


def test_the_entry_models_are_those_that_a_team_keeps():
    assert set(permissions.entry_models()) == {ProcessingActivity, Notice, InspectionRegime}
    assert Organisation in permissions.reference_models()
    assert len(permissions.reference_models()) == 9


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
