"""Accounts, roles and teams."""

import pytest
from django.contrib.auth.models import Group, User

from ropa import permissions
from ropa.admin.links import page_url
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import make_team, make_user

pytestmark = pytest.mark.django_db


def test_a_new_colleague_gets_an_account_a_role_and_a_team():
    # given
    team, other = make_team(), make_team()
    client = signed_in(make_user("Administrator"))
    form = fields_of(client.get("/admin/auth/user/add/").text)
    # when
    form |= {
        "username": ["ada"],
        "first_name": ["Ada"],
        "last_name": ["Example"],
        "email": ["ada@body.example"],
        "password1": ["a-long-enough-secret"],
        "password2": ["a-long-enough-secret"],
    }
    added = client.post("/admin/auth/user/add/", form, follow=True)
    assert "They have no role yet" in text_of(added.text)
    person = User.objects.get(username="ada")
    # then
    assert person.is_staff
    assert not person.is_superuser
    # when
    form = fields_of(client.get(page_url(person)).text)
    form |= {"groups": [str(Group.objects.get(name="Editor").pk)], "teams": [str(team.pk)]}
    saved = client.post(page_url(person), form, follow=True)
    # then
    assert "They have no role yet" not in text_of(saved.text)
    assert list(permissions.kept_teams(person)) == [team]
    assert person.groups.get().name == "Editor"
    # when
    form = fields_of(client.get(page_url(person)).text)
    assert form["teams"] == [str(team.pk)]
    client.post(page_url(person), form | {"teams": [str(other.pk)]})
    # then
    assert list(permissions.kept_teams(person)) == [other]


@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_reads_how_a_password_is_kept(is_superuser):
    # given
    person = make_user("Editor", is_superuser=is_superuser)
    client = signed_in(make_user("Administrator"))
    # when
    page = client.get(page_url(person))
    # then
    assert ("Reset password" in page.text) is not is_superuser
    assert person.password not in page.text
    assert "salt" not in page.text


def test_a_leaver_loses_everything_at_once():
    # given
    person = make_user("Editor", make_team())
    client = signed_in(make_user("Administrator"))
    leaver = signed_in(person)
    form = fields_of(client.get(page_url(person)).text)
    # when
    del form["is_active"]
    client.post(page_url(person), form)
    # then
    assert leaver.get("/admin/").status_code == 302


def test_nobody_gives_themselves_a_role():
    # given
    administrator = make_user("Administrator")
    client = signed_in(administrator)
    page = client.get(page_url(administrator))
    assert "You cannot change your own roles and teams." in text_of(page.text)
    # when
    form = fields_of(page.text) | {
        "groups": [str(Group.objects.get(name="Approver").pk)],
        "is_superuser": ["on"],
        "teams": [str(make_team().pk)],
    }
    client.post(page_url(administrator), form)
    # then
    administrator = User.objects.get(pk=administrator.pk)
    assert administrator.groups.get().name == "Administrator"
    assert not administrator.is_superuser
    assert not permissions.kept_teams(administrator).exists()


def test_an_administrator_cannot_touch_a_superuser_nor_make_one():
    # given
    superuser = make_user("Approver", is_superuser=True)
    person = make_user("Editor")
    client = signed_in(make_user("Administrator"))
    # then
    assert "Only a superuser can change this account." in text_of(
        client.get(page_url(superuser)).text
    )
    assert client.post(page_url(superuser), {"is_active": ""}).status_code == 403
    assert client.get(f"/admin/auth/user/{superuser.pk}/password/").status_code == 403
    # when
    form = fields_of(client.get(page_url(person)).text)
    client.post(page_url(person), form | {"is_superuser": ["on"], "user_permissions": ["1"]})
    # then
    person = User.objects.get(pk=person.pk)
    assert not person.is_superuser
    assert not person.user_permissions.exists()


def test_a_superuser_makes_another():
    # given
    client = signed_in(make_user("Administrator", is_superuser=True))
    person = make_user("Editor")
    form = fields_of(client.get(page_url(person)).text)
    # when
    client.post(page_url(person), form | {"is_superuser": ["on"]})
    # then
    assert User.objects.get(pk=person.pk).is_superuser


def test_kept_teams_of_a_superuser_are_those_given():
    # given
    make_team()
    superuser = make_user("Approver", is_superuser=True)
    # then
    assert not permissions.kept_teams(superuser).exists()


def test_the_list_takes_the_same_queries_whatever_its_length(django_assert_num_queries):
    # given
    client = signed_in(make_user("Administrator"))
    for size in (3, 12):
        while User.objects.count() < size:
            make_user("Editor", first_name="Ada", last_name="Example")
        # when, then
        with django_assert_num_queries(9):
            page = client.get("/admin/auth/user/")
        assert text_of(page.text).count("Editor") >= size - 1


def test_an_administrator_keeps_teams_but_not_the_record():
    # given
    client = signed_in(make_user("Administrator"))
    # then
    assert client.get("/admin/ropa/team/add/").status_code == 200
    assert client.get("/admin/ropa/processingactivity/").status_code == 403
    groups = client.get("/admin/").context["app_list"]
    assert [group["name"] for group in groups] == ["People"]
    assert client.get("/admin/auth/group/").status_code == 404
