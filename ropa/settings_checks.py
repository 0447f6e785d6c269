"""What `manage.py check` says about settings that contradict each other, or are not for real use.

`serve` and every other command say it as they start. Each setting alone is looked at when it is
read (`ropa.environment`); nothing here is said of the demonstration, which runs with DEBUG.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

from ropa.witnesses.places import WitnessKind, witness_of

# Of a key made by chance, as `secrets.token_urlsafe` makes it: 128 bits and more.
SHORTEST_KEY = 32
MADE_UP = "insecure"


def settings_agree(**_asked: Any) -> list[checks.CheckMessage]:
    """Say which settings contradict each other, and which are not safe where others can reach."""
    if settings.DEBUG:
        return []
    return [*_key(), *_hosts(), *_https(), *_sessions(), *_mail(), *_heads()]


def _key() -> Iterator[checks.CheckMessage]:
    key = settings.SECRET_KEY
    if len(key) < SHORTEST_KEY or MADE_UP in key:
        yield checks.Warning(
            "SECRET_KEY can be guessed: who knows it can sign in as anybody.",
            hint=f"Set it to {SHORTEST_KEY} characters or more made by chance, such as what "
            "`python -c 'import secrets; print(secrets.token_urlsafe(48))'` prints.",
            id="ropa.W010",
        )


def _hosts() -> Iterator[checks.CheckMessage]:
    if "*" in settings.ALLOWED_HOSTS:
        yield checks.Warning(
            "ALLOWED_HOSTS is “*”, so the register answers by any name that somebody makes up.",
            hint="Set it to the names it is reached by, with commas between.",
            id="ropa.W011",
        )
    address = urlsplit(settings.REGISTER_ADDRESS)
    named = settings.ALLOWED_HOSTS and address.hostname
    if named and not validate_host(address.hostname or "", settings.ALLOWED_HOSTS):
        yield checks.Error(
            f"REGISTER_ADDRESS is {settings.REGISTER_ADDRESS}, and ALLOWED_HOSTS does not name "
            f"{address.hostname}, so every link that PDFs print leads to an error.",
            hint=f"Add {address.hostname} to ALLOWED_HOSTS, or correct REGISTER_ADDRESS.",
            id="ropa.E010",
        )


def _https() -> Iterator[checks.CheckMessage]:
    if urlsplit(settings.REGISTER_ADDRESS).scheme == "http":
        yield checks.Warning(
            "REGISTER_ADDRESS begins with http://, so links that are sent and printed can be read "
            "and changed on the way.",
            hint="Let a proxy end TLS, and set REGISTER_ADDRESS to https://...",
            id="ropa.W012",
        )
    if not settings.BEHIND_HTTPS_PROXY:
        yield checks.Warning(
            "BEHIND_HTTPS_PROXY is off, so nobody can sign in: browsers keep the cookies of a "
            "sign-in over HTTPS alone.",
            hint="Let a proxy end TLS and set X-Forwarded-Proto, and set BEHIND_HTTPS_PROXY=1.",
            id="ropa.W013",
        )
        if settings.SECURE_HSTS_SECONDS:
            yield checks.Error(
                "SECURE_HSTS_SECONDS is set while BEHIND_HTTPS_PROXY is off: it is sent over HTTPS "
                "alone, and the register does not know of any.",
                hint="Set BEHIND_HTTPS_PROXY=1 if a proxy in front ends TLS, or leave "
                "SECURE_HSTS_SECONDS out.",
                id="ropa.E011",
            )


def _sessions() -> Iterator[checks.CheckMessage]:
    absolute = settings.SESSION_ABSOLUTE_SECONDS
    for name, seconds in (
        ("SESSION_IDLE_MINUTES", settings.SESSION_IDLE_SECONDS),
        ("FRESH_SIGN_IN_MINUTES", settings.FRESH_SIGN_IN_SECONDS),
    ):
        if seconds > absolute:
            yield checks.Error(
                f"{name} is {seconds // 60} minutes, which is longer than a session lasts "
                f"(SESSION_HOURS, {absolute // 3600}), so it never acts.",
                hint=f"Set {name} to less, or SESSION_HOURS to more.",
                id="ropa.E012",
            )


def _heads() -> Iterator[checks.CheckMessage]:
    places = []
    for written in settings.HEADS_TO:
        try:
            places.append(witness_of(written))
        except ImproperlyConfigured as error:
            yield checks.Error(str(error), hint="Correct HEADS_TO.", id="ropa.E013")
    kinds = {place.kind for place in places}
    if WitnessKind.WEB in kinds and len(settings.HEADS_SECRET) < SHORTEST_KEY:
        yield checks.Error(
            "HEADS_TO names a web address, and HEADS_SECRET, by which that knows who sends a head, "
            "is not set or can be guessed.",
            hint=f"Set it to {SHORTEST_KEY} characters or more made by chance, and tell it there.",
            id="ropa.E014",
        )
    if WitnessKind.MAIL in kinds and "server" not in getattr(settings, "MAILERS", {}):
        yield checks.Error(
            "HEADS_TO names a mailbox, and EMAIL_URL is not set, so no head is sent to it.",
            hint="Set EMAIL_URL to the mail server.",
            id="ropa.E015",
        )


def _mail() -> Iterator[checks.CheckMessage]:
    if "server" not in settings.MAILERS:
        yield checks.Warning(
            "EMAIL_URL is not set, so no mail is sent: nobody can be invited, nor set a forgotten "
            "password.",
            hint="Set it to the mail server, such as smtp://user:password@mail.example.org:587.",
            id="ropa.W014",
        )
