"""Authenticator apps, passkeys and recovery codes: setting up, using, and being asked for them."""

from __future__ import annotations

import json
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from ropa.accounts import second_factors
from ropa.accounts.checks import second_factor_roles_exist
from ropa.accounts.mfa_adapter import MFAAdapter
from tests.admin.forms import text_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db

PASSWORD = "lamp-coffee-tractor"


@pytest.fixture
def ada() -> User:
    return make_user("Editor", username="ada", email="ada@example.org", password=PASSWORD)


def sign_in(client: Client, **then: str):
    return client.post("/account/login/", {"login": "ada", "password": PASSWORD, **then})


def code_of(secret: str, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def set_up_app(client: Client) -> tuple[str, list[str]]:
    """Set up an authenticator app as somebody signed in; return its secret and recovery codes."""
    page = client.get("/account/factors/app/")
    secret = page.context["form"].secret
    done = client.post("/account/factors/app/", {"code": code_of(secret)}, follow=True)
    return secret, list(done.context["unused_codes"])


@pytest.fixture
def with_app(ada, django_capture_on_commit_callbacks) -> tuple[str, list[str]]:
    client = Client()
    sign_in(client)
    with django_capture_on_commit_callbacks(execute=True):
        return set_up_app(client)


def test_an_app_is_set_up_and_its_person_is_told(ada, with_app):
    _, codes = with_app
    assert len(codes) == 10
    assert [each.subject.partition(" –")[0] for each in mail.outbox] == [
        "An authenticator app has been added"
    ]


def test_the_picture_to_scan_stands_in_the_page_without_style_of_its_own(ada):
    client = Client()
    sign_in(client)
    page = client.get("/account/factors/app/").text
    assert "<svg" in page
    assert "style=" not in page
    assert "<?xml" not in page
    assert "data:image" not in page


def test_with_an_app_the_password_alone_lets_nobody_in(ada, with_app):
    client = Client()
    # when
    asked = sign_in(client, next="/admin/changes/")
    # then
    assert asked.headers["Location"].startswith("/account/code/")
    assert client.get("/admin/").status_code == 302
    wrong = client.post("/account/code/", {"code": "000000"})
    assert "That code is not right" in text_of(wrong.text)
    assert "<title>Error: " in wrong.text


def test_the_code_that_set_the_app_up_does_not_also_let_in(ada, with_app):
    secret, _ = with_app
    client = Client()
    sign_in(client)
    assert client.post("/account/code/", {"code": code_of(secret)}).status_code == 200


def test_a_code_lets_in_once(ada, with_app, monkeypatch):
    secret, _ = with_app
    later = time.time() + 60
    monkeypatch.setattr(time, "time", lambda: later)
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client)
    code = code_of(secret)
    assert first.post("/account/code/", {"code": code}).headers["Location"] == "/admin/"
    assert second.post("/account/code/", {"code": code}).status_code == 200


def test_a_recovery_code_lets_in_once(ada, with_app):
    _, codes = with_app
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client)
    assert first.post("/account/code/", {"code": codes[0]}).headers["Location"] == "/admin/"
    assert "9 left" in text_of(first.get("/account/").text)
    assert second.post("/account/code/", {"code": codes[0]}).status_code == 200


def test_guessing_codes_has_to_wait(ada, with_app):
    _, codes = with_app
    client = Client()
    sign_in(client)
    for _ in range(5):
        client.post("/account/code/", {"code": "000000"})
    answer = client.post("/account/code/", {"code": codes[0]})
    assert "Too many wrong codes" in text_of(answer.text)


def test_secrets_are_not_kept_in_clear(ada, with_app):
    secret, codes = with_app
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert codes[0] not in kept


def test_what_a_former_key_wrote_is_still_read(settings):
    adapter = MFAAdapter()
    settings.SECRET_KEY = "the-former-key"
    written = adapter.encrypt("a secret")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the-new-key", ["the-former-key"]
    assert adapter.decrypt(written) == "a secret"
    assert adapter.encrypt("a secret") != written


# Passkeys without a browser; with one, in tests/browser/test_signing_in.py


JUNK = ["", "x", "[]", "{}", "null", '"x"', '{"response": {"userHandle": "x"}}', '{"id": 1}']


@pytest.mark.parametrize("credential", JUNK)
def test_what_is_no_passkey_lets_nobody_in(ada, credential):
    client = Client()
    answer = client.post("/account/passkey/", {"credential": credential}, follow=True)
    assert answer.redirect_chain == [("/account/login/", 302)]
    text = text_of(answer.text)
    assert credential == "" or "could not be used" in text or "valid JSON" in text
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("credential", JUNK)
def test_what_is_no_passkey_is_not_the_second_step(ada, with_app, credential):
    client = Client()
    sign_in(client)
    assert client.post("/account/code/", {"credential": credential}).status_code == 200
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("credential", JUNK)
def test_what_is_no_passkey_is_not_added(ada, credential):
    client = Client()
    sign_in(client)
    client.get("/account/factors/passkeys/add/")
    answer = client.post("/account/factors/passkeys/add/", {"credential": credential})
    assert "<title>Error: " in answer.text
    assert not Authenticator.objects.exists()


# Required for roles


@pytest.fixture
def required(settings):
    settings.MFA_REQUIRED_ROLES = ["Editor", "superusers"]


PLACES = ["/admin/", "/admin/ropa/notice/", "/admin/sessions/", "/account/", "/account/email/"]


@pytest.mark.parametrize("path", PLACES)
def test_whose_role_needs_one_is_led_to_setting_it_up_first(ada, required, path):
    client = Client()
    sign_in(client)
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/factors/")
    assert "Your role needs a second factor." in text_of(client.get(path, follow=True).text)
    assert client.get("/").status_code == 200


def test_once_it_is_set_up_everything_is_open(ada, required):
    client = Client()
    sign_in(client)
    set_up_app(client)
    for path in PLACES:
        assert client.get(path).status_code == 200, path


def test_other_roles_are_not_asked(required):
    client = Client()
    client.force_login(make_user("Auditor"))
    assert client.get("/admin/").status_code == 200


def test_a_superuser_is_asked(required):
    client = Client()
    client.force_login(make_user("Auditor", is_superuser=True))
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    ("wanted", "is_asked"),
    [(["everybody"], True), (["nobody"], False), ([], False), (["EDITOR"], True), (["x"], False)],
)
def test_the_setting_names_whom(ada, settings, wanted, is_asked):
    settings.MFA_REQUIRED_ROLES = wanted
    assert second_factors.is_required(ada) is is_asked


def test_who_came_through_a_directory_has_given_what_that_asks(ada, required, rf):
    client = Client()
    sign_in(client)
    session = client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [{**records[0], "method": "socialaccount"}]
    session.save()
    assert client.get("/admin/").status_code == 200


def test_the_last_one_that_a_role_needs_stays(ada, with_app, required):
    _, codes = with_app
    client = Client()
    sign_in(client)
    client.post("/account/code/", {"code": codes[0]})
    page = client.post("/account/factors/app/remove/")
    assert second_factors.STILL_REQUIRED in text_of(page.text)
    assert second_factors.factors_of(ada).exists()


def test_without_need_it_can_be_removed(ada, with_app):
    _, codes = with_app
    client = Client()
    sign_in(client)
    client.post("/account/code/", {"code": codes[0]})
    client.post("/account/factors/app/remove/")
    assert not Authenticator.objects.exists()


def test_an_unknown_role_stops_the_start(settings):
    settings.MFA_REQUIRED_ROLES = ["Approver", "superusers"]
    assert second_factor_roles_exist() == []
    settings.MFA_REQUIRED_ROLES = ["Aprover"]
    [error] = second_factor_roles_exist()
    assert "aprover" in error.msg
    assert "Approver" in str(error.hint)
