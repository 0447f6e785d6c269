"""What has changed since it was approved: every entry whose rows say something else by now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ropa.models import ProcessingActivity, Version

from .build import activity_documents
from .canonical import canonical_json
from .comparison import Difference, compare
from .possibly_changed import possibly_changed
from .schema import ActivityDocument
from .status import State, Status, activity_statuses

WAITING = (State.SUBMITTED, State.CHANGED)


@dataclass(frozen=True)
class Changed:
    """An entry that waits for approval: what was approved last, if ever, and what it says now."""

    activity: ProcessingActivity
    status: Status
    frozen: str
    document: ActivityDocument

    @cached_property
    def now(self) -> str:
        """What it says now, as canonical JSON."""
        return canonical_json(self.document)

    @cached_property
    def before(self) -> ActivityDocument | None:
        """What was approved last, or `None` if it never was."""
        return ActivityDocument.model_validate_json(self.frozen) if self.frozen else None

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """What differs, in words."""
        return compare(self.before, self.document)


def waiting_for_approval(activities: Iterable[ProcessingActivity]) -> list[Changed]:
    """Return those that were submitted or have changed since approval, in the order given.

    The number of queries does not grow with theirs.
    """
    rows = list(activities)
    may_differ = possibly_changed(rows)
    documents = activity_documents(row for row in rows if row.pk in may_differ)
    statuses = activity_statuses(rows, documents)
    waiting = [row for row in rows if statuses[row.pk].state in WAITING]
    documents |= activity_documents(row for row in waiting if row.pk not in documents)
    frozen = dict(
        Version.objects.newest()
        .filter(activity__in=[row.pk for row in waiting])
        .values_list("activity", "document")
    )
    return [
        Changed(row, statuses[row.pk], frozen.get(row.pk, ""), documents[row.pk]) for row in waiting
    ]
