"""One difference between two documents: where it stands, and what it said before and says after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from ropa.documents.description import FieldDescription

from .word_runs import Run, RunKind, changed_words


class DifferenceKind(Enum):
    """The values are what people read."""

    ADDED = "Added"
    REMOVED = "Removed"
    CHANGED = "Changed"
    MOVED = "Order changed"


@dataclass(frozen=True)
class DifferenceStep:
    """A field on the way to a difference, and the item of its list if it is a list."""

    field: FieldDescription
    item: str = ""
    quoted: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        """The label of the field, and the name of the item if there is one."""
        return tuple(word for word in (self.field.label, self.item) if word)


@dataclass(frozen=True)
class Difference:
    """What was added, removed, changed or put in another order.

    `before` and `after` are plain words and may have several lines. `key` names the field for
    filters, without the items on the way: “retention_rules.minimum_period”. `is_public` says
    whether the public may read it. A change to what stands in many places, such as the name of an
    organisation, is one difference with all its `places`. Of a value that `is_text`, `before` and
    `after` are somebody's own words. Where several fields say one thing together, `sentence` says
    what that is now, and was.
    """

    kind: DifferenceKind
    steps: tuple[DifferenceStep, ...]
    before: str
    after: str
    key: str
    is_public: bool
    places: tuple[str, ...] = ()
    is_text: bool = False
    sentence: str = ""

    @property
    def is_first_version(self) -> bool:
        """Whether there was nothing before to compare with."""
        return not self.key

    @property
    def is_renaming(self) -> bool:
        """Whether something that stands in many places got another name."""
        return (
            bool(self.places) and self.kind is DifferenceKind.CHANGED and self.key.endswith(".name")
        )

    @property
    def path(self) -> tuple[str, ...]:
        """The labels and names that lead to it, from the outside in."""
        return tuple(word for step in self.steps for word in step.path)

    @property
    def location(self) -> str:
        """Where it stands, in words: “How long it is kept › Case records”."""
        return joined_path(self.path)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """What it said and says, as runs of words kept, removed and added."""
        match self.kind:
            case DifferenceKind.CHANGED:
                return changed_words(self.before, self.after)
            case DifferenceKind.ADDED:
                return (Run(RunKind.ADDED, self.after),)
            case DifferenceKind.REMOVED:
                return (Run(RunKind.REMOVED, self.before),)
            case DifferenceKind.MOVED:
                return (Run(RunKind.KEPT, self.after),)

    @property
    def is_replacement(self) -> bool:
        """Whether nothing was kept: one text stands in place of another, or of none."""
        return all(run.is_removed or run.is_added for run in self.runs)

    @property
    def is_exchange(self) -> bool:
        """Whether one text stands in place of another: then it was one and now is the other."""
        return self.kind is DifferenceKind.CHANGED and self.is_replacement


def joined_path(path: Iterable[str]) -> str:
    """Return labels and names from the outside in as one line: “Retention › Case records”."""
    return " › ".join(path)
