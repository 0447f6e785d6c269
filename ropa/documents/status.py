"""Where an entry or notice stands: derived from its newest version, from the newest decision about
it, and from what its rows say now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ropa.models import Decision, Notice, ProcessingActivity, Standing, Version

from .build import activity_documents
from .canonical import canonical_json, digest
from .classification import Document
from .notices import NotApproved, notice_documents
from .possibly_changed import possibly_changed
from .schema import ActivityDocument, NoticeDocument

# What staff read is its label.
State = Standing.State

# A decision that asks somebody for the next one holds until that is taken.
_OPEN: dict[str, State] = {
    Decision.Kind.SUBMITTED: State.SUBMITTED,
    Decision.Kind.RETURNED: State.RETURNED,
}


@dataclass(frozen=True)
class Status:
    """A state, the number of the newest version (0 if there is none), the newest decision about
    it, and the digest of what its rows say now (empty if no document can be made of them)."""

    state: State
    number: int = 0
    decision: Decision | None = None
    digest: str = ""

    @property
    def has_ended(self) -> bool:
        """Whether the activity was retired or the notice withdrawn."""
        return self.state in {State.RETIRED, State.WITHDRAWN}

    @property
    def is_open(self) -> bool:
        """Whether the newest decision asks somebody for the next one."""
        return self.state in _OPEN.values()


def activity_statuses(
    activities: Iterable[ProcessingActivity],
    documents: Mapping[int, ActivityDocument] | None = None,
) -> dict[int, Status]:
    """Return where each activity stands, by primary key, in a fixed number of queries.

    `documents` are their documents as the rows stand now, if they have been built already. Those
    that `possibly_changed` does not name may be left out: they say what was approved.
    """
    rows = list(activities)
    if documents is None:
        may_differ = possibly_changed(rows)
        documents = activity_documents(row for row in rows if row.pk in may_differ)
    return _statuses("activity", rows, documents, (State.APPROVED, State.CHANGED, State.RETIRED))


def notice_statuses(
    notices: Iterable[Notice],
    documents: Mapping[int, NoticeDocument | NotApproved] | None = None,
) -> dict[int, Status]:
    """Return where each notice stands, by primary key, in a fixed number of queries.

    Changed means: publishing it now would say something else. `documents` are those it would
    publish, if they have been built already.
    """
    rows = list(notices)
    built = notice_documents(rows) if documents is None else documents
    return _statuses("notice", rows, built, (State.PUBLISHED, State.OUT_OF_DATE, State.WITHDRAWN))


def _statuses(
    subject: str,
    rows: Sequence[ProcessingActivity] | Sequence[Notice],
    built: Mapping[int, Document | NotApproved],
    states: tuple[State, State, State],
) -> dict[int, Status]:
    unchanged, changed, ended = states
    of_rows = {f"{subject}__in": [row.pk for row in rows]}
    frozen = {
        pk: (number, frozen_digest, in_force)
        for pk, number, frozen_digest, in_force in Version.objects.newest()
        .filter(**of_rows)
        .values_list(subject, "number", "digest", "is_in_force")
    }
    decisions = {
        getattr(decision, f"{subject}_id"): decision
        for decision in Decision.objects.newest().filter(**of_rows)
    }
    statuses = {}
    for row in rows:
        number, frozen_digest, in_force = frozen.get(row.pk, (0, "", True))
        match built.get(row.pk):
            case None:
                now = frozen_digest
            case NotApproved():
                now = ""
            case document:
                now = digest(canonical_json(document))
        decision = decisions.get(row.pk)
        if not in_force:
            state = ended
        elif decision is not None and decision.kind in _OPEN:
            state = _OPEN[decision.kind]
        elif not number:
            state = State.DRAFT
        else:
            state = unchanged if now == frozen_digest else changed
        statuses[row.pk] = Status(state, number, decision, now)
    return statuses
