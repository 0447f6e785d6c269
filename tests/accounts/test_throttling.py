"""Who guesses passwords has to wait, and nobody is kept out for ever."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from ropa.accounts import throttling
from ropa.models import FailedSignIn
from tests.admin.forms import text_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db

PASSWORD = "lamp-coffee-tractor"
HERE, THERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def ada() -> User:
    return make_user("Editor", username="ada", email="ada@example.org", password=PASSWORD)


def sign_in(name="ada", password="wrong", address=HERE, client=None):
    client = client or Client()
    return client.post(
        "/account/login/", {"login": name, "password": password}, REMOTE_ADDR=address
    )


def pass_time(by: timedelta) -> None:
    """Let what is counted be so much older."""
    for row in FailedSignIn.objects.all():
        row.at -= by
        row.save()


def test_after_five_wrong_passwords_the_right_one_has_to_wait(ada):
    # given
    for _ in range(5):
        assert sign_in().status_code == 200
    # when
    refused = sign_in(password=PASSWORD)
    # then
    assert refused.status_code == 429
    until = timezone.localtime() + timedelta(minutes=15)
    assert f"{until:%H:%M}" in text_of(refused.text) or f"{until - timedelta(minutes=1):%H:%M}" in (
        text_of(refused.text)
    )
    assert 14 * 60 <= int(refused.headers["Retry-After"]) <= 15 * 60
    assert "/account/password/reset/" in refused.text
    # when the time is over
    pass_time(timedelta(minutes=15))
    # then
    assert sign_in(password=PASSWORD).status_code == 302


def test_waiting_is_not_made_longer_by_trying_meanwhile(ada):
    for _ in range(5):
        sign_in()
    pass_time(timedelta(minutes=10))
    for _ in range(20):
        assert sign_in().status_code == 429
    assert FailedSignIn.objects.count() == 5


def test_a_name_that_no_account_has_waits_in_the_same_words(ada):
    pages = {}
    for name in ("ada", "zebedee"):
        answers = [sign_in(name) for _ in range(6)]
        pages[name] = [
            (answer.status_code, text_of(answer.text).replace(name, "")) for answer in answers
        ]
    for one, other in zip(pages["ada"], pages["zebedee"], strict=True):
        assert one == other


def test_what_was_typed_as_a_name_is_not_kept():
    sign_in("my-own-password")
    [row] = FailedSignIn.objects.all()
    assert "my-own-password" not in f"{row.name} {row.address} {row.browser}"
    assert HERE not in row.address


def test_a_right_password_forgets_what_went_wrong_here(ada):
    for _ in range(4):
        sign_in()
    assert sign_in(password=PASSWORD).status_code == 302
    assert not FailedSignIn.objects.exists()


def test_signing_in_to_ones_own_account_does_not_free_an_address_that_guesses(ada):
    make_user("Editor", username="mallory", password=PASSWORD)
    for number in range(30):
        assert sign_in(f"name-{number}").status_code == 200
        if number % 4 == 0:
            assert sign_in("mallory", PASSWORD).status_code == 302
    assert sign_in("name-31").status_code == 429
    assert sign_in("mallory", PASSWORD).status_code == 429
    assert sign_in("mallory", PASSWORD, THERE).status_code == 302


def test_many_machines_get_no_further_than_one(ada):
    for number in range(20):
        assert sign_in(address=f"203.0.113.{number}").status_code == 200
    assert sign_in(address="203.0.113.99").status_code == 429


def test_strangers_do_not_keep_a_person_out_of_the_browser_they_use(ada):
    # given
    client = Client()
    sign_in(password=PASSWORD, client=client)
    client.cookies.pop("session")
    # when
    for number in range(21):
        sign_in(address=f"203.0.113.{number}")
    for _ in range(6):
        sign_in()
    # then
    assert sign_in(password=PASSWORD).status_code == 429
    assert sign_in(password=PASSWORD, client=client).status_code == 302


def test_a_known_browser_guesses_no_further_than_any_other(ada):
    client = Client()
    sign_in(password=PASSWORD, client=client)
    client.cookies.pop("session")
    for _ in range(5):
        assert sign_in(client=client).status_code == 200
    assert sign_in(password=PASSWORD, client=client).status_code == 429


@pytest.mark.parametrize("cookie", ["", "x", "a:b:c", "WyJhIiwgW11d:1u:x"])
def test_a_cookie_that_somebody_made_up_is_none(ada, cookie):
    client = Client()
    client.cookies["known_browser"] = cookie
    for _ in range(5):
        sign_in(client=client)
    assert sign_in(password=PASSWORD, client=client).status_code == 429


def test_guessing_all_day_gets_twenty_tries(ada):
    made = 0
    for _ in range(10):
        while sign_in().status_code == 200:
            made += 1
        pass_time(timedelta(minutes=16))
    assert made == 20


def test_what_is_a_day_old_is_removed(ada):
    sign_in()
    pass_time(timedelta(days=1, minutes=1))
    sign_in("another")
    assert FailedSignIn.objects.count() == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("", "", True),
    ],
)
def test_a_customer_with_many_addresses_is_one(one, other, same):
    found = throttling.attempt("ada", one), throttling.attempt("ada", other)
    assert (found[0].address == found[1].address) is same


def test_tries_at_once_are_each_counted_before_their_password_is_looked_at():
    tried = throttling.attempt("ada", HERE)
    begun = [throttling.begin(tried) for _ in range(8)]
    assert sum(isinstance(each, FailedSignIn) for each in begun) == 5
    assert isinstance(begun[-1], datetime)


def test_confirming_who_one_is_counts_as_well(ada):
    client = Client()
    client.force_login(ada)
    asked: dict[str, Any] = {"REMOTE_ADDR": HERE}
    for _ in range(5):
        client.post("/account/reauthenticate/", {"password": "wrong"}, **asked)
    answer = client.post("/account/reauthenticate/", {"password": PASSWORD}, **asked)
    assert answer.status_code == 429


def test_behind_the_proxy_each_client_is_counted_for_itself(ada, settings):
    # given
    settings.BEHIND_HTTPS_PROXY = True
    # when
    for _ in range(5):
        _by_proxy("wrong", HERE)
    # then
    assert _by_proxy(PASSWORD, HERE).status_code == 429
    assert _by_proxy(PASSWORD, f"{THERE}, {HERE}").status_code == 429
    assert _by_proxy(PASSWORD, THERE).status_code == 302


def _by_proxy(password: str, forwarded_for: str) -> Any:
    return Client().post(
        "/account/login/",
        {"login": "ada", "password": password},
        headers={"x-forwarded-for": forwarded_for},
        REMOTE_ADDR="172.16.0.2",
    )
