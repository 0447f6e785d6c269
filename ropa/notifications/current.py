"""Which notifications are still true when a mail is composed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.utils import timezone

from ropa import permissions
from ropa.models import (
    Decision,
    Notice,
    Notification,
    NotificationKind,
    ProcessingActivity,
    RegisterImport,
    Version,
)
from ropa.models.notifications import NotificationSubject
from ropa.models.reviews import due_policy_documents, due_reviews, review_due
from ropa.models.versions import DamagedDocument

# So many days before it is due, the ladder of reminders begins.
FIRST_REMINDER = 30

_MODELS: dict[str, type[Model]] = {
    NotificationSubject.ENTRY: ProcessingActivity,
    NotificationSubject.NOTICE: Notice,
}
# What a person has to be allowed, one of these, to be told: by kind of matter, of an entry and of
# a notice.
_VERBS: dict[str, dict[str, tuple[str, ...]]] = {
    NotificationKind.APPROVAL: {
        NotificationSubject.ENTRY: ("approve",),
        NotificationSubject.NOTICE: ("publish",),
    },
    NotificationKind.RETURNED: {
        NotificationSubject.ENTRY: ("submit",),
        NotificationSubject.NOTICE: ("submit",),
    },
    NotificationKind.DECIDED: {
        NotificationSubject.ENTRY: ("view",),
        NotificationSubject.NOTICE: ("view",),
    },
    NotificationKind.REVIEW: {
        NotificationSubject.ENTRY: ("review", "approve"),
        NotificationSubject.NOTICE: ("review", "publish"),
    },
    NotificationKind.GIVEN: {
        NotificationSubject.ENTRY: ("view",),
        NotificationSubject.NOTICE: ("view",),
    },
}


def still_current(
    person: User, notifications: Iterable[Notification]
) -> list[tuple[Notification, Any]]:
    """Return those that still hold for a person, each with its row.

    What was decided or reviewed meanwhile, deleted, or is no longer within the person's reach is
    left out. The number of queries does not grow with theirs.
    """
    waiting = list(notifications)
    rows = {
        about: _rows(person, about, [each for each in waiting if each.about == about])
        for about in NotificationSubject
    }
    newest = set(
        Decision.objects.newest()
        .filter(pk__in=[each.decision for each in waiting if each.decision])
        .values_list("pk", flat=True)
    )
    found = []
    for each in waiting:
        row = rows[NotificationSubject(each.about)].get((each.kind, each.row))
        waits = each.kind in {NotificationKind.APPROVAL, NotificationKind.RETURNED}
        if row is None or (waits and each.decision not in newest):
            continue
        if each.kind == NotificationKind.REVIEW and review_due(row) != each.due_on:
            continue
        found.append((each, row))
    return found


def _rows(
    person: User, about: str, notifications: list[Notification]
) -> dict[tuple[str, int], Any]:
    """The rows within reach, by kind of matter and primary key."""
    if about in _MODELS:
        return {
            (kind, key): row
            for kind in sorted({each.kind for each in notifications})
            for key, row in _subjects(
                person, kind, about, [each for each in notifications if each.kind == kind]
            ).items()
        }
    keys = [each.row for each in notifications]
    if not keys:
        return {}
    if about == NotificationSubject.TEAM:
        teams = permissions.teams_of(person).filter(pk__in=keys)
        return {(NotificationKind.GIVEN, row.pk): row for row in teams}
    if about == NotificationSubject.VERSION:
        return {(NotificationKind.DAMAGED, row.pk): row for row in _damaged(person, keys)}
    imports = permissions.imports_within_reach(person).filter(pk__in=keys)
    states = RegisterImport.State
    ended = imports.filter(state__in=[states.IMPORTED, states.FAILED, states.CHECKED])
    return {(NotificationKind.IMPORT, row.pk): row for row in ended}


def _damaged(person: User, keys: list[int]) -> Iterator[Version]:
    """Those of the versions that are damaged still, for whoever looks after the register."""
    if not permissions.is_administrator(person):
        return
    for version in Version.objects.filter(pk__in=keys):
        try:
            version.frozen_text  # noqa: B018 -- it is looked at for what it raises
        except DamagedDocument:
            yield version


def _subjects(
    person: User, kind: str, about: str, notifications: list[Notification]
) -> dict[int, Any]:
    model: Any = _MODELS[about]
    verbs = _VERBS[kind][about]
    if not any(permissions.may(person, verb, model) for verb in verbs):
        return {}
    keys = [each.row for each in notifications]
    reached = permissions.rows(person, model._default_manager.filter(pk__in=keys))
    if kind == NotificationKind.REVIEW:
        until = timezone.localdate() + timedelta(days=FIRST_REMINDER)
        due: Any = due_policy_documents if model is Notice else due_reviews
        return {row.pk: row for row in due(reached, until)}
    return {row.pk: row for row in reached}
