"""What allauth asks of this project: nobody signs up, and links stay within the register."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

NOT_RIGHT = (
    "The name or the password is not right. Check both, or ask for a link to set a new password."
)


class AccountAdapter(DefaultAccountAdapter):
    """allauth's adapter for an installation whose accounts are given out by administrators."""

    # The same words whatever was wrong, so that nobody learns which accounts there are.
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": NOT_RIGHT,
        "email_password_mismatch": NOT_RIGHT,
        "enter_current_password": "That is not your current password.",
        "incorrect_password": "That is not your password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        """Whether `url` may follow a form: an address of this register, as it was asked by."""
        request = self.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_home")

    def format_email_subject(self, subject: str) -> str:
        return f"{subject} – {settings.REGISTER_NAME}"

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        # The page that opens already shows that one has signed in.
        if kwargs.get("message_template", args[0] if args else "") == (
            "account/messages/logged_in.txt"
        ):
            return
        super().add_message(request, level, *args, **kwargs)
