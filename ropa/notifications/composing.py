"""Composing one mail from all notifications that are due to a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from ropa import mail
from ropa.mail.outbox import one_address
from ropa.models import Frequency, Notification, OutgoingMail

from . import unsubscribing
from .addresses import register_address
from .choices import choices_of, due_at
from .current import still_current
from .words import NotifiedRows, parts_of, subject_of

KIND = "work"


def send_due(now: datetime | None = None) -> int:
    """Write a mail to each person who is to be told of something now, and return how many."""
    now = now or timezone.now()
    people = Notification.objects.filter(settled_at=None).order_by("person")
    return sum(_send(person, now) for person in people.values_list("person", flat=True).distinct())


def _send(key: int, now: datetime) -> bool:
    """The mail and what says that the person was told stand in one transaction: both or neither."""
    with transaction.atomic():
        waiting = Notification.objects.select_for_update().filter(person=key, settled_at=None)
        pending = list(waiting.order_by("pk"))
        person = User.objects.get(pk=key)
        choices = choices_of(person)
        due = [each for each in pending if _is_due(each, choices[each.kind], now)]
        if not due:
            return False
        enabled = [each for each in due if choices[each.kind] != Frequency.NEVER]
        notified = _newest_each(still_current(person, enabled)) if _can_get_mail(person) else []
        sent = _write(person, notified) if notified else None
        Notification.objects.filter(pk__in=[each.pk for each in due]).update(
            settled_at=now, mail=sent
        )
    return sent is not None


def _is_due(each: Notification, frequency: str, now: datetime) -> bool:
    moment = due_at(frequency, each.created_at)
    return moment is None or moment <= now


def _newest_each(notified: NotifiedRows) -> NotifiedRows:
    """Of several about one row, such as two reminders in one week, the newest says it all."""
    newest = {(each.kind, each.about, each.row): (each, row) for each, row in notified}
    return list(newest.values())


def _can_get_mail(person: User) -> bool:
    try:
        one_address(person.email)
    except ValueError:
        return False
    return person.is_active and person.is_staff


def _write(person: User, notified: NotifiedRows) -> OutgoingMail:
    kinds = {each.kind for each, _ in notified}
    kind = kinds.pop() if len(kinds) == 1 else unsubscribing.ALL
    context: dict[str, Any] = {
        "subject": subject_of(notified),
        "parts": parts_of(notified, timezone.localdate()),
        "register": settings.REGISTER_NAME,
        "settings": f"{register_address()}{unsubscribing.settings_path()}",
        "unsubscribe": unsubscribing.link_for(person, kind),
        "kind": kind,
    }
    return mail.send(
        kind=KIND,
        to=person.email,
        person=person,
        subject=context["subject"],
        text=render_to_string("mail/work.txt", context),
        html=render_to_string("mail/work.html", context),
        headers=unsubscribing.headers_for(person, kind),
    )
