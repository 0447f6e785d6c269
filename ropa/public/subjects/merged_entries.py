"""Merge the entries that name a group of people or a kind of data, for the page about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ropa.documents.merged import flows
from ropa.documents.merged.entries import (
    EntryReference,
    all_inferred,
    entries_of,
    grouped_by_key,
    parts_of_entries,
    texts_naming_entries,
)
from ropa.documents.schema import (
    ActivityDocument,
    DataCategoryDocument,
    OrganisationDocument,
    PeopleDocument,
)
from ropa.documents.sections import MergedEntries, merged_entries

from ..answers.inquiries import Inquiry
from ..answers.pages import AnsweredQuestion, answered, speakers
from ..index import DATA, PEOPLE, RegisterIndex
from ..readers import Reader, readers_by_people
from .related_groups import GroupEntries, group_entries


@dataclass(frozen=True)
class PeoplePage:
    """What the page of a group of people says."""

    asked: Inquiry
    readers: tuple[Reader, ...]
    data: tuple[flows.DataItem, ...]
    content: MergedEntries
    regulators: tuple[OrganisationDocument, ...]
    related: tuple[GroupEntries, ...]

    @property
    def people(self) -> PeopleDocument:
        """Who they are."""
        return self.asked.people

    @property
    def speakers(self) -> str:
        """Who says “we”, in a few words."""
        return speakers(self.content)

    @property
    def answers(self) -> tuple[AnsweredQuestion, ...]:
        """What people ask about themselves, with the answers."""
        return answered(self.asked)


@dataclass(frozen=True)
class HeldAbout:
    """Some people about whom a kind of information is held."""

    people: PeopleDocument
    details: tuple[str, ...]
    entries: tuple[EntryReference, ...]
    is_inferred: bool = False


@dataclass(frozen=True)
class DataPage:
    """What the page of a kind of information says."""

    data: DataCategoryDocument
    about: tuple[HeldAbout, ...]
    content: MergedEntries


def people_page(
    index: RegisterIndex,
    code: str,
    entries: Sequence[ActivityDocument] | None = None,
    *,
    is_part: bool = False,
) -> PeoplePage:
    """Return what the index says about a group of people, made from all `entries` that name it, or
    from those given, which are but some of them if `is_part`. Raises `KeyError` if it knows none.
    """
    people = index.names.people[code]
    named_in = index.entries_with(PEOPLE, code) if entries is None else entries
    return PeoplePage(
        asked=Inquiry(people, named_in, is_part=is_part),
        readers=readers_by_people(index.notices_to([code])).get(code, ()),
        data=data_about(named_in, code),
        content=merged_entries(named_in),
        regulators=tuple(index.regulators()),
        related=group_entries(index, code),
    )


def data_page(
    index: RegisterIndex, code: str, entries: Sequence[ActivityDocument] | None = None
) -> DataPage:
    """Return what the index says about a kind of information, made from all `entries` that name
    it, or from those given. Raises `KeyError` if it knows none."""
    data = index.names.data[code]
    named_in = index.entries_with(DATA, code) if entries is None else entries
    return DataPage(data=data, about=held_about(named_in, code), content=merged_entries(named_in))


def held_about(named_in: Sequence[ActivityDocument], code: str) -> tuple[HeldAbout, ...]:
    """Return about whom a kind of information is held, by what entries say."""
    holdings = [
        item
        for item in parts_of_entries(named_in, lambda entry: entry.data_holdings)
        if item.part.data.code == code
    ]
    return tuple(
        HeldAbout(
            group[0].part.people,
            texts_naming_entries(group, lambda part: part.detail),
            entries_of(group),
            all_inferred(group),
        )
        for group in grouped_by_key(holdings, lambda holding: holding.people.code)
    )


def data_about(named_in: Sequence[ActivityDocument], code: str) -> tuple[flows.DataItem, ...]:
    """Return the information that is held about a group of people, by what entries say."""
    return tuple(
        item
        for group in flows.people_groups(named_in)
        if group.people.code == code
        for item in group.data
    )
