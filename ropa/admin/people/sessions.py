"""Pages about open sessions: listing them, ending them, and how long the current one lasts."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ropa.accounts import sessions
from ropa.accounts.devices import in_plain_words
from ropa.accounts.middleware import is_no_activity
from ropa.accounts.step_up import require_fresh_sign_in
from ropa.models import SignInSession
from ropa.models.attributed import person_name

from ..shared.links import page_url
from ..shared.row_pages import RowPages
from .history import add_note

EVERYWHERE, ELSEWHERE = "everywhere", "elsewhere"


def session_rows(user: User, request: HttpRequest) -> list[dict[str, Any]]:
    """Return the open sessions of a person as the page shows them."""
    return [
        {
            "reference": sessions.reference_of(each),
            "device": in_plain_words(each.device),
            "address": each.address,
            "signed_in_at": each.signed_in_at,
            "last_used_at": each.last_used_at,
            "is_this": each.session_key == request.session.session_key,
        }
        for each in sessions.open_sessions(user)
    ]


def own_sessions(request: HttpRequest) -> HttpResponse:
    """Show where the person is signed in; with POST, end one of these sessions, or several."""
    user: Any = request.user
    if request.method == "POST":
        require_fresh_sign_in(request)
        return _end_sessions(request, user)
    open_rows = session_rows(user, request)
    context = {
        **admin.site.each_context(request),
        "title": "Where you are signed in",
        "sessions": open_rows,
        "others": len(open_rows) - 1,
    }
    return TemplateResponse(request, "admin/sessions/own.html", context)


def _end_sessions(request: HttpRequest, user: User) -> HttpResponse:
    chosen = request.POST.get("end", "")
    if chosen == EVERYWHERE:
        sessions.end_sessions(user, why="chosen")
        return HttpResponseRedirect(reverse("admin:index"))
    if chosen == ELSEWHERE:
        count = sessions.end_sessions(user, why="chosen", but=request.session.session_key)
        messages.success(request, f"Signed out everywhere else ({_count_of_sessions(count)}).")
    elif ended := sessions.end_session(user, chosen):
        messages.success(request, f"Signed out: {in_plain_words(ended.device)}.")
    else:
        messages.warning(request, "That session had ended already.")
    return HttpResponseRedirect(reverse("admin:sessions"))


@is_no_activity
@never_cache
@require_http_methods(["GET", "POST"])
def stay_signed_in(request: HttpRequest) -> HttpResponse:
    """Say in how many seconds the session ends; with POST, the person asks to stay signed in.

    Who signed in again in another window goes on in the first: it is told who they are, and the
    token that its forms need now.
    """
    session: Any = request.session
    if request.method == "POST":
        session.touch()
        left = session.get_expiry_age()
    else:
        row: SignInSession = session.row
        left = sessions.seconds_left(row)
    return JsonResponse({"left": left, "person": request.user.pk, "token": get_token(request)})


class SessionsPage(RowPages):
    """An admin of people with a page that ends every session of a person (ASVS 7.4.5)."""

    def get_urls(self) -> list[Any]:
        return [self.row_path("sessions", self.sessions_view), *super().get_urls()]

    def sessions_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show where a person is signed in; with POST, sign them out everywhere."""
        person = self.row_or_404(request, object_id)
        if not self.has_change_permission(request, person):
            raise PermissionDenied("Only those who may change this account see its sessions.")
        if request.method == "POST":
            require_fresh_sign_in(request)
            count = sessions.end_sessions(person, why="administrator")
            sentence = f"Signed out everywhere ({_count_of_sessions(count)})."
            add_note(request, person, sentence)
            messages.success(request, f"{person_name(person)}: {sentence}")
            return HttpResponseRedirect(page_url(person, "sessions"))
        return self.render_page(
            request,
            "admin/sessions/person.html",
            person,
            "Where they are signed in",
            sessions=session_rows(person, request),
        )


def _count_of_sessions(count: int) -> str:
    return f"{count} session{'' if count == 1 else 's'}"
