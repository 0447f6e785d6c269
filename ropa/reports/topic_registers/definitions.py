"""What a topic register is: which parts of an entry it lists, in which columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from ropa.documents.schema import ActivityDocument

from ..contents import Report


@dataclass(frozen=True)
class TopicColumn:
    """A column, and how its cell is made from a part that the register lists.

    The cell of a public column reads public fields alone. Of an internal one only the whole
    document may be asked.
    """

    title: str
    cell: Callable[[Any], str]
    is_public: bool = True

    @property
    def name(self) -> str:
        """What data for programs calls it: `how_long`."""
        return slugify(self.title).replace("-", "_")


@dataclass(frozen=True)
class MissingFact:
    """A fact of the topic that entries may lack. `title` tells people which entries they are, such
    as “Entries that name no recipient”; an internal one is for those who may read all of them."""

    title: str
    is_missing: Callable[[ActivityDocument], bool]
    is_public: bool = True


def _whole(document: ActivityDocument) -> ActivityDocument:
    return document


@dataclass(frozen=True)
class LinkedPart:
    """What of an entry as linked data a register repeats: `properties` of its record, made from the
    entry as it is `narrowed` to what the register is about."""

    properties: tuple[str, ...]
    narrowed: Callable[[ActivityDocument], ActivityDocument] = _whole


@dataclass(frozen=True)
class TopicRegister:
    """One topic over all entries.

    `name` is what addresses and files call it. `parts` yields of an entry what has a row each;
    `columns` take such a part. `citation` is the law that the register answers. The public may read
    a register only if it `is_public`, and of that only public columns. What is done for others, as
    processor, stands only in one that is `of_processors` too: whoever decides answers for the rest.
    One that tells more than entries do is `completed` for the report that it is made from. `linked`
    says what is its linked data; without, it has none.
    """

    name: str
    title: str
    summary: str
    citation: str
    parts: Callable[[ActivityDocument], Iterable[Any]]
    columns: tuple[TopicColumn, ...]
    missing: tuple[MissingFact, ...]
    is_public: bool = True
    of_processors: bool = False
    linked: LinkedPart | None = None
    completed: Callable[[TopicRegister, Report], TopicRegister] | None = None

    def of(self, report: Report) -> TopicRegister:
        """Return the register as it is made from a report."""
        return self.completed(self, report) if self.completed else self

    def columns_for(self, *, by_public: bool) -> tuple[TopicColumn, ...]:
        """Return the columns that the public may read, or all of them."""
        return tuple(each for each in self.columns if each.is_public or not by_public)

    def facts_for(self, *, by_public: bool) -> tuple[MissingFact, ...]:
        """Return the facts of whose absence the public may read, or all of them."""
        return tuple(each for each in self.missing if each.is_public or not by_public)

    def concerns(self, document: ActivityDocument) -> bool:
        """Say whether an entry can stand in the register at all."""
        return self.of_processors or not document.is_processor
