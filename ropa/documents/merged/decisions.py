"""What a computer decides about people, or helps to decide: merged over entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..decision_wording import decision_sentences
from ..schema import ActivityDocument
from ..wording import running_text
from .entries import (
    EntryReference,
    any_inferred,
    entries_of,
    grouped_by_key,
    labelled_notes,
    parts_of_entries,
)


@dataclass(frozen=True)
class MergedDecision:
    """A decision. `tool_record` is where the record of its tool is read; `notes` are what else is
    said about it."""

    sentences: tuple[str, ...]
    tool_record: str
    entries: tuple[EntryReference, ...]
    notes: tuple[str, ...] = ()
    is_inferred: bool = False

    @property
    def text(self) -> str:
        """The sentences as running text."""
        return running_text(self.sentences)


def merged_decisions(activities: Sequence[ActivityDocument]) -> tuple[MergedDecision, ...]:
    """Return the decisions (UK GDPR Articles 13(2)(f), 14(2)(g)): what several entries say in the
    same words once."""
    found = parts_of_entries(activities, lambda activity: activity.decisions_made)
    return tuple(
        MergedDecision(
            decision_sentences(group[0].part),
            group[0].part.tool_record,
            entries_of(group),
            labelled_notes(*(item.part for item in group)),
            any_inferred(group),
        )
        for group in grouped_by_key(
            found, lambda part: (decision_sentences(part), part.tool_record)
        )
    )
