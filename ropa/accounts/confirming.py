"""The page on which a person signs in afresh before an important decision."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

# In the session of whoever came from the directory: the token that said so.
ID_TOKEN = "_directory_token"  # noqa: S105


def confirming_url(request: HttpRequest, next_url: str) -> str:
    """Return the address of the page on which to sign in afresh; it leads on to `next_url`.

    Whoever came from the directory of their organisation confirms there. For others it is the first
    of the ways that they have: password, one-time code, passkey.
    """
    if request.session.get(ID_TOKEN):
        return f"{reverse('directory_confirm')}?{urlencode({'next': next_url})}"
    ways = get_adapter(request).get_reauthentication_methods(request.user)
    page = ways[0]["url"] if ways else reverse("account_login")
    return f"{page}?{urlencode({'next': next_url})}"
