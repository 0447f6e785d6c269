"""What differs between two documents of the same kind, in words people understand."""

from .comparing import compare
from .difference import Difference, DifferenceKind, DifferenceStep
from .sentences import difference_sentence, suggested_change_note
from .word_runs import Run, RunKind, changed_words

__all__ = [
    "Difference",
    "DifferenceKind",
    "DifferenceStep",
    "Run",
    "RunKind",
    "changed_words",
    "compare",
    "difference_sentence",
    "suggested_change_note",
]
