"""How long data is kept and how it is handled: merged over entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..plain import plain_notes
from ..schema import ActivityDocument, RetentionDocument, Term
from ..wording import retention_sentences
from .entries import Entry, entries, grouped, said

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Retention:
    """How long something is kept, or what is still to be supplied about it."""

    covers: str
    sentences: tuple[str, ...]
    to_be_supplied: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Security:
    """How data is protected, or what is still to be supplied about it. `notes` are what else is
    said about it."""

    kind: Term
    description: str
    to_be_supplied: str
    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Note:
    """What entries say in the same words."""

    text: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Position:
    """What entries answer to one question. `is_gap` where the answer is still to be confirmed."""

    answer: Term
    detail: str
    entries: tuple[Entry, ...]

    @property
    def is_gap(self) -> bool:
        return self.answer.code == UNKNOWN


def retention(activities: Sequence[ActivityDocument]) -> tuple[Retention, ...]:
    """Return how long each thing is kept; what entries say in the same words stands once."""
    rules = said(activities, lambda activity: activity.retention_rules)
    return tuple(
        Retention(
            group[0].part.covers,
            _sentences(group[0].part),
            group[0].part.to_be_supplied,
            entries(group),
        )
        for group in grouped(
            rules, lambda rule: (rule.covers, _sentences(rule), rule.to_be_supplied)
        )
    )


def security(activities: Sequence[ActivityDocument]) -> tuple[Security, ...]:
    """Return the security measures, each once."""
    measures = said(activities, lambda activity: activity.security_measures)
    return tuple(
        Security(
            group[0].part.kind,
            group[0].part.description.strip(),
            group[0].part.to_be_supplied,
            entries(group),
            plain_notes(*(item.part for item in group)),
        )
        for group in grouped(
            measures, lambda part: (part.kind, part.description.strip(), part.to_be_supplied)
        )
    )


def providing(activities: Sequence[ActivityDocument]) -> tuple[Position, ...]:
    """Return whether people must give the data, and what follows if not; open answers last."""
    return _positions(activities, lambda part: (part.providing, part.if_not_provided.strip()))


def automated_decisions(activities: Sequence[ActivityDocument]) -> tuple[Position, ...]:
    """Return whether there are automated decisions or profiling, and how they work."""
    return _positions(
        activities, lambda part: (part.automated_decisions, part.automated_decisions_detail.strip())
    )


def transfers_positions(activities: Sequence[ActivityDocument]) -> tuple[Position, ...]:
    """Return whether data goes abroad."""
    return _positions(activities, lambda part: (part.transfers_position, ""))


def sharing_notes(activities: Sequence[ActivityDocument]) -> tuple[Note, ...]:
    """Return what entries say about sharing in general, each text once."""
    return _notes(activities, lambda activity: activity.sharing_note)


def internal_recipients(activities: Sequence[ActivityDocument]) -> tuple[Note, ...]:
    """Return who sees the data inside the organisation, each text once."""
    return _notes(activities, lambda activity: activity.internal_recipients)


def further_notes(activities: Sequence[ActivityDocument]) -> tuple[Note, ...]:
    """Return what else entries say of themselves, each once."""
    notes = said(activities, plain_notes)
    return tuple(Note(group[0].part, entries(group)) for group in grouped(notes, lambda part: part))


def _sentences(rule: RetentionDocument) -> tuple[str, ...]:
    return (*retention_sentences(rule), *(f"{note}." for note in plain_notes(rule)))


def _notes(
    activities: Sequence[ActivityDocument], text: Callable[[ActivityDocument], str]
) -> tuple[Note, ...]:
    texts = said(activities, lambda activity: [text(activity).strip()])
    return tuple(
        Note(group[0].part, entries(group))
        for group in grouped(texts, lambda part: part)
        if group[0].part
    )


def _positions(
    activities: Sequence[ActivityDocument],
    answer: Callable[[ActivityDocument], tuple[Term, str]],
) -> tuple[Position, ...]:
    answers = said(activities, lambda activity: [answer(activity)])
    positions = [
        Position(*group[0].part, entries(group)) for group in grouped(answers, lambda part: part)
    ]
    return tuple(sorted(positions, key=lambda position: position.is_gap))
