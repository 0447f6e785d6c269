"""Compare two texts word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

# Words, and the white space between them, so that the runs joined give the text back.
_WORD = re.compile(r"\S+|\s+")
# Texts with less than this in common are told as one text in place of another.
_LEAST_LIKENESS = 0.4
# Below so many words and spaces a whole value reads better than its parts: “3 years”, “6 years”.
_FEWEST_WORDS = 11
# So much of the beginning of a text tells whether it is the same text.
_CHARACTERS_COMPARED = 400


class RunKind(Enum):
    """What became of the words of a run."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Run:
    """Words of a text in a row that were all kept, removed or added."""

    kind: RunKind
    text: str

    @property
    def is_removed(self) -> bool:
        return self.kind is RunKind.REMOVED

    @property
    def is_added(self) -> bool:
        return self.kind is RunKind.ADDED


def changed_words(before: str, after: str) -> tuple[Run, ...]:
    """Return both texts as runs of words kept, removed and added, in reading order.

    The runs kept and removed, joined, are `before`; those kept and added are `after`.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    # White space belongs to the words beside it, and is never what two texts have in common.
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
    if min(len(old), len(new)) < _FEWEST_WORDS or matcher.ratio() < _LEAST_LIKENESS:
        return _runs((RunKind.REMOVED, [before]), (RunKind.ADDED, [after]))
    pieces: list[tuple[RunKind, Sequence[str]]] = []
    for operation, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if operation == "equal":
            pieces.append((RunKind.KEPT, old[old_start:old_end]))
        else:
            pieces.append((RunKind.REMOVED, old[old_start:old_end]))
            pieces.append((RunKind.ADDED, new[new_start:new_end]))
    return _runs(*pieces)


def _runs(*pieces: tuple[RunKind, Sequence[str]]) -> tuple[Run, ...]:
    runs = (Run(kind, "".join(words)) for kind, words in pieces)
    return tuple(run for run in runs if run.text)


def likeness(before: str, after: str) -> float:
    """Return how alike two texts are, between 0 and 1."""
    matcher = SequenceMatcher(
        None, before[:_CHARACTERS_COMPARED], after[:_CHARACTERS_COMPARED], autojunk=False
    )
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < _LEAST_LIKENESS:
        return 0
    return matcher.ratio()
