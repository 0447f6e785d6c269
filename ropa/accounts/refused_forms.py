"""What answers a form that cannot be taken: where to sign in, and how to go on afterwards."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse

from ropa.models.sign_ins import HeldForm

from . import held_forms
from .confirming import confirming_url

Why = HeldForm.Why


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Answer a form whose token is missing or no longer valid: `CSRF_FAILURE_VIEW`.

    What came from one of our own pages is held; nothing is taken, whoever sent it.
    """
    if held_forms.can_be_held(request) and held_forms.was_sent_from_here(request):
        if not request.user.is_authenticated:
            return hold_until_signed_in(request)
        held_form = held_forms.hold_form(request, request.user, Why.STALE)
        return HttpResponseRedirect(held_form_url(held_form)) if held_form else _carried(request)
    return render(request, "403_csrf.html", {"path": request.path}, status=HTTPStatus.FORBIDDEN)


def hold_until_signed_in(request: HttpRequest) -> HttpResponse:
    """Hold a form whose session has ended, and lead to the page on which to sign in."""
    owner = held_forms.owner_of(request)
    held_form = owner and held_forms.hold_form(request, owner, Why.EXPIRED)
    return redirect_to_login(held_form_url(held_form)) if held_form else _carried(request)


def hold_until_fresh(request: HttpRequest) -> HttpResponse:
    """Hold what needs a fresh sign-in, and lead to where one is given."""
    user = request.user
    if request.method != "POST" or not user.is_authenticated:
        return HttpResponseRedirect(confirming_url(request, request.get_full_path()))
    held_form = held_forms.hold_form(request, user, Why.CONFIRM)
    if held_form is None:
        return _carried(request)
    return HttpResponseRedirect(confirming_url(request, held_form_url(held_form)))


def warn_about_lost_file(request: HttpRequest) -> None:
    """Have the page on which a file was chosen say that it has to be chosen again."""
    if held_forms.owner_of(request) is not None:
        messages.warning(
            request,
            "Your session had ended, so the file you chose was not taken. Choose it again.",
        )


def held_form_url(held_form: HeldForm) -> str:
    """Return the address at which its owner finds a form again."""
    return reverse("admin:held-form", args=[held_form.token])


def second_window_url() -> str:
    """Return where somebody signs in in a second window, and is then told to go back."""
    return f"{resolve_url(settings.LOGIN_URL)}?next={reverse('admin:signed-in')}"


def _carried(request: HttpRequest) -> HttpResponse:
    """Return a page that itself carries what was typed, where it cannot be held on the server: it
    is sent on from there once the person has signed in in another window."""
    context = {
        **admin.site.each_context(request),
        "title": "You are signed out",
        "path": request.get_full_path(),
        "fields": held_forms.fields_of(request),
        "files": held_forms.files_of(request),
        "sign_in": second_window_url(),
    }
    return render(request, "admin/held/carried.html", context, status=HTTPStatus.FORBIDDEN)
