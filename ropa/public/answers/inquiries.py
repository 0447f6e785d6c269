"""What is asked, of whom and about what, and what an answer is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ropa.documents.merged.entries import EntryReference
from ropa.documents.merged.roles import PROCESSOR
from ropa.documents.rights_contacts import RightsContact
from ropa.documents.schema import (
    ActivityDocument,
    DataCategoryDocument,
    OrganisationDocument,
    PeopleDocument,
    ProvisionDocument,
    Term,
)
from ropa.documents.sections import EntriesContent, entries_content

# A sentence that answers has at most so many words, one of the facts on one screen so many.
MOST_WORDS, MOST_SHORT_WORDS = 30, 14


@dataclass(frozen=True)
class Fact:
    """What some entries say in the same words, and under which law where it is recorded for that
    very fact. `gap` is what they have not said yet."""

    text: str
    entries: tuple[EntryReference, ...] = ()
    provisions: tuple[ProvisionDocument, ...] = ()
    is_inferred: bool = False
    gap: str = ""


@dataclass(frozen=True)
class Proof:
    """What the record says of one thing. `subject` has a page of its own, of a `kind` as in
    `ropa.public.index`; `contact` is how to reach it, where people turn to it."""

    name: str
    facts: tuple[Fact, ...]
    subject: Term | DataCategoryDocument | OrganisationDocument | None = None
    kind: str = ""
    contact: RightsContact | None = None


@dataclass(frozen=True)
class Answer:
    """An answer in one sentence, in a few words, and what proves it.

    `is_nothing` where nothing is recorded. Where something has not been said that should be, `gap`
    says what.
    """

    sentence: str
    short: str
    proofs: tuple[Proof, ...] = ()
    is_nothing: bool = False
    gap: str = ""


@dataclass(frozen=True)
class Inquiry:
    """What is asked about some people: the entries that hold something about them, and one kind of
    information or one body, if it is about that alone.

    `is_part` where other entries hold something about them too.
    """

    people: PeopleDocument
    entries: Sequence[ActivityDocument]
    data: DataCategoryDocument | None = None
    body: OrganisationDocument | None = None
    is_part: bool = False

    @property
    def record(self) -> str:
        """What is looked through, to begin a sentence."""
        return "This part of the record" if self.is_part else "This record"

    @property
    def held(self) -> str:
        """What the answer is about, within a sentence. Of one kind of information no more is
        recorded than that it stands with others."""
        if self.data:
            return f"what is held in the same records as {self.data.name} about {self.people.name}"
        return f"what is held about {self.people.name}"

    @cached_property
    def relevant(self) -> tuple[ActivityDocument, ...]:
        """The entries that hold the information about the people, or that hold any."""
        return tuple(
            entry
            for entry in self.entries
            if any(
                holding.people.code == self.people.code
                and (self.data is None or holding.data.code == self.data.code)
                for holding in entry.data_holdings
            )
        )

    @cached_property
    def content(self) -> EntriesContent:
        """What those entries say together."""
        return entries_content(self.relevant)

    def of_controller(self) -> Inquiry:
        """Return the same of those entries alone for which the body answers, if one is asked of."""
        body = self.body
        if body is None:
            return self
        return replace(
            self, entries=tuple(entry for entry in self.relevant if answers_for(body.code, entry))
        )


def answers_for(code: str, entry: ActivityDocument) -> bool:
    """Say whether an organisation answers for the information of an entry, alone or with others."""
    return any(
        role.organisation.code == code and role.role.code != PROCESSOR for role in entry.controllers
    )


def nothing(sentence: str, short: str = "Nothing is recorded.") -> Answer:
    """Return the answer that nothing is recorded."""
    return Answer(sentence, short, is_nothing=True)
