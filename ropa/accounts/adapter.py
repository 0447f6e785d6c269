"""allauth's account adapter: no signing up, limited attempts, redirects within the register."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from ropa.monitoring import events
from ropa.serving.addresses import client_address

from . import known_browsers, step_up, throttling
from .devices import in_plain_words
from .weak_passwords import is_to_be_changed

NOT_RIGHT = (
    "The name or the password is not right. Check both, or ask for a link to set a new password."
)
TOO_MANY_CODES = "Too many wrong codes. Wait five minutes, then try again."


class AccountAdapter(DefaultAccountAdapter):
    """allauth's adapter for an installation whose accounts are given out by administrators."""

    # The same words whatever was wrong, so that nobody learns which accounts there are.
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": NOT_RIGHT,
        "email_password_mismatch": NOT_RIGHT,
        "enter_current_password": "That is not your current password.",
        "incorrect_password": "That is not your password.",
        "too_many_login_attempts": TOO_MANY_CODES,
        "rate_limited": TOO_MANY_CODES,
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

    def get_client_ip(self, request: HttpRequest) -> str:
        # Behind the proxy too; allauth has settings of its own for that, which could disagree.
        return client_address(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        # allauth would name the site as whoever asks called it; the templates name the register.
        self.render_mail(template_prefix, email, {"email": email, **context}).send()

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        # The page that opens already shows that one has signed in.
        if "account/messages/logged_in.txt" not in (*args, *kwargs.values()):
            super().add_message(request, level, *args, **kwargs)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        # Whoever has only just signed in need not say so again at once.
        return not step_up.is_fresh(self.request)

    # Passwords

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Return whose name and password these are, if anybody's.

        Raises `ImmediateHttpResponse` with the page that says until when to wait.
        """
        name = str(credentials.get("username") or credentials.get("email") or "")
        begun = throttling.begin(
            throttling.attempt(
                name, self.get_client_ip(request), known_browsers.digest_for(request, name)
            )
        )
        if isinstance(begun, datetime):
            raise ImmediateHttpResponse(_wait(request, name, begun))
        person = authenticate(request, **credentials)
        if person is not None:
            throttling.succeeded(begun, throttling.names_of(person))
        return person

    # Signing in

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        # A passkey knows nothing of who has left; the backend is asked about passwords alone.
        if user.is_active and user.is_staff:
            return None
        messages.error(request, NOT_RIGHT)
        return HttpResponseRedirect(reverse("account_login"))

    def login(self, request: HttpRequest, user: Any) -> None:
        is_first = user.last_login is None
        super().login(request, user)
        if not (is_first or known_browsers.is_known(request, throttling.names_of(user))):
            device = in_plain_words(self.get_http_user_agent(request))
            self.send_notification_mail("account/email/new_sign_in", user, {"device": device})

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        if is_to_be_changed(request):
            query = urlencode({"next": response.headers.get("Location", "")})
            response = HttpResponseRedirect(f"{reverse('account_change_password')}?{query}")
        known_browsers.remember(request, response, throttling.names_of(user))
        return response


def _wait(request: HttpRequest, name: str, until: datetime) -> HttpResponse:
    events.record(
        "sign_in.locked", request=request, outcome="refused", tried=events.disguised(name)
    )
    context = {"title": "Too many wrong passwords", "until": until}
    response = render(request, "account/wait.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    seconds = (until - timezone.now()).total_seconds()
    response.headers["Retry-After"] = str(max(1, round(seconds)))
    response.headers["Cache-Control"] = "no-store"
    return response
