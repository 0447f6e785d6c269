"""What a mail says about each matter, in plain English: titles, references and colleagues' names,
and nothing else of the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model

from ropa.dates import day_in_words
from ropa.documents.wording import joined_names
from ropa.models import (
    Notice,
    Notification,
    NotificationKind,
    ProcessingActivity,
    RegisterImport,
    Version,
)

from .addresses import address_of

_Kind = NotificationKind
# What each part of a mail is headed by, in the order in which they come.
HEADINGS = {
    _Kind.DAMAGED: "Found damaged",
    _Kind.APPROVAL: "Waits for your approval",
    _Kind.RETURNED: "Returned to you",
    _Kind.REVIEW: "To be reviewed",
    _Kind.IMPORT: "Your imports",
    _Kind.GIVEN: "Given to you",
    _Kind.DECIDED: "Approved or published",
}
# What somebody does about several of a kind, and about one.
_SUBJECTS_OF_SEVERAL = {
    _Kind.DAMAGED: "{count} documents were found damaged",
    _Kind.APPROVAL: "{count} {things} wait for your approval",
    _Kind.RETURNED: "{count} {things} were returned to you",
    _Kind.REVIEW: "Review {count} {things}",
    _Kind.IMPORT: "{count} of your imports have ended",
    _Kind.GIVEN: "{count} things were given to you",
    _Kind.DECIDED: "{count} {things} you submitted were decided on",
}
_SUBJECTS_OF_ONE = {
    _Kind.DAMAGED: "The document of {name} was found damaged",
    _Kind.APPROVAL: "“{name}” waits for your approval",
    _Kind.RETURNED: "“{name}” was returned to you",
    _Kind.REVIEW: "Review “{name}”",
    _Kind.IMPORT: "Your import has ended",
    _Kind.GIVEN: "You now keep “{name}”",
    _Kind.DECIDED: "“{name}” was decided on",
}
_IMPORTED = {
    RegisterImport.State.IMPORTED: "It is in the register.",
    RegisterImport.State.FAILED: "It stopped, and nothing was changed. See why, and try again.",
    RegisterImport.State.CHECKED: "It was not imported: see what was found.",
}

_DAMAGED = (
    "Its document is not the one that was frozen, so nobody is shown it. Run verify_versions, and "
    "follow “When a document is not shown” in docs/evidence.md."
)


@dataclass(frozen=True)
class MatterLine:
    """One matter: what it is called, what there is to say of it, and where to see it."""

    name: str
    says: str
    address: str


@dataclass(frozen=True)
class MailPart:
    """All matters of a kind in one mail."""

    heading: str
    lines: Sequence[MatterLine]


NotifiedRows = Sequence[tuple[Notification, Any]]


def parts_of(notified: NotifiedRows, day: date) -> list[MailPart]:
    """Return what a mail of a day says, a part for each kind of matter."""
    return [
        MailPart(heading, [_line(each, row, day) for each, row in notified if each.kind == kind])
        for kind, heading in HEADINGS.items()
        if any(each.kind == kind for each, _ in notified)
    ]


def subject_of(notified: NotifiedRows) -> str:
    """Return what there is to do, as the subject of a mail."""
    kind = next(kind for kind in HEADINGS if any(each.kind == kind for each, _ in notified))
    rows = [row for each, row in notified if each.kind == kind]
    others = len(notified) - len(rows)
    if len(rows) == 1:
        subject = _SUBJECTS_OF_ONE[kind].format(name=_name(rows[0]))
    else:
        subject = _SUBJECTS_OF_SEVERAL[kind].format(count=len(rows), things=_noun_of(rows))
    return f"{subject}, and {others} more" if others else subject


def _line(each: Notification, row: Model, day: date) -> MatterLine:
    return MatterLine(_name(row), _line_text(each, row, day), address_of(row))


def _line_text(each: Notification, row: Any, day: date) -> str:
    if each.kind == _Kind.REVIEW and each.due_on:
        due = day_in_words(each.due_on)
        return f"Overdue since {due}." if each.due_on < day else f"Due on {due}."
    if each.kind == _Kind.IMPORT:
        return _IMPORTED[row.state]
    if each.kind == _Kind.DAMAGED:
        return _DAMAGED
    by = {
        _Kind.APPROVAL: "Submitted by {}.",
        _Kind.RETURNED: "Returned by {}, with a reason.",
        _Kind.GIVEN: "Given by {}.",
        _Kind.DECIDED: "Decided by {}.",
    }
    return by[_Kind(each.kind)].format(each.by_name) if each.by_name else ""


def _name(row: Any) -> str:
    if isinstance(row, ProcessingActivity):
        return f"{row.reference} {row.title}"
    if isinstance(row, RegisterImport):
        return f"Import {row.pk}"
    if isinstance(row, Version):
        return f"version {row.sequence}"
    return str(row)


def _noun_of(rows: Sequence[Any]) -> str:
    if all(isinstance(row, ProcessingActivity) for row in rows):
        return "entries"
    kinds = {row.noun for row in rows if isinstance(row, Notice)}
    names = [
        *(["entries"] if any(isinstance(row, ProcessingActivity) for row in rows) else []),
        *(f"{noun}s" for noun in ("notice", "policy document") if noun in kinds),
    ]
    return joined_names(names)
