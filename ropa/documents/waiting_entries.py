"""The entries that wait for approval: submitted, or changed since they were approved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ropa.models import ProcessingActivity, Version

from .build import activity_documents
from .canonical import canonical_json
from .comparison import Difference, compare
from .schema import ActivityDocument
from .status import State, Status, activity_statuses

WAITING_STATES = (State.SUBMITTED, State.CHANGED)


@dataclass(frozen=True)
class WaitingEntry:
    """An entry that waits for approval.

    `approved_json` is the canonical JSON of what was approved last, empty if it never was;
    `current_document` is what its rows say now.
    """

    activity: ProcessingActivity
    status: Status
    approved_json: str
    current_document: ActivityDocument

    @cached_property
    def current_json(self) -> str:
        """What it says now, as canonical JSON."""
        return canonical_json(self.current_document)

    @cached_property
    def approved_document(self) -> ActivityDocument | None:
        """What was approved last, or `None` if it never was."""
        if not self.approved_json:
            return None
        return ActivityDocument.model_validate_json(self.approved_json)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """What differs, in words."""
        return compare(self.approved_document, self.current_document)


def waiting_for_approval(activities: Iterable[ProcessingActivity]) -> list[WaitingEntry]:
    """Return those that were submitted or have changed since approval, in the order given.

    The documents of all are built: give those that probably wait. The number of queries does not
    grow with theirs.
    """
    rows = list(activities)
    documents = activity_documents(rows)
    statuses = activity_statuses(rows, documents)
    waiting = [row for row in rows if statuses[row.pk].state in WAITING_STATES]
    frozen = dict(
        Version.objects.newest()
        .filter(activity__in=[row.pk for row in waiting])
        .values_list("activity", "document")
    )
    return [
        WaitingEntry(row, statuses[row.pk], frozen.get(row.pk, ""), documents[row.pk])
        for row in waiting
    ]
