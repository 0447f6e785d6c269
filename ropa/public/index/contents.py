"""The index: entries, notices, and the subjects they name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ropa.documents.schema import ActivityDocument

from ..outlines import NoticeOutline
from .mentions import Name
from .subject_names import Links, SubjectNames

# The sequence and the row hash of the newest version.
Head = tuple[int, str]


@dataclass(frozen=True)
class Replacement:
    """What came, or comes on a day, in the place of an entry or a notice."""

    code: str
    name: str
    begins_on: date | None = None


@dataclass(frozen=True)
class RegisterIndex:
    """Everybody and everything the public record names, and the entries that name them.

    `entries` hold no more than the parts in `parts.KEPT`; `regulators` are the codes of the
    bodies that notices name for complaints. `names` includes what a notice says from an entry
    that has changed since. `replacements` are what came in the place of an entry or a notice, which
    is named by its kind, as in `SubjectPages`, and its reference or slug.
    """

    head: Head | None
    entries: Mapping[str, ActivityDocument]
    notices: tuple[NoticeOutline, ...]
    policy_documents: tuple[NoticeOutline, ...]
    regulators: frozenset[str]
    names: SubjectNames
    links: Links
    references: Mapping[Name, tuple[str, ...]]
    replacements: Mapping[Name, tuple[Replacement, ...]]

    def references_to(self, kind: str, code: str) -> tuple[str, ...]:
        """Return the references of the entries that name something, in order."""
        return self.references.get((kind, code), ())

    def entries_with(self, kind: str, code: str) -> tuple[ActivityDocument, ...]:
        """Return the entries that name something, by reference."""
        return tuple(self.entries[found] for found in self.references_to(kind, code))
