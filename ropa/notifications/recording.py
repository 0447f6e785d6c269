"""Note that somebody is to be told of something, in the transaction in which it happens."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import DatabaseError, transaction
from django.db.models import Model
from django.utils import timezone

from ropa.background import enqueue
from ropa.mail.after_commit import once_after_commit
from ropa.models import (
    Decision,
    Notice,
    Notification,
    NotificationKind,
    ProcessingActivity,
    RegisterImport,
    Team,
    Version,
)
from ropa.models.attributed import person_name, subject_filter
from ropa.models.notifications import NotificationSubject

_SUBJECTS: dict[type[Model], NotificationSubject] = {
    ProcessingActivity: NotificationSubject.ENTRY,
    Notice: NotificationSubject.NOTICE,
    Team: NotificationSubject.TEAM,
    RegisterImport: NotificationSubject.IMPORT,
    Version: NotificationSubject.VERSION,
}
_KINDS = Decision.Kind
_log = logging.getLogger(__name__)


def tell_of_decision(decision: Decision) -> None:
    """Have those told whom a decision concerns: of a submission those who approve, and of what
    became of it whoever submitted. Nobody is told of what they did themselves."""
    from .tasks import tell_deciders

    if decision.kind == _KINDS.SUBMITTED:
        enqueue(tell_deciders, decision.pk)
        return
    if decision.kind == _KINDS.REVIEWED:
        return
    submitted = (
        Decision.objects.filter(**subject_filter(decision.subject), pk__lt=decision.pk)
        .order_by("-pk")
        .first()
    )
    if submitted is None or submitted.kind != _KINDS.SUBMITTED:
        return
    if submitted.decided_by_id == decision.decided_by_id:
        return
    was_returned = decision.kind == _KINDS.RETURNED
    record_notifications(
        [submitted.decided_by_id],
        NotificationKind.RETURNED if was_returned else NotificationKind.DECIDED,
        f"decision:{decision.pk}",
        decision.subject,
        decision=decision.pk,
        by_name=decision.decided_by_name,
    )


def tell_of_import(imported: RegisterImport) -> None:
    """Have whoever asked for an import told that it has finished or failed."""
    if imported.asked_by_id is None or imported.asked_at is None:
        return
    record_notifications(
        [imported.asked_by_id],
        NotificationKind.IMPORT,
        f"import:{imported.pk}:{imported.state}:{imported.asked_at.isoformat()}",
        imported,
    )


def tell_of_gift(person: User, given: ProcessingActivity | Notice | Team, *, by: User) -> None:
    """Have a person told that they keep something now, which somebody else has given them."""
    if person.pk == by.pk:
        return
    given_at = timezone.now().isoformat()
    key = f"given:{_SUBJECTS[type(given)]}:{given.pk}:{given_at}"
    record_notifications([person.pk], NotificationKind.GIVEN, key, given, by_name=person_name(by))


def tell_of_damage(sequence: int, **_signal: Any) -> None:
    """Have administrators told once that the document of a version is damaged, however many readers
    meet it. Receives `found_damaged`; it raises nothing where the database cannot be written."""
    from .tasks import tell_administrators

    try:
        with transaction.atomic():
            enqueue(tell_administrators, sequence, key=f"damaged:{sequence}")
    except DatabaseError:
        _log.exception("Nobody could be told by mail that version %s is damaged", sequence)


def record_notifications(
    people: Iterable[int],
    kind: NotificationKind,
    key: str,
    row: Model,
    *,
    decision: int | None = None,
    by_name: str = "",
    due_on: date | None = None,
    created_at: datetime | None = None,
) -> None:
    """Note that people are to be told of `row`, each once under `key`, however often it is said."""
    Notification.objects.bulk_create(
        [
            Notification(
                person_id=person,
                kind=kind,
                key=key,
                about=_SUBJECTS[type(row)],
                row=row.pk,
                decision=decision,
                by_name=by_name,
                due_on=due_on,
                created_at=created_at or timezone.now(),
            )
            for person in sorted(set(people))
        ],
        ignore_conflicts=True,
    )
    once_after_commit(_send_soon)


def _send_soon() -> None:
    from .tasks import ask_for_sending

    ask_for_sending()
