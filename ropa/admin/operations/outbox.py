"""The page “Mail”: what waits, was sent, failed or is uncertain, and sending it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from ropa import mail, permissions
from ropa.digits import whole_number
from ropa.mail.admin_actions import can_be_sent_again, send_again
from ropa.models import OutgoingMail
from ropa.models.mail import DAYS_KEPT

PER_PAGE = 50
State = OutgoingMail.State
# What can be shown: the word in the address, what it is called, and the states.
SHOWN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "waiting": ("Waiting", (State.WAITING, State.SENDING)),
    "trouble": ("Failed or uncertain", (State.FAILED, State.UNCERTAIN)),
    "sent": ("Sent", (State.SENT,)),
}
_TAGS = {
    State.WAITING: "yellow",
    State.SENDING: "blue",
    State.SENT: "green",
    State.UNCERTAIN: "yellow",
    State.FAILED: "red",
}
# What the codes of messages are called.
KINDS = {"work": "Work that waits", "account": "About the account"}
_NOT_NOW = "That could not be done: the message had gone on meanwhile. This is how it stands."


@dataclass(frozen=True)
class MailLine:
    """A message as a line of the list: nothing of what it says."""

    mail: OutgoingMail
    kind: str
    tag: str
    can_send_again: bool


def outbox(request: HttpRequest) -> HttpResponse:
    """Show the messages; with POST, send one again."""
    if not (answer := permissions.may(request.user, "view", OutgoingMail)):
        raise PermissionDenied(answer.reason)
    if request.method == "POST":
        return _send_again(request)
    show = request.GET.get("show", "")
    show = show if show in SHOWN else "waiting"
    found = OutgoingMail.objects.filter(state__in=SHOWN[show][1]).order_by("-pk")
    page = Paginator(found.defer("text", "html", "headers"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    counts = dict(OutgoingMail.objects.order_by().values_list("state").annotate(Count("pk")))
    away = OutgoingMail.objects.filter(state=State.WAITING).aggregate(
        since=Min("server_away_since")
    )
    with_text = set(
        OutgoingMail.objects.filter(pk__in=[each.pk for each in page])
        .exclude(text="")
        .values_list("pk", flat=True)
    )
    context = {
        **site.each_context(request),
        "title": "Mail",
        "is_configured": mail.is_configured(),
        "away_since": away["since"],
        "days_kept": DAYS_KEPT,
        "filters": [
            (name, title, sum(counts.get(state, 0) for state in states), name == show)
            for name, (title, states) in SHOWN.items()
        ],
        "show": show,
        "query": f"&show={show}",
        "page": page,
        "listed": [_mail_line(each, with_text) for each in page],
        "may_decide": permissions.may(request.user, "change", OutgoingMail),
    }
    return TemplateResponse(request, "admin/outbox.html", context)


def _mail_line(each: OutgoingMail, with_text: set[int]) -> MailLine:
    return MailLine(
        mail=each,
        kind=KINDS.get(each.kind, each.kind),
        tag=_TAGS[State(each.state)],
        can_send_again=each.state == State.WAITING
        or (each.state in SHOWN["trouble"][1] and each.pk in with_text),
    )


def _send_again(request: HttpRequest) -> HttpResponse:
    if not (answer := permissions.may(request.user, "change", OutgoingMail)):
        raise PermissionDenied(answer.reason)
    key = whole_number(request.POST.get("message", "")) or 0
    found = OutgoingMail.objects.filter(pk=key).first()
    if found is None or not can_be_sent_again(found) or not send_again(found):
        messages.warning(request, _NOT_NOW)
    else:
        messages.success(request, f"The message to {found.address} is sent now.")
    show = request.POST.get("show", "")
    query = f"?show={show}" if show in SHOWN else ""
    return HttpResponseRedirect(f"{reverse('admin:mail')}{query}")
