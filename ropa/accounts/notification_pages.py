"""The pages on which people choose which mails they get, and stop them by a link."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ropa.models import Frequency, NotificationKind
from ropa.notifications import unsubscribing
from ropa.notifications.choices import choices_of, choose, kinds_for


class ChoicesForm(forms.Form):
    """How soon somebody wants to be told, a field for each kind of matter."""

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for kind in kinds_for(person):
            self.fields[kind.value] = forms.ChoiceField(label=kind.label, choices=Frequency.choices)


@login_required
@never_cache
def notifications(request: HttpRequest) -> HttpResponse:
    """Show and keep how soon somebody wants to be told of what."""
    person: Any = request.user
    form = ChoicesForm(request.POST or None, person=person, initial=choices_of(person))
    if request.method == "POST" and form.is_valid():
        choose(person, form.cleaned_data)
        messages.success(request, "Your choice is saved.")
        return redirect("account_home")
    context = {"title": "Notifications", "form": form}
    return render(request, "account/notifications.html", context)


# The link itself shows that its mail was read: a mail program that stops mails with one click has
# neither a session nor a token (RFC 8058 section 3.1).
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button that stops mails; with POST, stop them. Nobody has to sign in."""
    link_data = unsubscribing.read(token)
    if link_data is None:
        title = "This link no longer works"
        status = HTTPStatus.NOT_FOUND
    else:
        person, kind = link_data
        status = HTTPStatus.OK
        if request.method == "POST":
            unsubscribing.stop(person, kind)
            title = "You get no more of these mails"
        else:
            title = "Stop these mails"
    context = {
        "title": title,
        "is_known": link_data is not None,
        "is_done": request.method == "POST",
        "about": NotificationKind(link_data[1]).label
        if link_data and link_data[1] != unsubscribing.ALL
        else "",
    }
    return render(request, "account/unsubscribe.html", context, status=status)
