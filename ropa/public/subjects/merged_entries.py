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

from ..index import DATA, PEOPLE, RegisterIndex
from ..readers import Reader, readers_by_people
from .people_summary import PeopleSummary, people_summary
from .related_groups import GroupEntries, group_entries


@dataclass(frozen=True)
class PeoplePage:
    """What the page of a group of people says."""

    people: PeopleDocument
    readers: tuple[Reader, ...]
    data: tuple[flows.DataItem, ...]
    content: MergedEntries
    regulators: tuple[OrganisationDocument, ...]
    related: tuple[GroupEntries, ...]

    @property
    def summary(self) -> PeopleSummary:
        """What the page says, in a few words."""
        whole = self.content
        return people_summary(
            self.data, whole.recipients, whole.retention, whole.rights, whole.processors
        )


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
    index: RegisterIndex, code: str, entries: Sequence[ActivityDocument] | None = None
) -> PeoplePage:
    """Return what the index says about a group of people, made from all `entries` that name it, or
    from those given. Raises `KeyError` if it knows none."""
    people = index.names.people[code]
    named_in = index.entries_with(PEOPLE, code) if entries is None else entries
    return PeoplePage(
        people=people,
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
