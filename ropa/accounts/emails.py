"""The address of an account: its own, shown to be the person's before it counts.

OWASP ASVS 5, 6.3.7: a new address is confirmed by a link sent there, and the old one is told.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.http import HttpRequest
from django.urls import reverse

SALT = "ropa.accounts.emails"
AGE = 24 * 60 * 60
ADDRESS_IN_USE = "Another account has this address. Each person needs their own."


def is_taken(address: str, apart_from: Any = None) -> bool:
    """Say whether another account has an address, however it is written."""
    others = User.objects.filter(email__iexact=address)
    if apart_from is not None:
        others = others.exclude(pk=apart_from.pk)
    return others.exists()


def ask_to_confirm(request: HttpRequest, person: Any, new: str) -> None:
    """Send a link to the new address; until it is followed, the old one counts."""
    token = signing.dumps([person.pk, person.email, new], salt=SALT, compress=True)
    path = reverse("account_confirm_email", kwargs={"key": token})
    link = f"{settings.REGISTER_ADDRESS}{path}"
    if not settings.REGISTER_ADDRESS:
        link = request.build_absolute_uri(path)
    get_adapter().send_mail("account/email/confirm_email", new, {"user": person, "link": link})


def confirmed_change(token: str) -> tuple[Any, str] | None:
    """Return whose address is to change, and to which, or None if the link no longer counts."""
    try:
        number, old, new = signing.loads(token, salt=SALT, max_age=AGE)
    except signing.BadSignature:
        return None
    person = User.objects.filter(pk=number, email=old, is_active=True, is_staff=True).first()
    if person is None or is_taken(new, apart_from=person):
        return None
    return person, new


def change(person: Any, new: str) -> None:
    """Let a person have another address, and tell the old one."""
    old, person.email = person.email, new
    person.save(update_fields=["email"])
    tell_of_change(person, old)


def tell_of_change(person: Any, old: str) -> None:
    """Tell the address that a person had until now that it no longer counts."""
    if old and old != person.email:
        get_adapter().send_notification_mail("account/email/email_changed", person, email=old)
