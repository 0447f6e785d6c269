"""Pages about one's own account that allauth does not have, or has otherwise."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.views import PasswordChangeView
from allauth.core import ratelimit
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from . import emails, second_factors
from .forms import ChangeEmailForm


@login_required
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Show the way to everything a person can look after about their own account."""
    found = Authenticator.objects.filter(user=request.user)
    factors = [each for each in found if each.type in second_factors.FACTORS]
    codes = next((each for each in found if each.type == Authenticator.Type.RECOVERY_CODES), None)
    context = {
        "title": "Your account",
        "factors": factors,
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
    }
    return render(request, "account/home.html", context)


@login_required
@never_cache
@reauthentication_required(allow_get=True)
def email(request: HttpRequest) -> HttpResponse:
    """Ask for another email address."""
    form = ChangeEmailForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        refused = ratelimit.consume_or_429(request, action="confirm_email", user=request.user)
        if refused:
            return refused
        new = form.cleaned_data["email"]
        # Whether somebody else has the address is told to nobody but those who read its mail.
        if not emails.is_taken(new):
            emails.ask_to_confirm(request, request.user, new)
        messages.success(request, f"We have sent a link to {new}. Follow it within a day.")
        return redirect("account_home")
    return render(
        request, "account/email.html", {"title": "Change your email address", "form": form}
    )


@never_cache
def confirm_email(request: HttpRequest, key: str) -> HttpResponse:
    """Let a new address count, for whoever followed the link and pressed the button."""
    confirmed = emails.confirmed_change(key)
    if request.method == "POST" and confirmed:
        emails.change(*confirmed)
        messages.success(request, "Your email address has been changed.")
        return redirect("account_home")
    title = "Confirm your email address" if confirmed else "This link no longer works"
    context = {"title": title, "new": confirmed[1] if confirmed else ""}
    return render(request, "account/confirm_email.html", context)


@method_decorator(login_required, name="dispatch")
class ChangePasswordView(PasswordChangeView):
    """Change a password. Who signs in through a directory has none here, and is told so."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        person: Any = request.user
        if not person.has_usable_password():
            messages.error(request, "You sign in without a password, so there is none to change.")
            return redirect("account_home")
        return super().dispatch(request, *args, **kwargs)


@method_decorator(login_required, name="dispatch")
class RemovePasskeyView(RemoveWebAuthnView):
    """Remove a passkey, unless the person would be without the second factor they need."""

    def form_valid(self, form: Any) -> HttpResponse:
        if get_mfa_adapter().can_delete_authenticator(self.get_object()):
            return super().form_valid(form)
        messages.error(self.request, second_factors.STILL_REQUIRED)
        return HttpResponseRedirect(self.get_success_url())
