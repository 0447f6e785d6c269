"""Passwords from before they had to be twelve characters: they let in, and ask to be changed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from . import demonstration

SESSION_KEY = "password_is_weak"
CHOOSE_ANOTHER = "Your password is shorter, or easier to guess, than is safe now. Choose a new one."


def note(request: HttpRequest, person: Any, password: str) -> None:
    """Note for the end of signing in whether the password would be refused as a new one."""
    try:
        validate_password(password, person)
    except ValidationError:
        if not demonstration.is_public(person.get_username(), password):
            request.session[SESSION_KEY] = True


def is_to_be_changed(request: HttpRequest) -> bool:
    """Say once, to the person as well, whether they signed in with such a password."""
    is_weak = bool(request.session.pop(SESSION_KEY, False))
    if is_weak:
        messages.warning(request, CHOOSE_ANOTHER)
    return is_weak
