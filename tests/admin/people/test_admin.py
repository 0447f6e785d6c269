"""Accounts, roles and teams."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.utils import timezone

from ropa import permissions
from ropa.admin.people.history import add_note
from ropa.admin.shared.links import page_url
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import make_activity, make_notice, make_role, make_team, make_user

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
    }
    added = client.post("/admin/auth/user/add/", form, follow=True)
    assert "They have no role yet" in text_of(added.text)
    person = User.objects.get(username="ada")
    # then
    assert person.is_staff
    assert not person.is_superuser
    # when
    form = fields_of(client.get(page_url(person)).text)
    form |= {"groups": [str(make_role("Editor").pk)], "teams": [str(team.pk)]}
    saved = client.post(page_url(person), form, follow=True)
    # then
    assert "They have no role yet" not in text_of(saved.text)
    assert list(permissions.teams_of(person)) == [team]
    assert person.groups.get().name == "Editor"
    # when
    form = fields_of(client.get(page_url(person)).text)
    assert form["teams"] == [str(team.pk)]
    client.post(page_url(person), form | {"teams": [str(other.pk)]})
    # then
    assert list(permissions.teams_of(person)) == [other]


@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_reads_how_a_password_is_kept(is_superuser):
    # given
    person = make_user("Editor", is_superuser=is_superuser)
    client = signed_in(make_user("Administrator"))
    # when
    page = client.get(page_url(person))
    # then
    assert ("Help them to sign in" in page.text) is not is_superuser
    assert person.password not in page.text
    assert "salt" not in page.text


def test_a_leaver_loses_everything_at_once_and_stays_in_the_history():
    # given
    team = make_team()
    person = make_user("Editor", team, first_name="Ada", last_name="Example")
    entry, given = make_activity(team=team), make_activity()
    permissions.give_access(person, given)
    client, leaver = signed_in(make_user("Administrator")), signed_in(person)
    form = fields_of(leaver.get(page_url(entry)).text)
    leaver.post(page_url(entry), form | {"title": ["Changed by Ada"]})
    # when
    form = fields_of(client.get(page_url(person)).text)
    del form["is_active"]
    client.post(page_url(person), form)
    # then
    for row in (entry, given):
        assert leaver.get(page_url(row)).headers["Location"].startswith("/admin/login/")
        assert leaver.post(page_url(row), {"title": "x"}).status_code == 403
    assert leaver.get("/admin/").status_code == 302
    assert not leaver.login(username=person.username, password="lamp-coffee-tractor")
    # and
    reader = signed_in(make_user("Auditor"))
    assert "Ada Example" in text_of(reader.get(page_url(entry, "history")).text)
    keepers = text_of(reader.get(page_url(given, "keepers")).text)
    assert "Ada Example (no longer active)" in keepers
    # when they come back
    form = fields_of(client.get(page_url(person)).text)
    client.post(page_url(person), form | {"is_active": ["on"]})
    # then
    assert signed_in(person).get(page_url(given)).status_code == 200
    history = text_of(client.get(page_url(person, "history")).text)
    assert history.index("Account opened again.") < history.index("Account closed")


def test_the_history_of_a_person_says_who_gave_them_what_and_when():
    # given
    team, other = make_team(name="Admissions"), make_team(name="Meals")
    giver = make_user("Administrator", first_name="Grace", last_name="Giver")
    client = signed_in(giver)
    person = make_user("Auditor", other)
    form = fields_of(client.get(page_url(person)).text)
    # when
    client.post(page_url(person), form)
    # then
    assert "Nothing has been recorded yet." in client.get(page_url(person, "history")).text
    # when
    editor = make_role("Editor")
    client.post(
        page_url(person),
        form
        | {"groups": [str(editor.pk)], "teams": [str(team.pk)]}
        | {"last_name": ["Example"], "email": ["ada@body.example"]},
    )
    # then
    [entry] = LogEntry.objects.all()
    assert entry.get_change_message() == (
        "Given the role Editor. The role Auditor was taken away. Now works for Admissions. "
        "No longer works for Meals. Changed: last name and email address."
    )
    page = client.get(page_url(person, "history"))
    text = text_of(page.text)
    assert entry.get_change_message() in text
    assert "Grace Giver" in text
    assert f'datetime="{timezone.localtime(entry.action_time):%Y-%m-%dT%H:%M}' in page.text


def test_making_somebody_a_superuser_is_recorded():
    person = make_user("Editor")
    client = signed_in(make_user("Approver", is_superuser=True))
    form = fields_of(client.get(page_url(person)).text)
    client.post(page_url(person), form | {"is_superuser": ["on"]})
    client.post(
        page_url(person), fields_of(client.get(page_url(person)).text) | {"is_superuser": []}
    )
    text = text_of(client.get(page_url(person, "history")).text)
    assert text.index("No longer a superuser.") < text.index("Made a superuser.")


def test_a_new_account_begins_its_history():
    client = signed_in(make_user("Administrator"))
    form = fields_of(client.get("/admin/auth/user/add/").text)
    form |= {
        "username": ["ada"],
        "email": ["ada@body.example"],
    }
    client.post("/admin/auth/user/add/", form)
    person = User.objects.get(username="ada")
    assert "Account created." in text_of(client.get(page_url(person, "history")).text)


def test_a_long_history_comes_in_pages_of_the_same_queries(
    django_assert_num_queries, rf, monkeypatch
):
    monkeypatch.setattr("ropa.admin.people.history.OCCASIONS_ON_A_PAGE", 3)
    giver, person = make_user("Administrator"), make_user("Editor")
    client, request = signed_in(giver), rf.get("/")
    request.user = giver
    client.get(page_url(person, "history"))
    for number in range(7):
        add_note(request, person, f"Number {number}.")
        if number in {1, 6}:
            with django_assert_num_queries(8):
                first = text_of(client.get(page_url(person, "history")).text)
    assert "Number 6." in first
    assert "Number 3." not in first
    last = text_of(client.get(page_url(person, "history") + "?page=3").text)
    assert "Number 0." in last
    assert client.get(page_url(person, "history") + "?page=x").status_code == 200


def test_the_page_of_a_person_names_what_was_given_to_them_singly():
    # given
    entry, other, notice = make_activity(), make_activity(), make_notice()
    person = make_user("Editor", entry.team)
    administrator = signed_in(make_user("Administrator"))
    assert "single entries and notices None." in text_of(
        administrator.get(page_url(person)).text
    ).replace("Single", "single")
    # when
    for row in (other, notice):
        permissions.give_access(person, row)
    page = administrator.get(page_url(person))
    # then
    text = text_of(page.text)
    assert str(other) in text
    assert str(notice) in text
    assert str(entry) not in text
    assert page_url(other, "keepers") not in page.text
    # and whoever may see the entries is led to where they are taken back
    page = signed_in(make_user("Approver", is_superuser=True)).get(page_url(person))
    for row in (other, notice):
        assert page_url(row, "keepers") in page.text


def test_the_page_of_a_person_leads_only_where_one_may_go():
    reached, beyond = make_activity(), make_activity()
    person = make_user("Editor")
    for row in (reached, beyond):
        permissions.give_access(person, row)
    both = make_user("Administrator", reached.team)
    both.groups.add(make_role("Editor"))
    page = signed_in(both).get(page_url(person))
    assert page_url(reached, "keepers") in page.text
    assert page_url(beyond, "keepers") not in page.text
    assert str(beyond) in text_of(page.text)


def test_no_account_is_deleted():
    person = make_user("Editor")
    for client in (
        signed_in(make_user("Administrator")),
        signed_in(make_user("Approver", is_superuser=True)),
    ):
        assert page_url(person, "delete") not in client.get(page_url(person)).text
        for answer in (
            client.get(page_url(person, "delete")),
            client.post(page_url(person, "delete"), {"post": "yes"}),
        ):
            assert answer.status_code == 403
            assert "No account is deleted" in text_of(answer.text)
    assert User.objects.filter(pk=person.pk).exists()


def test_an_administrator_says_whether_a_team_approves_its_own_work():
    team = make_team()
    client = signed_in(make_user("Administrator"))
    form = fields_of(client.get(page_url(team)).text)
    client.post(page_url(team), form | {"approves_own_work": ["on"]})
    team.refresh_from_db()
    assert team.approves_own_work
    assert "One person may write and approve" in text_of(client.get(page_url(team, "history")).text)


def test_nobody_gives_themselves_a_role():
    # given
    administrator = make_user("Administrator")
    client = signed_in(administrator)
    page = client.get(page_url(administrator))
    assert "You cannot change your own roles and teams." in text_of(page.text)
    # when
    form = fields_of(page.text) | {
        "groups": [str(make_role("Approver").pk)],
        "is_superuser": ["on"],
        "teams": [str(make_team().pk)],
    }
    client.post(page_url(administrator), form)
    # then
    administrator = User.objects.get(pk=administrator.pk)
    assert administrator.groups.get().name == "Administrator"
    assert not administrator.is_superuser
    assert not permissions.teams_of(administrator).exists()


def test_an_administrator_cannot_touch_a_superuser_nor_make_one():
    # given
    superuser = make_user("Approver", is_superuser=True)
    person = make_user("Editor")
    client = signed_in(make_user("Administrator"))
    # then
    assert "Only a superuser can change this account." in text_of(
        client.get(page_url(superuser)).text
    )
    for refused in (
        client.post(page_url(superuser), {"is_active": ""}),
        client.get(f"/admin/auth/user/{superuser.pk}/sign-in/"),
    ):
        assert refused.status_code == 403
        assert "Only a superuser can change this account." in text_of(refused.text)
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
    assert not permissions.teams_of(superuser).exists()


def test_the_list_takes_the_same_queries_whatever_its_length(django_assert_num_queries):
    # given
    client = signed_in(make_user("Administrator"))
    client.get("/admin/auth/user/")
    for size in (3, 12):
        while User.objects.count() < size:
            make_user("Editor", first_name="Ada", last_name="Example")
        # when, then
        with django_assert_num_queries(8):
            page = client.get("/admin/auth/user/")
        assert text_of(page.text).count("Editor") >= size - 1


def test_an_administrator_keeps_teams_but_not_the_record():
    # given
    client = signed_in(make_user("Administrator"))
    # then
    assert client.get("/admin/ropa/team/add/").status_code == 200
    assert client.get("/admin/ropa/processingactivity/").status_code == 403
    groups = client.get("/admin/").context["app_list"]
    assert [group["name"] for group in groups] == ["The whole register", "People"]
    assert [page["name"] for page in groups[0]["models"]] == ["Background work", "Mail"]
    assert client.get("/admin/auth/group/").status_code == 404
