"""The checks that every decision begins with: permission, state, unchanged document, own work."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast

from django.contrib.auth.models import User

from ropa.dates import minute_in_words
from ropa.documents.status import State, Status
from ropa.models import Decision
from ropa.models.attributed import Subject
from ropa.models.authors import authors_of

from .refusal import Refused
from .transitions import BY_EDITING, transition

CHANGED_SINCE = (
    "“{subject}” has changed since you opened the page. Look at what it says now, and decide again."
)


def lock_rows[S: Subject](subjects: Sequence[S]) -> list[S]:
    """Return the rows afresh, in the order given, kept from being saved by others meanwhile.

    Must run in a transaction. SQLite's immediate transactions lock everything already. Raises
    `Refused` if one is no longer there.
    """
    if not subjects:
        return []
    model = type(subjects[0])
    keys = [subject.pk for subject in subjects]
    # In one order for everybody, so that two decisions about the same rows cannot block each other.
    rows: dict[int, S] = {
        row.pk: row
        for row in cast("Any", model)
        ._default_manager.select_for_update()
        .filter(pk__in=keys)
        .order_by("pk")
    }
    deleted = [str(subject) for subject in subjects if subject.pk not in rows]
    if deleted:
        raise Refused(f"{'; '.join(deleted)}: deleted meanwhile. Go back to the list.")
    return [rows[key] for key in keys]


def require_state(subject: Subject, verb: str, status: Status) -> None:
    """Raise `Refused` unless the state of `subject` allows the decision that `verb` names."""
    if status.state in transition(subject, verb).before:
        return
    if status.state in BY_EDITING:
        raise Refused(
            f"Nothing has changed since version {status.number} of “{subject}”, "
            f"so there is nothing to {verb}.{decided_last(status)}"
        )
    raise Refused(
        f"“{subject}” is {state_phrase(status.state)}, so you cannot {verb} it now."
        f"{decided_last(status)}"
    )


def require_unchanged(subject: Subject, status: Status, seen: Mapping[int, str] | None) -> None:
    """Raise `Refused` if what `subject` says now is not what was `seen`, by its digest."""
    if seen is not None and seen.get(subject.pk) != status.digest:
        raise Refused(CHANGED_SINCE.format(subject=subject))


def is_own_work(
    subject: Subject, status: Status, by: User, authors: Collection[int] | None = None
) -> bool:
    """Say whether `by` decides about their own work: what they submitted or, if nobody submitted
    it, what they changed since the newest version.

    `authors` are the primary keys of those who changed it since, if they have been read already.
    Raises `Refused` if it is, and the team does not let one person write and approve.
    """
    submitted = status.state is State.SUBMITTED
    if submitted and status.decision is not None:
        own = status.decision.decided_by_id == by.pk
    else:
        own = by.pk in (authors_of(subject) if authors is None else authors)
    if own and not subject.team.approves_own_work:
        did = "submitted" if submitted else "changed"
        raise Refused(
            f"You {did} “{subject}” yourself, so somebody else has to decide about it. "
            + (
                ""
                if submitted
                else "Submit it, and a colleague who approves will find it among their work."
            )
        )
    return own


def state_phrase(state: State) -> str:
    """Return a state as it stands after “is”: “waiting for approval”."""
    return state.label[:1].lower() + state.label[1:]


def decided_last(status: Status) -> str:
    """Return a sentence, after a space, about who decided last, or nothing if nobody did."""
    decision: Decision | None = status.decision
    if decision is None:
        return ""
    return (
        f" {decision.decided_by_name} decided last: “{decision.get_kind_display()}”, "
        f"on {minute_in_words(decision.decided_at)}."
    )
