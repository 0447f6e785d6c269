"""Signing in and out, and looking after one's own account."""

from __future__ import annotations

from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse

from ropa.accounts.demonstration import password_of
from ropa.accounts.step_up import FRESH_AT
from tests.accounts.mails import link_in, newest
from tests.admin.forms import signed_in, text_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db

PASSWORD, NEW = "lamp-coffee-tractor", "kettle umbrella parsnip"


@pytest.fixture
def ada() -> User:
    return make_user("Editor", username="ada", email="ada@example.org", password=PASSWORD)


def sign_in(login="ada", password=PASSWORD, client=None, **also):
    return (client or Client()).post(
        "/account/login/", {"login": login, "password": password, **also}
    )


@pytest.mark.parametrize("login", ["ada", "ADA", " ada ", "ada@example.org", "Ada@Example.Org"])
def test_a_person_signs_in_by_name_or_address(ada, login):
    assert sign_in(login).headers["Location"] == "/admin/"


@pytest.mark.parametrize("lost", ["is_active", "is_staff"])
def test_whoever_may_not_reads_what_everybody_reads_whose_password_is_wrong(ada, lost):
    wrong = sign_in(password="wrong")
    setattr(ada, lost, False)
    ada.save()
    assert text_of(sign_in().text) == text_of(wrong.text)
    assert "The name or the password is not right." in text_of(wrong.text)


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        ("/admin/changes/", "/admin/changes/"),
        ("https://evil.example/", "/admin/"),
        ("//evil.example/", "/admin/"),
        ("https:evil.example", "/admin/"),
        ("javascript:alert(1)", "/admin/"),
        ("/\\evil.example", "/admin/"),
        ("", "/admin/"),
    ],
)
def test_signing_in_leads_to_own_addresses_alone(ada, asked, reached):
    assert sign_in(next=asked).headers["Location"] == reached
    client = Client()
    led = client.get("/admin/login/", {"next": asked})
    assert led.headers["Location"].startswith("/account/login/?next=")
    assert signed_in(ada).get("/account/login/", {"next": asked}).headers["Location"] == reached


def test_another_host_that_is_trusted_for_forms_is_not_one_to_lead_to(ada, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://other.example.org"]
    settings.ALLOWED_HOSTS = ["testserver", "other.example.org"]
    assert sign_in(next="https://other.example.org/").headers["Location"] == "/admin/"


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/admin/login/", "/account/login/"),
        ("/admin/logout/", "/account/logout/"),
        ("/admin/password_change/", "/account/password/change/"),
        ("/admin/password_change/done/", "/account/"),
    ],
)
def test_djangos_own_pages_lead_to_ours(ada, path, leads_to):
    answer = signed_in(ada).get(path)
    assert answer.status_code == 302
    assert urlsplit(answer.headers["Location"]).path == leads_to


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "inactive/",
        "password/set/",
        "confirm-email/",
        "2fa/",
        "login/code/",
        "reauthenticate/code/confirm/",
        "phone/verify/",
        "nothing/",
    ],
)
def test_what_is_not_wanted_is_not_there(ada, path):
    assert Client().get(f"/account/{path}").status_code == 404
    assert signed_in(ada).get(f"/account/{path}").status_code == 404


def test_nobody_signs_up():
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_signing_out_takes_a_button(ada):
    client = signed_in(ada)
    assert "Sign out" in text_of(client.get("/account/logout/").text)
    assert client.get("/admin/").status_code == 200
    done = client.post("/account/logout/", follow=True)
    assert "You have signed out." in text_of(done.text)
    assert client.get("/admin/").status_code == 302


# Passwords


def test_a_password_is_changed_knowing_the_current_one(ada):
    client, elsewhere = signed_in(ada), signed_in(ada)
    form = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    refused = client.post("/account/password/change/", form)
    assert "That is not your current password." in text_of(refused.text)
    # when
    done = client.post("/account/password/change/", form | {"oldpassword": PASSWORD}, follow=True)
    # then
    assert "Your password has been changed." in text_of(done.text)
    assert client.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302
    assert newest().to == ["ada@example.org"]
    assert sign_in(password=NEW).status_code == 302


def test_whoever_has_no_password_is_told_so(ada):
    ada.set_unusable_password()
    ada.save()
    answer = signed_in(ada).get("/account/password/change/", follow=True)
    assert "You sign in without a password" in text_of(answer.text)


def test_an_old_short_password_lets_in_and_asks_to_be_changed(ada):
    ada.set_password("short")
    ada.save()
    client = Client()
    answer = client.post(
        "/account/login/",
        {"login": "ada", "password": "short", "next": "/admin/changes/"},
        follow=True,
    )
    assert answer.redirect_chain[0][0] == "/account/password/change/?next=%2Fadmin%2Fchanges%2F"
    assert "easier to guess, than is safe now" in text_of(answer.text)
    assert client.get("/admin/").status_code == 200
    # when
    done = client.post(
        answer.redirect_chain[0][0],
        {"oldpassword": "short", "password1": NEW, "password2": NEW, "next": "/admin/changes/"},
    )
    # then
    assert done.headers["Location"] == "/admin/changes/"
    assert sign_in(password=NEW).headers["Location"] == "/admin/"


def test_the_passwords_of_the_demonstration_let_in_there_alone():
    make_user("Editor", username="editor", password=password_of("editor"))
    assert sign_in("editor", password_of("editor")).status_code == 200
    with override_settings(DEBUG=True):
        assert sign_in("editor", password_of("editor")).headers["Location"] == "/admin/"


def test_the_longest_passwords_are_taken(ada):
    long = "kettle umbrella " * 60
    client = signed_in(ada)
    client.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": long, "password2": long},
    )
    assert sign_in(password=long).status_code == 302
    assert sign_in(password=long[:-1]).status_code == 200


# The address


def ask_to_change(client, address):
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client.post("/account/email/", {"email": address}, follow=True)


def test_a_new_address_counts_once_it_is_confirmed_and_the_old_one_is_told(ada):
    client = signed_in(ada)
    # when
    ask_to_change(client, "New@example.org")
    # then
    assert newest().to == ["new@example.org"]
    ada.refresh_from_db()
    assert ada.email == "ada@example.org"
    # when
    path = link_in(newest())
    assert "new@example.org" in text_of(Client().get(path).text)
    ada.refresh_from_db()
    assert ada.email == "ada@example.org"
    Client().post(path)
    # then
    ada.refresh_from_db()
    assert ada.email == "new@example.org"
    assert newest().to == ["ada@example.org"]
    assert sign_in("new@example.org").status_code == 302
    # and it works once
    assert "This link no longer works" in text_of(Client().post(path).text)


def test_an_address_is_changed_only_after_showing_once_more_who_one_is(ada):
    client = signed_in(ada)
    session = client.session
    session[FRESH_AT] -= 24 * 60 * 60
    session.save()
    answer = client.post("/account/email/", {"email": "new@example.org"})
    assert answer.headers["Location"].startswith("/account/reauthenticate/")
    assert mail.outbox == []


def test_the_address_of_somebody_else_is_asked_for_in_vain_and_in_the_same_words(ada):
    make_user("Editor", email="grace@example.org")
    taken = ask_to_change(signed_in(ada), "grace@example.org")
    assert "We have sent a link to grace@example.org" in text_of(taken.text)
    assert mail.outbox == []


def test_an_address_that_was_given_to_somebody_meanwhile_is_not_taken_from_them(ada):
    ask_to_change(signed_in(ada), "new@example.org")
    path = link_in(newest())
    make_user("Editor", email="new@example.org")
    assert "This link no longer works" in text_of(Client().post(path).text)


# Without mail


def invite(*arguments, **options) -> str:
    out = StringIO()
    call_command("invite", *arguments, stdout=out, stderr=StringIO(), **options)
    return out.getvalue().strip()


def test_the_first_person_is_invited_without_mail():
    # when
    path = invite("grace", "Grace@example.org", superuser=True)
    # then
    person = User.objects.get(username="grace")
    assert person.is_superuser
    assert person.is_staff
    assert person.email == "grace@example.org"
    # when
    client = Client()
    page = client.get(path, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    # then
    assert sign_in("grace", NEW).status_code == 302


@pytest.mark.parametrize(
    ("arguments", "options", "why"),
    [
        (("ada", "other@example.org"), {}, "has another address"),
        (("new", "ada@example.org"), {}, "Another account has this address"),
        (("new", "no-address"), {}, "valid email address"),
        (("new name!", "new@example.org"), {}, "valid username"),
        (("new", "new@example.org"), {"role": "Emperor"}, "There is no role “Emperor”"),
    ],
)
def test_an_invitation_that_cannot_be_says_why(ada, arguments, options, why):
    with pytest.raises(CommandError, match=why):
        invite(*arguments, **options)


# Sign-ins from elsewhere


def test_a_person_is_told_of_a_sign_in_from_a_browser_not_known_before(ada):
    own, other = Client(), Client(headers={"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"})
    sign_in(client=own)
    assert mail.outbox == []
    # when
    sign_in(client=other)
    # then
    [message] = mail.outbox
    assert message.to == ["ada@example.org"]
    assert message.subject.startswith("New sign-in to your account")
    assert "in a browser that it was not used in before: Firefox on Linux." in message.body
    assert "from the address 127.0.0.1" in message.body


def test_a_person_is_told_once_of_a_browser_however_they_call_themselves(ada):
    sign_in()
    other = Client()
    for name in ("ada", "ada@example.org", "ADA"):
        sign_in(name, client=other)
        other.post("/account/logout/")
    assert len(mail.outbox) == 1


def test_a_browser_that_somebody_else_uses_is_not_known_for_it(ada):
    sign_in()
    shared = Client()
    make_user("Editor", username="ben", password=PASSWORD)
    sign_in("ben", client=shared)
    shared.post("/account/logout/")
    sign_in(client=shared)
    assert [message.to for message in mail.outbox] == [["ada@example.org"]]


def test_nobody_is_told_of_a_sign_in_that_did_not_succeed(ada):
    sign_in()
    sign_in(password="wrong")
    assert mail.outbox == []


def test_whoever_has_no_address_signs_in_from_anywhere(ada):
    User.objects.update(email="")
    assert [sign_in().status_code for _ in range(2)] == [302, 302]
    assert mail.outbox == []
