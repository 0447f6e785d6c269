"""Setting one's own password by a link sent by mail: invited, or because it was forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from ropa.accounts import links
from ropa.models import FailedSignIn
from tests.accounts.mails import link_in, newest
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import make_role, make_team, make_user

pytestmark = pytest.mark.django_db

OLD, NEW = "lamp-coffee-tractor", "kettle umbrella parsnip"


@pytest.fixture
def ada() -> User:
    return make_user("Editor", username="ada", email="ada@example.org", password=OLD)


def get_page(address: str, client: Client | None = None) -> Any:
    return (client or Client()).post("/account/password/reset/", {"email": address}, follow=True)


def follow(path: str, password: str = NEW) -> Any:
    """Follow a link in a browser of one's own, and choose a password."""
    client = Client()
    page = client.get(path, follow=True)
    if 'name="password1"' not in page.text:
        return page
    where = page.redirect_chain[-1][0]
    return client.post(where, {"password1": password, "password2": password}, follow=True)


def can_sign_in(password: str) -> bool:
    answer = Client().post("/account/login/", {"login": "ada", "password": password})
    return answer.status_code == 302


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    monkeypatch.setattr(links.tokens, "_now", lambda: datetime.now() + by)  # noqa: DTZ005


def test_a_forgotten_password_is_set_by_a_link(ada):
    # when
    asked = get_page("Ada@Example.org")
    # then
    assert "a link is on its way" in text_of(asked.text)
    assert newest().to == ["ada@example.org"]
    # when
    done = follow(link_in(newest()))
    # then
    assert "Your password is set. Sign in with it." in text_of(done.text)
    assert done.redirect_chain[-1][0] == "/account/login/"
    assert can_sign_in(NEW)
    assert not can_sign_in(OLD)
    assert newest().subject.startswith("Your password has been set")


def test_the_link_is_not_in_the_address_of_the_page_with_the_form(ada):
    get_page("ada@example.org")
    page = Client().get(link_in(newest()), follow=True)
    assert link_in(newest()) not in page.redirect_chain[-1][0]
    assert "ada" in text_of(page.text)


def test_a_link_works_once(ada):
    get_page("ada@example.org")
    path = link_in(newest())
    follow(path)
    again = follow(path, "another parsnip kettle")
    assert "This link no longer works" in text_of(again.text)
    assert can_sign_in(NEW)


def test_a_link_dies_when_the_password_changes_otherwise(ada):
    get_page("ada@example.org")
    path = link_in(newest())
    ada.set_password(NEW)
    ada.save()
    assert "This link no longer works" in text_of(follow(path, OLD).text)


def test_a_link_dies_when_the_person_signs_in(ada):
    get_page("ada@example.org")
    path = link_in(newest())
    assert can_sign_in(OLD)
    assert "This link no longer works" in text_of(follow(path).text)


def test_a_link_dies_after_an_hour(ada, monkeypatch):
    get_page("ada@example.org")
    path = link_in(newest())
    later(monkeypatch, timedelta(minutes=61))
    assert "This link no longer works" in text_of(follow(path).text)
    later(monkeypatch, timedelta(minutes=59))
    assert "This link no longer works" not in text_of(follow(path).text)


@pytest.mark.parametrize("lost", ["is_active", "is_staff"])
def test_a_link_of_somebody_who_left_is_dead(ada, lost):
    get_page("ada@example.org")
    path = link_in(newest())
    setattr(ada, lost, False)
    ada.save()
    assert "This link no longer works" in text_of(follow(path).text)


@pytest.mark.parametrize("key", ["x", "abc-def", "-", "1-1-1", "%00", "d9wq8e-" + "0" * 32])
def test_a_link_that_somebody_made_up_is_dead(ada, key):
    page = Client().get(f"/account/password/reset/{ada.pk}/{key}/")
    assert "This link no longer works" in text_of(page.text)


def test_the_answer_is_the_same_for_whoever_has_no_account(ada):
    known, unknown = get_page("ada@example.org"), get_page("nobody@example.org")
    assert known.status_code == unknown.status_code == 200
    assert text_of(known.text) == text_of(unknown.text)
    assert len(mail.outbox) == 1


def test_nobody_is_sent_one_mail_after_the_other(ada):
    answers = [get_page("ada@example.org").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]
    assert len(mail.outbox) == 3


def test_whoever_comes_through_a_directory_gets_no_link_past_it(ada):
    ada.set_unusable_password()
    ada.save()
    Client().force_login(ada)
    get_page("ada@example.org")
    assert mail.outbox == []


def test_a_new_password_by_link_ends_the_wait_and_the_sessions(ada):
    # given
    open_session = signed_in(ada)
    for _ in range(6):
        can_sign_in("wrong")
    assert not can_sign_in(OLD)
    # when
    get_page("ada@example.org")
    path = link_in(newest())
    follow(path)
    # then
    assert can_sign_in(NEW)
    assert open_session.get("/admin/").status_code == 302
    assert not FailedSignIn.objects.exists()


def test_a_weak_password_is_refused_there_as_well(ada):
    get_page("ada@example.org")
    page = follow(link_in(newest()), "password1234")
    assert "among those that are tried first" in text_of(page.text)
    assert "<title>Error: " in page.text


# Invitations


def invite(**fields: Any) -> Any:
    client = signed_in(make_user("Administrator", first_name="Grace", last_name="Hopper"))
    form = fields_of(client.get("/admin/auth/user/add/").text)
    form |= {"username": ["ada"], "email": ["Ada@example.org"], **fields}
    return client.post("/admin/auth/user/add/", form, follow=True)


def test_an_administrator_invites_somebody_with_a_role_and_a_team():
    # given
    team = make_team(name="Admissions")
    make_user("Editor")
    role = make_role("Editor")
    # when
    answer = invite(groups=[str(role.pk)], teams=[str(team.pk)])
    # then
    person = User.objects.get(username="ada")
    assert not person.has_usable_password()
    assert person.groups.get() == role
    assert person.email == "ada@example.org"
    assert "goes to ada@example.org" in text_of(answer.text)
    assert "Grace Hopper has made an account for you" in newest().body
    # when
    follow(link_in(newest()))
    # then
    assert can_sign_in(NEW)


def test_no_form_of_staff_takes_the_password_of_somebody_else(ada):
    client = signed_in(make_user("Administrator"))
    for path in ("add/", f"{ada.pk}/change/", f"{ada.pk}/sign-in/", f"{ada.pk}/password/"):
        assert 'type="password"' not in client.get(f"/admin/auth/user/{path}", follow=True).text
    client.post(f"/admin/auth/user/{ada.pk}/password/", {"password1": NEW, "password2": NEW})
    assert can_sign_in(OLD)


def test_an_invitation_lives_a_week(monkeypatch):
    invite()
    path = link_in(newest())
    later(monkeypatch, timedelta(days=7, minutes=1))
    assert "This link no longer works" in text_of(follow(path).text)
    later(monkeypatch, timedelta(days=6, hours=23))
    assert "This link no longer works" not in text_of(follow(path).text)


def test_a_new_invitation_ends_the_former_one():
    invite()
    first = link_in(newest())
    get_page("ada@example.org")
    assert newest().subject.startswith("You are invited")
    second = link_in(newest())
    assert "This link no longer works" in text_of(follow(first).text)
    assert "This link no longer works" not in text_of(follow(second).text)


def test_each_person_has_an_address_of_their_own(ada):
    answer = invite(username=["another"])
    assert "Another account has this address." in text_of(answer.text)
    answer = invite(username=["another"], email=[""])
    assert "This field is required." in text_of(answer.text)
    assert not User.objects.filter(username="another").exists()


def test_links_lead_to_the_register_whatever_host_was_asked(ada, settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.REGISTER_ADDRESS = "https://register.example.org"
    Client().post(
        "/account/password/reset/", {"email": "ada@example.org"}, headers={"host": "evil.example"}
    )
    assert "https://register.example.org/account/" in newest().body
    assert "evil" not in newest().body
