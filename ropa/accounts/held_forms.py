"""What was typed into a form that could not be taken is held for the person who typed it.

A form cannot be taken when the session has ended, when its token is no longer valid because
somebody signed in again in another window, or when a fresh sign-in is asked for first. What it
held is kept on the server for an hour, tied to an unguessable token and to the person, who is shown
it after signing in and sends it on with a press: nothing is written unseen (docs/decisions/0027).
"""

from __future__ import annotations

import json
import secrets
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone

from ropa.models.sign_ins import HeldForm
from ropa.monitoring import events

HOLD_TIME = timedelta(hours=1)
MOST_CHARACTERS = 1_000_000
MOST_EACH = 5
LONGEST_PATH = 2000

TOKEN_FIELD = "csrfmiddlewaretoken"  # noqa: S105
# Forms of these pages are about signing in itself; what they hold is typed again.
NEVER = {"login", "logout", "password_change", "auth_user_password_change"}
# What a page sends by itself.
NEVER |= {"stay-signed-in", "keep-draft"}

type Fields = list[tuple[str, list[str]]]


def is_staff_page(request: HttpRequest) -> bool:
    """Say whether this is a page of staff other than those about signing in itself."""
    match = request.resolver_match
    return match is not None and "admin" in match.app_names and match.url_name not in NEVER


def can_be_held(request: HttpRequest) -> bool:
    """Say whether this is a form of a staff page that holds something worth keeping.

    Reads what was sent.
    """
    if request.method != "POST" or not is_staff_page(request):
        return False
    return bool(fields_of(request) or request.FILES)


def fields_of(request: HttpRequest) -> Fields:
    """Return what was sent but for tokens and passwords."""
    return [
        (name, list(values))
        for name, values in request.POST.lists()
        if name != TOKEN_FIELD and "password" not in name.lower()
    ]


def files_of(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the name of each file field that was sent, with the name of its file."""
    return [
        (name, each.name or "") for name in request.FILES for each in request.FILES.getlist(name)
    ]


def was_sent_from_here(request: HttpRequest) -> bool:
    """Say whether the browser vouches that a form was sent from a page of this site.

    Browsers send `Origin` with every POST; where one does not, the referer decides. What another
    site has sent is never held, so that nobody is offered to go on with words they did not type.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    sent_from = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        parts = urlsplit(sent_from)
    except ValueError:
        return False
    here = f"{request.scheme}://{request.get_host()}"
    return f"{parts.scheme}://{parts.netloc}" in {here, *settings.CSRF_TRUSTED_ORIGINS}


def owner_of(request: HttpRequest) -> User | None:
    """Return who sends a form: whoever is signed in or, if their session ended by itself, the
    person it was of; None where that cannot be known."""
    if request.user.is_authenticated:
        return request.user
    session: Any = request.session
    return session.expired.user if session.expired is not None else None


def hold_form(request: HttpRequest, owner: User, why: HeldForm.Why) -> HeldForm | None:
    """Keep what was sent for its owner, and return it; None if it is too much to keep."""
    content = json.dumps({"fields": fields_of(request), "files": files_of(request)})
    path = request.get_full_path()
    if len(content) > MOST_CHARACTERS or len(path) > LONGEST_PATH:
        return None
    HeldForm.objects.filter(created_at__lt=timezone.now() - HOLD_TIME).delete()
    held = HeldForm.objects.create(
        token=secrets.token_urlsafe(32),
        owner=owner,
        why=why,
        path=path,
        content=content,
    )
    events.record("form.held", request=request, person=owner, why=why)
    newest = HeldForm.objects.filter(owner=owner).order_by("-created_at")
    newest_keys = list(newest.values_list("pk", flat=True)[:MOST_EACH])
    HeldForm.objects.filter(owner=owner).exclude(pk__in=newest_keys).delete()
    return held


def held_for(user: User, token: str) -> HeldForm | None:
    """Return the form with this token if it is this person's and not an hour old."""
    since = timezone.now() - HOLD_TIME
    return HeldForm.objects.filter(token=token, owner=user, created_at__gte=since).first()
