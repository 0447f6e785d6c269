"""Events of signing in and out: who, from where, and never what was typed."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from ropa.monitoring import events
from tests.factories import make_user

pytestmark = pytest.mark.django_db
TYPED = "Correct-horse-battery"


@pytest.fixture
def asked(client):
    request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.7")
    request.session = client.session
    request.user = AnonymousUser()
    return request


def test_signing_in_and_out(asked, log_lines):
    person = make_user("Editor")

    login(asked, person, "django.contrib.auth.backends.ModelBackend")
    logout(asked)

    for name in ("sign_in.succeeded", "sign_out"):
        [line] = log_lines(name)
        assert (line["person"], line["outcome"], line["address"]) == (person.pk, "ok", "192.0.2.7")
    assert person.username not in str(log_lines())


def test_a_wrong_password_names_the_account_and_not_what_was_typed(asked, log_lines):
    person = make_user("Editor")

    assert authenticate(asked, username=person.username.upper(), password=TYPED) is None

    [line] = log_lines("sign_in.failed")
    assert line["account"] == person.pk
    assert line["outcome"] == "refused"
    assert line["tried"] == events.disguised(person.username)
    assert TYPED not in str(log_lines())
    assert person.username.lower() not in str(log_lines()).lower()


def test_a_password_typed_as_a_user_name_is_not_told(asked, log_lines):
    authenticate(asked, username=TYPED, password="x")

    [line] = log_lines("sign_in.failed")
    assert line["account"] is None
    assert line["tried"] == events.disguised(TYPED)
    assert TYPED.lower() not in str(log_lines()).lower()


@pytest.mark.parametrize("typed", ["a\x00b", "a" * 3000, "\ud800", ""])
def test_a_name_that_no_database_takes_is_told_of_all_the_same(asked, log_lines, typed):
    from django.contrib.auth.signals import user_login_failed

    user_login_failed.send(sender=__name__, credentials={"username": typed}, request=asked)

    [line] = log_lines("sign_in.failed")
    assert line["account"] is None


def test_signing_out_without_having_been_in_is_no_event(asked, log_lines):
    logout(asked)
    assert log_lines("sign_out") == []
