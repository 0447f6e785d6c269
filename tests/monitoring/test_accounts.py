"""Events of accounts: what decides who gets in and how far, from wherever it was changed."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission, User

from ropa import permissions
from tests.admin.forms import fields_of, signed_in
from tests.factories import make_team, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def test_a_new_account(committed, log_lines):
    with committed(execute=True):
        person = User.objects.create_user("ada", "ada@example.org", "a password of many words")
    [line] = log_lines("account.created")
    assert (line["of"], line["superuser"]) == (person.pk, False)
    assert "ada" not in str(log_lines())


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("is_active", False, {"on": False}),
        ("is_superuser", True, {"on": True}),
        ("email", "new@example.org", {}),
        ("username", "quetzalcoatl", {}),
    ],
)
def test_what_decides_who_gets_in(committed, log_lines, field, value, said):
    person, other = make_user("Editor"), make_user("Editor")
    for each in (person, other):
        setattr(each, field, value)
    other.username += "-other"

    with committed(execute=True):
        person.save()
        other.save(update_fields=[field])

    lines = [line for line in log_lines("account.changed") if line["field"] == field]
    assert [line["of"] for line in lines] == [person.pk, other.pk]
    assert [{"on": line["on"]} if "on" in line else {} for line in lines] == [said, said]
    assert "quetzalcoatl" not in str(log_lines())
    assert "example.org" not in str(log_lines())


def test_a_name_that_changes_is_no_event(committed, log_lines):
    person = make_user("Editor")
    person.first_name = "Grace"
    with committed(execute=True):
        person.save()
        person.save(update_fields=["last_login"])
    assert log_lines() == []


def test_signing_in_asks_nothing_more_of_the_database(django_assert_num_queries):
    person = make_user("Editor")
    with django_assert_num_queries(1):
        person.save(update_fields=["last_login"])


def test_a_new_password(committed, log_lines):
    person = make_user("Editor")
    person.set_password("a password of many words")
    with committed(execute=True):
        person.save()
    [line] = log_lines("password.changed")
    assert line["of"] == person.pk
    assert "many" not in str(log_lines())


def test_a_hash_made_stronger_is_no_new_password(committed, log_lines, settings):
    person = make_user("Editor")
    person.password = make_password("a password of many words", hasher="md5")
    person.save()
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    with committed(execute=True):
        assert person.check_password("a password of many words")
    person.refresh_from_db()
    assert person.password.startswith("pbkdf2")
    assert log_lines("password.changed") == []


def test_roles_given_and_taken_from_either_side(committed, log_lines):
    person, lead = make_user("Editor"), Group.objects.get_or_create(name="Data protection lead")[0]
    with committed(execute=True):
        person.groups.add(lead)
        lead.user_set.remove(person)
        lead.user_set.add(person)
        lead.user_set.clear()
    said = [
        (line["event"], line["of"], line["role"])
        for line in log_lines()
        if line["event"].startswith("role.")
    ]
    assert said == [
        (f"role.{verb}", person.pk, "data-protection-lead")
        for verb in ("given", "taken", "given", "taken")
    ]


def test_single_permissions(committed, log_lines):
    person, code = make_user("Editor"), Permission.objects.get(codename="view_team")
    with committed(execute=True):
        person.user_permissions.add(code)
        person.user_permissions.clear()
    assert [line["permission"] for line in log_lines("permission.given")] == ["view_team"]
    assert [line["of"] for line in log_lines("permission.taken")] == [person.pk]


def test_teams_joined_and_left(committed, log_lines):
    person, team = make_user("Editor"), make_team()
    with committed(execute=True):
        permissions.give_access(person, team)
        permissions.withdraw_access(person, team)
    for name in ("keeper.added", "keeper.removed"):
        [line] = log_lines(name)
        assert (line["of"], line["kind"], line["row"]) == (person.pk, "team", team.pk)


def test_the_page_tells_who_did_it(committed, log_lines):
    person, administrator = make_user("Editor"), make_user("Administrator")
    client = signed_in(administrator)
    page = f"/admin/auth/user/{person.pk}/change/"
    form = fields_of(client.get(page).text)
    form.pop("is_active")
    with committed(execute=True):
        assert client.post(page, form).status_code == 302
    [line] = log_lines("account.changed")
    assert (line["person"], line["of"], line["on"]) == (administrator.pk, person.pk, False)


def test_what_is_undone_is_not_told(log_lines):
    from django.db import transaction

    person = make_user("Editor")
    with transaction.atomic():
        person.is_active = False
        person.save()
        transaction.set_rollback(True)
    assert log_lines("account.changed") == []
