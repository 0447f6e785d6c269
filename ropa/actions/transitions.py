"""What can be decided about an entry or a notice, from which state, and where it leads.

This table is all there is: the actions ask it, the staff interface offers what it allows, and the
diagrams in docs/approval.md are drawn from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from ropa.documents.status import State
from ropa.models import Decision, Notice
from ropa.models.attributed import Subject

Kind = Decision.Kind


@dataclass(frozen=True)
class Transition:
    """A decision: its verb (as `ropa.permissions` knows it), from which states, to which."""

    verb: str
    kind: Decision.Kind
    before: tuple[State, ...]
    after: State
    who: str


KEEPERS = "whoever keeps it"
DECIDERS = "whoever approves"

ACTIVITY = (
    Transition(
        "submit",
        Kind.SUBMITTED,
        (State.DRAFT, State.RETURNED, State.CHANGED),
        State.SUBMITTED,
        KEEPERS,
    ),
    Transition("return", Kind.RETURNED, (State.SUBMITTED,), State.RETURNED, DECIDERS),
    Transition(
        "approve",
        Kind.APPROVED,
        (State.DRAFT, State.SUBMITTED, State.RETURNED, State.CHANGED),
        State.APPROVED,
        DECIDERS,
    ),
    Transition("review", Kind.REVIEWED, (State.APPROVED,), State.APPROVED, KEEPERS),
    Transition(
        "retire",
        Kind.RETIRED,
        (State.APPROVED, State.CHANGED, State.SUBMITTED, State.RETURNED),
        State.RETIRED,
        DECIDERS,
    ),
    Transition("reinstate", Kind.REINSTATED, (State.RETIRED,), State.APPROVED, DECIDERS),
)
NOTICE = (
    Transition(
        "submit",
        Kind.SUBMITTED,
        (State.DRAFT, State.RETURNED, State.OUT_OF_DATE),
        State.SUBMITTED,
        KEEPERS,
    ),
    Transition("return", Kind.RETURNED, (State.SUBMITTED,), State.RETURNED, DECIDERS),
    Transition(
        "publish",
        Kind.PUBLISHED,
        (State.DRAFT, State.SUBMITTED, State.RETURNED, State.OUT_OF_DATE, State.WITHDRAWN),
        State.PUBLISHED,
        DECIDERS,
    ),
    Transition("review", Kind.REVIEWED, (State.PUBLISHED,), State.PUBLISHED, KEEPERS),
    Transition(
        "withdraw",
        Kind.WITHDRAWN,
        (State.PUBLISHED, State.OUT_OF_DATE, State.SUBMITTED, State.RETURNED),
        State.WITHDRAWN,
        DECIDERS,
    ),
)
# What happens without a decision, when somebody edits or reference data changes.
BY_EDITING = {State.APPROVED: State.CHANGED, State.PUBLISHED: State.OUT_OF_DATE}


def transitions_of(subject: Subject | type[Subject]) -> tuple[Transition, ...]:
    """Return every decision there is about this kind of subject."""
    model = subject if isinstance(subject, type) else type(subject)
    return NOTICE if model is Notice else ACTIVITY


def transition(subject: Subject | type[Subject], verb: str) -> Transition:
    """Return the decision that `verb` names. Raises `LookupError` if there is none."""
    for found in transitions_of(subject):
        if found.verb == verb:
            return found
    raise LookupError(f"There is nothing to {verb} about {subject}.")


def diagram(transitions: tuple[Transition, ...]) -> str:
    """Return the states and what leads from one to the other, as a Mermaid diagram."""
    names = {state: state.value for state in State}
    used = {state for each in transitions for state in (*each.before, each.after)}
    lines = ["stateDiagram-v2"]
    lines += [f"    {names[state]}: {state.label}" for state in State if state in used]
    lines.append("    [*] --> draft")
    lines += [
        f"    {names[before]} --> {names[each.after]}: {each.verb}"
        for each in transitions
        for before in each.before
    ]
    lines += [
        f"    {names[before]} --> {names[after]}: edited"
        for before, after in BY_EDITING.items()
        if before in used
    ]
    return "\n".join(lines)
