"""The passwords of the demonstration: known to everybody, so of no use anywhere else."""

from __future__ import annotations

from django.conf import settings


def password_of(username: str) -> str:
    """Return the password of somebody in the demonstration."""
    return f"try-the-{username}"


def is_public(username: str, password: str) -> bool:
    """Say whether a password is the one that the demonstration gives to this name."""
    return password == password_of(username)


def are_passwords_welcome() -> bool:
    """Say whether this is the demonstration, which alone lets people in with such passwords."""
    return bool(settings.DEBUG)
