"""Which new passwords are refused."""

import secrets
import time

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    validate_password,
)
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from ropa.accounts.password_words import spellings, unit, without_runs
from ropa.accounts.passwords import MINIMUM_LENGTH, LongEnoughValidator, NotCommonValidator
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db


def refusals(password, person=None):
    """The codes of what is wrong with a password."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        return {each.code for each in error.error_list}
    return set()


@pytest.fixture
def ada():
    return User(
        username="alovelace", first_name="Ada", last_name="Lovelace", email="ada.l@example.org"
    )


@pytest.mark.parametrize(
    "password",
    [
        "lamp-coffee-tractor",
        "three blind mice running",
        "ünïcödé-ßtraße",
        "日本語のパスワードです長い",
        "🦉🌧️🪑🧲🎻🥝🪁🐌🧦🫖🪵🛶",
        "7f3a9c1e5b2d8046",
        "  a lamp,  a tractor  ",
        secrets.token_urlsafe(96),
    ],
)
def test_what_nobody_guesses_is_taken_whatever_it_is_made_of(password):
    assert len(password) >= MINIMUM_LENGTH
    assert refusals(password) == set()


def test_eleven_characters_are_too_few_and_twelve_enough():
    assert refusals("lamp-coffee") == {"password_too_short"}
    assert refusals("lamp-coffees") == set()


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password2026!",
        "P4ssw0rd2026!!",
        "passwordpassword",
        "letmein12345",
        "iloveyou1234",
        "trustno1trustno1",
        "abcabcabcabc",
        "abababababab",
        "aaaaaaaaaaaaaaaa",
        "aaaabbbbcccc",
        "123456789012",
        "210987654321",
        "qwertyuiop12",
        "1qaz2wsx3edc",
        "zxcvbnmasdfgh",
        "!!!!!!!!!!!!",
        "ｐａｓｓｗｏｒｄ１２３４",
        "correct horse battery staple",
    ],
)
def test_what_is_tried_first_is_refused_however_it_is_spelt(password):
    assert "password_too_common" in refusals(password)


def test_every_common_password_that_is_long_enough_is_refused():
    long = [each for each in CommonPasswordValidator().passwords if len(each) >= MINIMUM_LENGTH]
    assert len(long) == 190
    check = NotCommonValidator()
    for password in long:
        with pytest.raises(ValidationError):
            check.validate(password)


@pytest.mark.parametrize(
    "password",
    ["ropa-ropa-2026", "privacy-notice-1", "Ada.Lovelace1815", "AdaLovelace!!", "alovelace-alov"],
)
def test_words_of_the_register_and_of_the_person_are_refused(password, ada):
    assert refusals(password, ada)


def test_the_names_of_organisations_are_refused_once_they_are_in_the_register():
    assert refusals("Cale Green Primary 7") == set()
    make_organisation(name="Cale Green Primary")
    assert refusals("Cale Green Primary 7") == {"password_of_known_words"}
    assert refusals("Cale Green Primary kettle") == set()


def test_what_a_person_reads_says_what_to_do():
    with pytest.raises(ValidationError, match="Use at least 12 characters"):
        LongEnoughValidator().validate("short")


def test_the_longest_password_is_looked_at_as_quickly_as_any():
    begun = time.monotonic()
    refusals("x y" * 40_000)
    assert time.monotonic() - begun < 2


@given(st.text(max_size=300))
def test_looking_at_a_password_never_fails(password):
    assert unit(password) * (len(password) // max(1, len(unit(password)))) == password
    assert len(without_runs(password)) <= len(password)
    assert "" not in spellings(password)
