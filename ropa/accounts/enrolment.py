"""Setting up a second factor before anything else, for those whose role needs one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from . import second_factors

# The pages that a person without the second factor they need may open: those to set it up.
SETTING_UP = {
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
}


class SecondFactorRequired:
    """Lead people whose role needs a second factor to where they set it up, and nowhere else.

    The public pages stay open to them as to everybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Return the way to the page to set it up, if there is need."""
        if not second_factors.roles_that_need_one() or not _is_for_staff(request):
            return None
        if not request.user.is_authenticated or not second_factors.is_missing(request):
            return None
        query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return HttpResponseRedirect(f"{reverse('mfa_index')}{'?' if query else ''}{query}")


def _is_for_staff(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is None:
        return False
    if "admin" in match.app_names:
        return True
    is_account = request.path.startswith(reverse("account_home"))
    return is_account and match.url_name not in SETTING_UP
