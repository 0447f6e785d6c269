"""How long data is kept and how it is handled: merged over entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from ropa.models.grounds import LegalRegime

from ..entry_wording import entry_sentences
from ..schema import ActivityDocument, RetentionDocument, Term
from ..wording import retention_sentences
from .entries import (
    EntryReference,
    any_inferred,
    entries_of,
    grouped_by_key,
    labelled_notes,
    parts_of_entries,
)

UNKNOWN_ANSWER = "unknown"


@dataclass(frozen=True)
class MergedRetention:
    """How long something is kept, or what is still to be supplied about it."""

    covers: str
    sentences: tuple[str, ...]
    to_be_supplied: str
    entries: tuple[EntryReference, ...]
    is_inferred: bool = False


@dataclass(frozen=True)
class MergedSecurity:
    """How data is protected, or what is still to be supplied about it. `notes` are what else is
    said about it."""

    kind: Term
    description: str
    to_be_supplied: str
    entries: tuple[EntryReference, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class MergedNote:
    """What entries say in the same words."""

    text: str
    entries: tuple[EntryReference, ...]


@dataclass(frozen=True)
class MergedAnswer:
    """What entries answer to one question. `is_gap` where the answer is still to be confirmed."""

    answer: Term
    detail: str
    entries: tuple[EntryReference, ...]

    @property
    def is_gap(self) -> bool:
        return self.answer.code == UNKNOWN_ANSWER


def merged_retention(activities: Sequence[ActivityDocument]) -> tuple[MergedRetention, ...]:
    """Return how long each thing is kept (UK GDPR Articles 13(2)(a), 14(2)(a)): what several
    entries say in the same words once."""
    rules = parts_of_entries(activities, lambda activity: activity.retention_rules)
    return tuple(
        MergedRetention(
            group[0].part.covers,
            _retention_sentences(group[0].part),
            group[0].part.to_be_supplied,
            entries_of(group),
            any_inferred(group),
        )
        for group in grouped_by_key(
            rules, lambda rule: (rule.covers, _retention_sentences(rule), rule.to_be_supplied)
        )
    )


def merged_security(activities: Sequence[ActivityDocument]) -> tuple[MergedSecurity, ...]:
    """Return the security measures (UK GDPR Article 30(1)(g)), each once."""
    measures = parts_of_entries(activities, lambda activity: activity.security_measures)
    return tuple(
        MergedSecurity(
            group[0].part.kind,
            group[0].part.description.strip(),
            group[0].part.to_be_supplied,
            entries_of(group),
            labelled_notes(*(item.part for item in group)),
        )
        for group in grouped_by_key(
            measures, lambda part: (part.kind, part.description.strip(), part.to_be_supplied)
        )
    )


def answers_on_providing(activities: Sequence[ActivityDocument]) -> tuple[MergedAnswer, ...]:
    """Return whether people must give the data, and what follows if not (UK GDPR Article
    13(2)(e)); answers still to be confirmed come last.

    Of law enforcement nothing is missing where nothing is said: DPA 2018 section 44 asks for no
    such answer.
    """
    asked = [
        activity
        for activity in activities
        if activity.providing.code != UNKNOWN_ANSWER
        or activity.if_not_provided.strip()
        or activity.legal_regime.code != LegalRegime.LAW_ENFORCEMENT
    ]
    return _merged_answers(asked, lambda part: (part.providing, part.if_not_provided.strip()))


def answers_on_automated_decisions(
    activities: Sequence[ActivityDocument],
) -> tuple[MergedAnswer, ...]:
    """Return whether there are automated decisions or profiling, and how they work (UK GDPR
    Articles 13(2)(f), 14(2)(g))."""
    return _merged_answers(
        activities, lambda part: (part.automated_decisions, part.automated_decisions_detail.strip())
    )


def answers_on_transfers(activities: Sequence[ActivityDocument]) -> tuple[MergedAnswer, ...]:
    """Return whether data goes abroad (UK GDPR Articles 13(1)(f), 14(1)(f))."""
    return _merged_answers(activities, lambda part: (part.transfers_position, ""))


def merged_sharing_notes(activities: Sequence[ActivityDocument]) -> tuple[MergedNote, ...]:
    """Return what entries say about sharing in general, each text once."""
    return _merged_texts(activities, lambda activity: activity.sharing_note)


def merged_internal_recipients(activities: Sequence[ActivityDocument]) -> tuple[MergedNote, ...]:
    """Return who sees the data inside the organisation, each text once."""
    return _merged_texts(activities, lambda activity: activity.internal_recipients)


def merged_notes(
    activities: Sequence[ActivityDocument], on: date | None = None
) -> tuple[MergedNote, ...]:
    """Return what else entries say of themselves, each once, as read `on` a day if it is given. Of
    several, each sentence says of which entry it is."""
    several = len(activities) > 1

    def notes_of(activity: ActivityDocument) -> tuple[str, ...]:
        said = entry_sentences(activity, f"“{activity.title}”" if several else "", on)
        return (*said, *labelled_notes(activity))

    notes = parts_of_entries(activities, notes_of)
    return tuple(
        MergedNote(group[0].part, entries_of(group))
        for group in grouped_by_key(notes, lambda part: part)
    )


def _retention_sentences(rule: RetentionDocument) -> tuple[str, ...]:
    return (*retention_sentences(rule), *(f"{note}." for note in labelled_notes(rule)))


def _merged_texts(
    activities: Sequence[ActivityDocument], text: Callable[[ActivityDocument], str]
) -> tuple[MergedNote, ...]:
    texts = parts_of_entries(activities, lambda activity: [text(activity).strip()])
    return tuple(
        MergedNote(group[0].part, entries_of(group))
        for group in grouped_by_key(texts, lambda part: part)
        if group[0].part
    )


def _merged_answers(
    activities: Sequence[ActivityDocument],
    answer: Callable[[ActivityDocument], tuple[Term, str]],
) -> tuple[MergedAnswer, ...]:
    answers = parts_of_entries(activities, lambda activity: [answer(activity)])
    positions = [
        MergedAnswer(*group[0].part, entries_of(group))
        for group in grouped_by_key(answers, lambda part: part)
    ]
    return tuple(sorted(positions, key=lambda position: position.is_gap))
