"""What differs between two documents of the same kind, in words people understand."""

from .difference import Difference, Kind, Step
from .sentences import in_a_sentence, suggested_note
from .walking import compare
from .words import Run, RunKind, changed_words

__all__ = [
    "Difference",
    "Kind",
    "Run",
    "RunKind",
    "Step",
    "changed_words",
    "compare",
    "in_a_sentence",
    "suggested_note",
]
