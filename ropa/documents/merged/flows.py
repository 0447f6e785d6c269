"""Which data about whom, where it comes from, and who gets it: merged over entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..schema import (
    ActivityDocument,
    DataCategoryDocument,
    DisclosureDocument,
    HoldingDocument,
    PeopleDocument,
    PowerDocument,
    ProvisionDocument,
    PurposeDocument,
    SourceDocument,
    Term,
    TransferDocument,
)
from .entries import Entry, Said, distinct, entries, entry_of, grouped, said


@dataclass(frozen=True)
class DataItem:
    """A category of data held about some people."""

    category: DataCategoryDocument
    details: tuple[str, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class PeopleGroup:
    """Some people, and the data held about them: each category once."""

    people: PeopleDocument
    data: tuple[DataItem, ...]


@dataclass(frozen=True)
class Reason:
    """Why and how a recipient gets data, and under which law: a power that is a gateway for it, or
    else what its entries rest on, as every purpose of an entry goes for all its recipients."""

    purpose: str
    frequency: Term
    gateway: PowerDocument | None
    detail: str
    lawful_bases: tuple[Term, ...]
    provisions: tuple[ProvisionDocument, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Recipient:
    """Somebody who gets data. `including` names bodies of the kind."""

    organisation: Term
    including: tuple[Term, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Source:
    """Where data comes from. `origin` is absent for the people themselves and own staff."""

    origin: Term | None
    including: tuple[Term, ...]
    details: tuple[str, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class SourceGroup:
    """Sources of one sort. `is_named` is false for the people themselves and own staff."""

    group: Term
    sources: tuple[Source, ...]

    @property
    def is_named(self) -> bool:
        return any(source.origin for source in self.sources)


@dataclass(frozen=True)
class Channel:
    """A way in which data arrives."""

    channel: Term
    details: tuple[str, ...]


@dataclass(frozen=True)
class Transfer:
    """A transfer abroad."""

    transfer: TransferDocument
    entries: tuple[Entry, ...]


def people_groups(activities: Sequence[ActivityDocument]) -> tuple[PeopleGroup, ...]:
    """Return the people data is held about, and under each the categories of data, each once."""
    holdings = said(activities, lambda activity: activity.data_holdings)
    return tuple(
        PeopleGroup(group[0].part.people, _data(group))
        for group in grouped(holdings, lambda holding: holding.people.code)
    )


def data_categories(groups: Sequence[PeopleGroup]) -> tuple[DataCategoryDocument, ...]:
    """Return the categories of data of all groups, each once."""
    categories = (item.category for group in groups for item in group.data)
    return tuple({category.code: category for category in categories}.values())


def recipients(activities: Sequence[ActivityDocument]) -> tuple[Recipient, ...]:
    """Return everybody who gets data, each once, with every different reason."""
    disclosures = said(activities, lambda activity: activity.disclosures)
    purposes = {entry_of(activity): activity.purposes for activity in activities}
    return tuple(
        Recipient(
            group[0].part.recipient,
            distinct(term for item in group for term in item.part.including),
            _reasons(group, purposes),
        )
        for group in grouped(disclosures, lambda disclosure: disclosure.recipient.code)
    )


def source_groups(activities: Sequence[ActivityDocument]) -> tuple[SourceGroup, ...]:
    """Return the sources in their groups, each source once.

    The people themselves and own staff come first, then named sources.
    """
    sources = said(activities, lambda activity: activity.data_sources)
    groups = [
        SourceGroup(group[0].part.group, _sources(group))
        for group in grouped(sources, lambda source: source.group.code)
    ]
    return tuple(sorted(groups, key=lambda group: group.is_named))


def channels(activities: Sequence[ActivityDocument]) -> tuple[Channel, ...]:
    """Return the ways in which data arrives, each once."""
    ways = said(activities, lambda activity: activity.channels)
    return tuple(
        Channel(group[0].part.channel, distinct(item.part.detail for item in group))
        for group in grouped(ways, lambda way: way.channel.code)
    )


def transfers(activities: Sequence[ActivityDocument]) -> tuple[Transfer, ...]:
    """Return the transfers abroad, each once."""
    found = said(activities, lambda activity: activity.transfers)
    return tuple(
        Transfer(group[0].part, entries(group)) for group in grouped(found, lambda part: part)
    )


def _data(holdings: Sequence[Said[HoldingDocument]]) -> tuple[DataItem, ...]:
    return tuple(
        DataItem(group[0].part.data, distinct(item.part.detail for item in group), entries(group))
        for group in grouped(holdings, lambda holding: holding.data.code)
    )


def _reasons(
    disclosures: Sequence[Said[DisclosureDocument]],
    purposes: Mapping[Entry, Sequence[PurposeDocument]],
) -> tuple[Reason, ...]:
    found = []
    for group in grouped(
        disclosures, lambda part: (part.purpose, part.frequency, part.gateway, part.detail)
    ):
        part, named_in = group[0].part, entries(group)
        grounds = [purpose for entry in named_in for purpose in purposes[entry]]
        found.append(
            Reason(
                part.purpose,
                part.frequency,
                part.gateway,
                part.detail,
                distinct(ground.lawful_basis for ground in grounds),
                distinct(provision for ground in grounds for provision in ground.provisions),
                named_in,
            )
        )
    return tuple(found)


def _sources(sources: Sequence[Said[SourceDocument]]) -> tuple[Source, ...]:
    return tuple(
        Source(
            group[0].part.origin,
            distinct(term for item in group for term in item.part.including),
            distinct(item.part.detail for item in group),
            entries(group),
        )
        for group in grouped(sources, lambda source: source.origin)
    )
