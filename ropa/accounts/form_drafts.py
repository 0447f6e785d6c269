"""Drafts of forms: what somebody has typed and not saved is kept on the server for them alone.

The page sends it every few seconds. It is offered when they open the page again, and forgotten when
they save it or throw it away (docs/decisions/0065).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from ropa.models import FormDraft

from .held_forms import MOST_CHARACTERS, Fields

KEEP_TIME = timedelta(days=30)
# For so long, what a page sends late finds its draft closed.
KEEP_CLOSED_TIME = timedelta(days=1)
MOST_EACH = 20
LONGEST_KEY, LONGEST_TITLE = 32, 300


class TooMuch(Exception):
    """A form holds more than is kept."""


def drafts_of(person: Any) -> QuerySet[FormDraft]:
    """Return what a person has typed and not saved, newest first."""
    return FormDraft.objects.filter(owner=person, is_closed=False).order_by("-changed_at")


def keep_draft(person: Any, key: str, path: str, title: str, fields: Fields) -> datetime:
    """Keep what a page holds now, and return when that was.

    `key` is of one opening of the page at `path`. A closed draft stays closed. Of each person the
    newest are kept. Raises `TooMuch` beyond a million characters.
    """
    content = json.dumps({"fields": fields, "files": []})
    if len(content) > MOST_CHARACTERS:
        raise TooMuch
    now = timezone.now()
    draft, is_new = FormDraft.objects.get_or_create(owner=person, key=key, defaults={"path": path})
    FormDraft.objects.filter(pk=draft.pk, is_closed=False).update(
        content=content, path=path, title=title[:LONGEST_TITLE], changed_at=now
    )
    if is_new:
        excess = drafts_of(person).values_list("pk", flat=True)[MOST_EACH:]
        FormDraft.objects.filter(pk__in=list(excess)).delete()
    return now


def close_drafts(person: Any, keys: Iterable[str]) -> None:
    """Forget what these drafts hold; whatever their pages send late is not kept."""
    FormDraft.objects.filter(owner=person, key__in=keys).update(is_closed=True, content="")


def remove_old_drafts() -> int:
    """Remove drafts that nobody has gone on with, and what is left of closed ones; return how many
    there were."""
    now = timezone.now()
    closed = FormDraft.objects.filter(is_closed=True, changed_at__lt=now - KEEP_CLOSED_TIME)
    old = FormDraft.objects.filter(changed_at__lt=now - KEEP_TIME)
    return int(closed.delete()[0]) + int(old.delete()[0])
