"""Help for somebody who cannot sign in: a link to set a password, an end to a wait after wrong
passwords, the removal of a lost second factor."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ropa.accounts import links, second_factors, sessions, throttling
from ropa.accounts.step_up import require_fresh_sign_in
from ropa.models.attributed import person_name
from ropa.monitoring import events

from ..shared.access import RoleModelAdmin
from ..shared.links import page_url
from .history import add_note

PAGE = "sign-in"
OWN_ACCOUNT = "You look after your own password and second factor under “Your account”."
NO_LINK = (
    "No link was sent: the account is closed, has no email address, or its person signs in "
    "through a directory."
)


class SignInHelpPage(RoleModelAdmin):
    """An admin of people who set their own passwords, with a page that helps them to."""

    def get_urls(self) -> list[Any]:
        # Django's page on which one person types the password of another is left out.
        others = [each for each in super().get_urls() if each.name != "auth_user_password_change"]
        return [self.row_path(PAGE, self.sign_in_view), *others]

    @admin.display(description="signing in")
    def signing_in(self, person: Any) -> SafeString:
        return format_html(
            '<a class="button" href="{}">Help them to sign in</a>', page_url(person, PAGE)
        )

    def sign_in_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show how a person signs in; with POST, help them in the way that `help` names."""
        person = self.row_or_404(request, object_id)
        if not self.has_change_permission(request, person):
            self.refuse(request, "change", person)
            raise PermissionDenied("Only those who may change this account help its person.")
        if person == request.user:
            raise PermissionDenied(OWN_ACCOUNT)
        if request.method == "POST":
            require_fresh_sign_in(request)
            help_with = _HELP.get(request.POST.get("help", ""))
            if help_with is not None:
                help_with(request, person)
            return HttpResponseRedirect(page_url(person, PAGE))
        names = throttling.names_of(person)
        return self.render_page(
            request,
            "admin/sign_in_help.html",
            person,
            "Help them to sign in",
            factors=second_factors.factors_of(person).count(),
            needs_factor=second_factors.is_required(person),
            failures=throttling.failures_of(names),
            invitation_days=links.INVITATION_DAYS,
            sessions_url=page_url(person, "sessions"),
        )


def send_link(request: HttpRequest, person: User) -> None:
    """Send a person the link by which they set their own password, and say so."""
    if not links.send(request, person, by=request.user):
        messages.warning(request, NO_LINK)
        return
    add_note(request, person, "Sent a link to set their own password.")
    messages.success(
        request,
        f"A link by which {person_name(person)} sets their own password goes to {person.email}.",
    )


def _remove_factors(request: HttpRequest, person: User) -> None:
    if not second_factors.remove_factors(person):
        messages.info(request, f"{person_name(person)} has no second factor.")
        return
    sessions.end_sessions(person, why="second-factor-removed")
    events.record("second_factor.removed", request=request, of=person.pk, kind="all", outcome="ok")
    add_note(request, person, "Removed their second factor.")
    get_adapter().send_notification_mail("account/email/second_factor_removed", person)
    messages.success(
        request,
        f"The second factor of {person_name(person)} has been removed, and they are signed out. "
        "They are told by mail.",
    )


def _release(request: HttpRequest, person: User) -> None:
    throttling.release(throttling.names_of(person))
    events.record("sign_in.unlocked", request=request, of=person.pk)
    add_note(request, person, "Let them try to sign in again.")
    messages.success(request, f"{person_name(person)} can try again at once.")


_HELP = {"link": send_link, "factors": _remove_factors, "release": _release}
