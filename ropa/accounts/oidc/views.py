"""The pages between the register and the sign-in page of the organisation."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ropa.accounts import known_browsers, step_up, throttling
from ropa.accounts.confirming import ID_TOKEN
from ropa.monitoring import events

from . import people, provider

BACKEND = "ropa.accounts.backends.StaffBackend"
SIGN_IN, CONFIRM = "sign-in", "confirm"

AWAY = (
    "The sign-in page of your organisation does not answer. Try again in a few minutes. If it "
    "stays away, ask whoever looks after sign-in in your organisation."
)
NOT_BELIEVED = (
    "What came back from the sign-in page of your organisation could not be checked. This happens "
    "when the page was open for long, or was opened twice. Start again."
)
NOT_FINISHED = "You did not finish signing in with your organisation. Start again when you want to."
SOMEBODY_ELSE = (
    "You confirmed with another account than the one you are signed in with, so nothing was "
    "confirmed. Start again with your own."
)


@never_cache
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page of the organisation."""
    return _leave(request, SIGN_IN, request.POST.get("next", ""))


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Have somebody who came from there confirm there that it is they."""
    _require_directory()
    if not request.user.is_authenticated:
        return HttpResponseRedirect(reverse("account_login"))
    next_url = (request.POST if request.method == "POST" else request.GET).get("next", "")
    if request.method == "POST":
        return _leave(request, CONFIRM, next_url, user=request.user.pk)
    context = {"title": "Confirm that it is you", "next": next_url, "name": settings.OIDC_NAME}
    return render(request, "account/directory/confirm.html", context)


@never_cache
@require_GET
def callback(request: HttpRequest) -> HttpResponse:
    """Take the answer of the directory."""
    _require_directory()
    try:
        answer = provider.finish(request)
        if answer.extra["purpose"] == CONFIRM:
            return _confirmed(request, answer)
        return _signed_in(request, people.person_of(answer.claims), answer)
    except provider.ProviderUnavailable as away:
        return _away(request, away)
    except provider.IdentityNotProven as refused:
        says = {"access_denied": NOT_FINISHED, "other-person": SOMEBODY_ELSE}
        return _refused(request, says.get(refused.why, NOT_BELIEVED), refused.why)
    except people.NotLetIn as refused:
        return _refused(request, refused.says, refused.why)


class SignOut(account.LogoutView):
    """Sign out here and, where somebody came from the directory and it has a page for that, there.

    A page leads there, as no form of the register is sent to other sites.
    """

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        token = self.request.session.get(ID_TOKEN)
        back = self.request.build_absolute_uri(reverse("account_login"))
        away = provider.way_out(token, back) if token else None
        response: HttpResponse = super().post(*args, **kwargs)
        if away is None:
            return response
        context = {"title": "You are signed out of the register", "url": away, "out": True}
        return _leading_on(self.request, context)


def _leave(request: HttpRequest, purpose: str, next_url: str, **extra: Any) -> HttpResponse:
    _require_directory()
    callback_url = request.build_absolute_uri(reverse("directory_callback"))
    try:
        url = provider.begin(
            request,
            callback_url,
            afresh=purpose == CONFIRM,
            purpose=purpose,
            next=next_url if get_adapter(request).is_safe_url(next_url) else "",
            **extra,
        )
    except provider.ProviderUnavailable as away:
        return _away(request, away)
    return _leading_on(request, {"title": f"Going to {settings.OIDC_NAME}", "url": url})


def _signed_in(request: HttpRequest, user: User, answer: provider.CheckedIdentity) -> HttpResponse:
    next_url = answer.extra["next"] or reverse("admin:index")
    proved = people.has_second_factor(answer.claims)
    user.backend = BACKEND
    record_authentication(request, user, method="socialaccount" if proved else "directory")
    if proved:
        # The directory has asked for a second factor, so the register does not ask for its own.
        get_adapter(request).login(request, user)
        response: HttpResponse = HttpResponseRedirect(next_url)
        known_browsers.remember(request, response, throttling.names_of(user))
    else:
        response = perform_login(request, user, redirect_url=next_url)
    request.session[ID_TOKEN] = answer.id_token
    at = answer.claims.get("auth_time")
    # The directory may have let them through without asking: that proves nothing fresh.
    step_up.note_proved_at(request, int(at) if isinstance(at, int | float) else 0)
    return response


def _confirmed(request: HttpRequest, answer: provider.CheckedIdentity) -> HttpResponse:
    provider.require_lately(answer.claims)
    user = request.user
    same = people.linked_to(answer.claims)
    if not user.is_authenticated or not user.pk == answer.extra["user"] == getattr(
        same, "pk", None
    ):
        raise provider.IdentityNotProven("other-person")
    step_up.note_confirmed(request, reauthenticated=True)
    return HttpResponseRedirect(answer.extra["next"] or reverse("admin:index"))


def _leading_on(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "account/directory/leaving.html", context)


def _refused(request: HttpRequest, says: str, why: str) -> HttpResponse:
    events.record("directory.refused", request=request, outcome="refused", why=why)
    is_in = request.user.is_authenticated
    title = "It was not confirmed that it is you" if is_in else "You are not signed in"
    context = {"title": title, "says": says}
    return render(request, "account/directory/refused.html", context, status=HTTPStatus.FORBIDDEN)


def _away(request: HttpRequest, away: provider.ProviderUnavailable) -> HttpResponse:
    events.record("directory.away", request=request, outcome="failed", why=str(away))
    context = {"title": "Your organisation’s sign-in does not answer", "says": AWAY}
    status = HTTPStatus.SERVICE_UNAVAILABLE
    response = render(request, "account/directory/refused.html", context, status=status)
    response.headers["Retry-After"] = "120"
    return response


def _require_directory() -> None:
    if not settings.OIDC_ISSUER:
        raise Http404
