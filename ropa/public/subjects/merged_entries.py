"""Merge the entries that name a group of people or a kind of data, for the page about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ropa.documents.merged import flows, grounds, roles, safeguards
from ropa.documents.merged.entries import Entry, details, entries, entry_of, grouped, said
from ropa.documents.merged.rights import Rights, rights
from ropa.documents.rights_contacts import RightsContact, rights_contacts
from ropa.documents.schema import (
    ActivityDocument,
    DataCategoryDocument,
    OrganisationDocument,
    PeopleDocument,
)

from ..index import DATA, PEOPLE, RegisterIndex
from ..readers import Reader, readers_by_people
from .people_summary import PeopleSummary, people_summary


@dataclass(frozen=True)
class MergedEntries:
    """Within an entry every purpose, recipient and right goes for all its people and data."""

    entries: tuple[Entry, ...]
    purposes: tuple[grounds.Purpose, ...]
    sources: tuple[flows.SourceGroup, ...]
    recipients: tuple[flows.Recipient, ...]
    internal_recipients: tuple[safeguards.Note, ...]
    retention: tuple[safeguards.Retention, ...]
    rights: Rights
    controllers: tuple[roles.Controller, ...]

    @property
    def organisations(self) -> tuple[OrganisationDocument, ...]:
        """The organisations with a role, each once."""
        return roles.organisations(self.controllers)

    @property
    def rights_contacts(self) -> tuple[RightsContact, ...]:
        """The organisations that answer for the information, each once."""
        return rights_contacts(self.controllers)


@dataclass(frozen=True)
class PeoplePage:
    """What the page of a group of people says."""

    people: PeopleDocument
    readers: tuple[Reader, ...]
    data: tuple[flows.DataItem, ...]
    content: MergedEntries
    regulators: tuple[OrganisationDocument, ...]

    @property
    def summary(self) -> PeopleSummary:
        """What the page says, in a few words."""
        whole = self.content
        return people_summary(self.data, whole.recipients, whole.retention, whole.rights)


@dataclass(frozen=True)
class HeldAbout:
    """Some people about whom a kind of information is held."""

    people: PeopleDocument
    details: tuple[str, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class DataPage:
    """What the page of a kind of information says."""

    data: DataCategoryDocument
    about: tuple[HeldAbout, ...]
    content: MergedEntries


def people_page(index: RegisterIndex, code: str) -> PeoplePage:
    """Return what the index says about a group of people. Raises `KeyError` if it knows none."""
    named_in = index.entries_with(PEOPLE, code)
    return PeoplePage(
        people=index.named.people[code],
        readers=readers_by_people(index.notices).get(code, ()),
        data=tuple(
            item
            for group in flows.people_groups(named_in)
            if group.people.code == code
            for item in group.data
        ),
        content=_merged(named_in),
        regulators=tuple(index.named.organisations[code] for code in sorted(index.regulators)),
    )


def data_page(index: RegisterIndex, code: str) -> DataPage:
    """Return what the index says about a kind of information. Raises `KeyError` if it knows
    none."""
    named_in = index.entries_with(DATA, code)
    holdings = [
        item
        for item in said(named_in, lambda entry: entry.data_holdings)
        if item.part.data.code == code
    ]
    return DataPage(
        data=index.named.data[code],
        about=tuple(
            HeldAbout(
                group[0].part.people, details(group, lambda part: part.detail), entries(group)
            )
            for group in grouped(holdings, lambda holding: holding.people.code)
        ),
        content=_merged(named_in),
    )


def _merged(activities: Sequence[ActivityDocument]) -> MergedEntries:
    return MergedEntries(
        entries=tuple(map(entry_of, activities)),
        purposes=grounds.purposes(activities),
        sources=flows.source_groups(activities),
        recipients=flows.recipients(activities),
        internal_recipients=safeguards.internal_recipients(activities),
        retention=safeguards.retention(activities),
        rights=rights(activities),
        controllers=roles.controllers(activities),
    )
