"""Where somebody confirms that it is they who are signed in, before something that weighs much."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode


def confirming_url(request: HttpRequest, then: str) -> str:
    """Return the address of the page on which to sign in afresh; it leads on to `then`.

    It is the first of the ways that the person has: password, one-time code, passkey. Whoever has
    none of these here signs in again from the start.
    """
    ways = get_adapter(request).get_reauthentication_methods(request.user)
    page = ways[0]["url"] if ways else reverse("account_login")
    return f"{page}?{urlencode({'next': then})}"
