"""Links by which somebody stops mails without signing in (RFC 2369, RFC 8058)."""

from __future__ import annotations

import hashlib

from django.contrib.auth.models import User
from django.core import signing
from django.urls import reverse

from ropa.models import Frequency, NotificationKind

from .addresses import register_address
from .choices import DEFAULTS, choose

ALL = "all"
SALT = "ropa.notifications.unsubscribe"
# How long a link works, in seconds: longer than anybody keeps such a mail about.
WORKS_FOR = 400 * 24 * 60 * 60


def link_for(person: User, kind: str = ALL) -> str:
    """Return the link by which a person stops mails about one kind of matter, or all."""
    token = signing.dumps([person.pk, kind, _mark(person.email)], salt=SALT)
    return f"{register_address()}{reverse('unsubscribe', kwargs={'token': token})}"


def headers_for(person: User, kind: str = ALL) -> dict[str, str]:
    """Return the headers with which a mail program offers to stop such mails with one click, or
    over plain HTTP, where RFC 8058 does not allow that, by a page."""
    link = link_for(person, kind)
    headers = {"List-Unsubscribe": f"<{link}>"}
    if link.startswith("https://"):
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def read(token: str) -> tuple[User, str] | None:
    """Return whose mails a link stops and of which kind; `None` if it was changed, is too old, or
    went to an address that the person no longer has."""
    try:
        content = signing.loads(token, salt=SALT, max_age=WORKS_FOR)
    except (signing.BadSignature, ValueError):
        return None
    match content:
        case [int(number), str(kind), str(mark)] if kind in {ALL, *NotificationKind}:
            person = User.objects.filter(pk=number).first()
        case _:
            return None
    if person is None or _mark(person.email) != mark:
        return None
    return person, kind


def stop(person: User, kind: str) -> None:
    """Send a person no more mails about one kind of matter, or none at all."""
    kinds = list(DEFAULTS) if kind == ALL else [kind]
    choose(person, {str(each): Frequency.NEVER for each in kinds})


def _mark(address: str) -> str:
    return hashlib.sha256(address.casefold().encode()).hexdigest()[:12]


def settings_path() -> str:
    """Return the path of the page on which people choose which mails they get."""
    return reverse("account_notifications")
