"""What is said at the start of settings that contradict each other or are not for real use."""

from __future__ import annotations

import secrets

import pytest
from django.core.checks import run_checks

from ropa.settings_checks import settings_agree

SERVER = {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}


@pytest.fixture
def real(settings):
    """The settings of an installation that others reach, with nothing wrong."""
    settings.DEBUG = False
    settings.SECRET_KEY = secrets.token_urlsafe(48)
    settings.ALLOWED_HOSTS = ["register.example.org", ".council.example.org"]
    settings.REGISTER_ADDRESS = "https://register.example.org"
    settings.BEHIND_HTTPS_PROXY = True
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.MAILERS = {"default": SERVER, "server": SERVER}
    return settings


def test_the_recommended_settings_are_well(real):
    assert settings_agree() == []
    real.REGISTER_ADDRESS = "https://privacy.council.example.org"
    assert settings_agree() == []


@pytest.mark.parametrize(
    ("changed", "id_", "said"),
    [
        ({"SECRET_KEY": "a" * 31}, "W010", "SECRET_KEY can be guessed"),
        ({"SECRET_KEY": f"insecure-{'a' * 40}"}, "W010", "SECRET_KEY can be guessed"),
        ({"ALLOWED_HOSTS": ["*"]}, "W011", "ALLOWED_HOSTS is “*”"),
        ({"ALLOWED_HOSTS": ["a.example.org"]}, "E010", "does not name register.example.org"),
        ({"REGISTER_ADDRESS": "http://register.example.org"}, "W012", "begins with http://"),
        (
            {"BEHIND_HTTPS_PROXY": False, "SECURE_HSTS_SECONDS": 0},
            "W013",
            "so nobody can sign in",
        ),
        ({"SESSION_IDLE_SECONDS": 46800}, "E012", "SESSION_IDLE_MINUTES is 780 minutes"),
        ({"FRESH_SIGN_IN_SECONDS": 46800}, "E012", "FRESH_SIGN_IN_MINUTES is 780 minutes"),
        ({"MAILERS": {"default": SERVER}}, "W014", "EMAIL_URL is not set"),
        ({"HEADS_TO": ["http://w.example.org/"]}, "E013", "to which no head can be sent"),
        (
            {"HEADS_TO": ["https://w.example.org/"], "HEADS_SECRET": "short"},
            "E014",
            "HEADS_SECRET, by which that knows who sends a head, is not set or can be guessed",
        ),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(real, changed, id_, said):
    for name, value in changed.items():
        setattr(real, name, value)

    (message,) = settings_agree()

    assert message.id == f"ropa.{id_}"
    assert said in message.msg
    assert message.hint
    assert "\n" not in message.msg


def test_heads_to_a_mailbox_without_a_mail_server(real):
    real.HEADS_TO = ["mailto:heads@example.org", "tsa+https://tsa.example.org"]
    assert settings_agree() == []
    real.MAILERS = {"default": SERVER}
    assert [message.id for message in settings_agree()] == ["ropa.W014", "ropa.E015"]


def test_hsts_without_https(real):
    real.BEHIND_HTTPS_PROXY = False
    assert [message.id for message in settings_agree()] == ["ropa.W013", "ropa.E011"]


def test_the_demonstration_is_let_be(real):
    real.DEBUG = True
    real.SECRET_KEY = "x"
    assert settings_agree() == []


@pytest.mark.django_db
def test_it_is_said_with_the_other_checks(real):
    real.ALLOWED_HOSTS = ["*"]
    assert "ropa.W011" in [message.id for message in run_checks()]


def test_the_key_is_not_repeated(real):
    real.SECRET_KEY = "hunter2"
    (message,) = settings_agree()
    assert "hunter2" not in f"{message.msg} {message.hint}"
