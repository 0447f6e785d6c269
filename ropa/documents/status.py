"""Where an entry or notice stands: derived from its newest version and from what stands now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from ropa.models import Notice, ProcessingActivity, Version

from .build import activity_documents
from .canonical import canonical_json, digest
from .classification import Document
from .notices import NotApproved, notice_documents


class State(Enum):
    """The values are what staff read."""

    DRAFT = "Draft"
    APPROVED = "Approved"
    CHANGED = "Changed since approval"
    PUBLISHED = "Published"
    OUT_OF_DATE = "Changed since publication"


@dataclass(frozen=True)
class Status:
    """A state, and the number of the newest version (0 if there is none)."""

    state: State
    number: int = 0


def activity_statuses(activities: Iterable[ProcessingActivity]) -> dict[int, Status]:
    """Return where each activity stands, by primary key, in a fixed number of queries."""
    rows = list(activities)
    frozen = _newest("activity", rows)
    built = activity_documents(row for row in rows if row.pk in frozen)
    return {
        row.pk: _status(frozen.get(row.pk), built.get(row.pk), State.APPROVED, State.CHANGED)
        for row in rows
    }


def notice_statuses(notices: Iterable[Notice]) -> dict[int, Status]:
    """Return where each notice stands, by primary key, in a fixed number of queries.

    Changed means: publishing it now would say something else.
    """
    rows = list(notices)
    frozen = _newest("notice", rows)
    built = notice_documents(row for row in rows if row.pk in frozen)
    return {
        row.pk: _status(frozen.get(row.pk), built.get(row.pk), State.PUBLISHED, State.OUT_OF_DATE)
        for row in rows
    }


def _newest(
    subject: str, rows: Sequence[ProcessingActivity] | Sequence[Notice]
) -> dict[int, tuple[int, str]]:
    """The number and digest of the newest version of each row that has one."""
    newest = Version.objects.newest().filter(**{f"{subject}__in": [row.pk for row in rows]})
    return {
        pk: (number, frozen_digest)
        for pk, number, frozen_digest in newest.values_list(subject, "number", "digest")
    }


def _status(
    frozen: tuple[int, str] | None,
    built: Document | NotApproved | None,
    unchanged: State,
    changed: State,
) -> Status:
    if frozen is None:
        return Status(State.DRAFT)
    number, frozen_digest = frozen
    same = isinstance(built, Document) and digest(canonical_json(built)) == frozen_digest
    return Status(unchanged if same else changed, number)
