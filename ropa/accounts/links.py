"""Links sent by mail, by which a person sets their own password: for the first time, or anew.

OWASP ASVS 5, 6.4.1 and 6.4.3. A link works once: it names the password as it stood, so it dies when
that changes, and when the person signs in. A link for a forgotten password lives an hour; an
invitation seven days, because a new colleague may be away.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.http import HttpRequest
from django.urls import reverse

INVITATION_DAYS = 7


class LinkTokens(PasswordResetTokenGenerator):
    """Makes and checks the secret part of a link, for people who may sign in."""

    key_salt = "ropa.accounts.links"

    def make_invitation(self, person: Any) -> str:
        """Return the secret part of a link that lives for `INVITATION_DAYS`."""
        # How long a link has lived is counted from the moment in it: dated ahead, it ends later.
        ahead = INVITATION_DAYS * 24 * 60 * 60 - settings.PASSWORD_RESET_TIMEOUT
        moment = self._num_seconds(self._now()) + ahead
        token = self._make_token_with_timestamp(person, moment, self.secret)
        return str(token)

    def check_token(self, user: Any, token: str | None) -> bool:
        """Say whether the secret part of a link was made for this person and still counts."""
        may_sign_in = user is not None and user.is_active and user.is_staff
        return may_sign_in and not settings.LOCAL_PASSWORDS_OFF and super().check_token(user, token)


tokens = LinkTokens()


def invitation_for(person: Any, request: HttpRequest | None = None) -> str:
    """Return the address at which a person sets their first password; earlier ones die.

    Without a request and without REGISTER_ADDRESS it is the path alone.
    """
    person.set_unusable_password()
    person.save(update_fields=["password"])
    return _address(person, tokens.make_invitation(person), request)


def send(request: HttpRequest, person: Any, by: Any = None) -> bool:
    """Send a person the link that fits, to begin with or because they forgot; say if one was sent.

    Whoever has no password and yet has signed in comes through a directory: no link leads past it.
    """
    if not (person.is_active and person.is_staff and person.email):
        return False
    if settings.LOCAL_PASSWORDS_OFF:
        if person.last_login is not None:
            return False
        _mail("account/email/directory_invitation", person, link=_sign_in(request), by=by)
    elif person.has_usable_password():
        link = _address(person, tokens.make_token(person), request)
        _mail("account/email/new_password", person, link=link)
    elif person.last_login is None:
        link = invitation_for(person, request)
        _mail("account/email/invitation", person, link=link, by=by, days=INVITATION_DAYS)
    else:
        return False
    return True


def send_to_all(request: HttpRequest, people: Iterable[Any]) -> None:
    """Send each of the people the link; it goes to the address that is kept of them."""
    for person in people:
        send(request, person)


def _sign_in(request: HttpRequest) -> str:
    path = reverse("account_login")
    register = settings.REGISTER_ADDRESS
    return f"{register}{path}" if register else request.build_absolute_uri(path)


def _mail(template: str, person: Any, **context: Any) -> None:
    get_adapter().send_mail(template, person.email, {"user": person, **context})


def _address(person: Any, token: str, request: HttpRequest | None) -> str:
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(person), "key": token},
    )
    if settings.REGISTER_ADDRESS or request is None:
        return f"{settings.REGISTER_ADDRESS}{path}"
    return request.build_absolute_uri(path)
