"""What people can choose about the use of their data: merged over entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..choice_wording import choice_sentences
from ..schema import ActivityDocument, Term
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
class MergedChoice:
    """A choice people have. `notes` are what else is said about it; `name` is that of its kind,
    with a number where several of this kind are told together."""

    kind: Term
    name: str
    sentences: tuple[str, ...]
    url: str
    entries: tuple[EntryReference, ...]
    notes: tuple[str, ...] = ()
    is_inferred: bool = False

    @property
    def text(self) -> str:
        """The sentences as running text."""
        return running_text(self.sentences)


def merged_choices(activities: Sequence[ActivityDocument]) -> tuple[MergedChoice, ...]:
    """Return what people can choose (UK GDPR Articles 7(3), 12(2), 21(2) to (4)): what several
    entries say in the same words once."""
    found = parts_of_entries(activities, lambda activity: activity.people_choices)
    groups = grouped_by_key(found, lambda part: (part.kind, choice_sentences(part), part.url))
    names = _numbered([group[0].part.kind.name for group in groups])
    return tuple(
        MergedChoice(
            group[0].part.kind,
            name,
            choice_sentences(group[0].part),
            group[0].part.url,
            entries_of(group),
            labelled_notes(*(item.part for item in group)),
            any_inferred(group),
        )
        for group, name in zip(groups, names, strict=True)
    )


def _numbered(names: Sequence[str]) -> Iterator[str]:
    """The names, those that come several times with numbers: “Another choice (1 of 2)”."""
    every, so_far = Counter(names), Counter[str]()
    for name in names:
        so_far[name] += 1
        yield f"{name} ({so_far[name]} of {every[name]})" if every[name] > 1 else name
