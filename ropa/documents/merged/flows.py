"""Which data about whom, where it comes from, and who gets it: merged over entries."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from ..plain import plain_notes
from ..schema import (
    ActivityDocument,
    DataCategoryDocument,
    DisclosureDocument,
    HoldingDocument,
    PeopleDocument,
    SourceDocument,
    Term,
    TransferDocument,
)
from .entries import Entry, Said, details, distinct, entries, grouped, said, what_is_public


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
    """Why and how somebody gets data, as entries say it of all they share it with alike.

    No law is named for it but a gateway that is recorded with it: what lets a body hold data, or
    require it, is no ground for passing it on.
    """

    part: DisclosureDocument
    entries: tuple[Entry, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What else is said about it."""
        return plain_notes(self.part)


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

    @property
    def notes(self) -> tuple[str, ...]:
        return plain_notes(self.transfer)


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
    return tuple(
        Recipient(
            group[0].part.recipient,
            distinct(term for item in group for term in item.part.including),
            tuple(map(reason_of, grouped(group, why))),
        )
        for group in grouped(disclosures, lambda disclosure: disclosure.recipient.code)
    )


def why(disclosure: DisclosureDocument) -> tuple[Hashable, ...]:
    """Return what a disclosure says, whoever it is to: what says the same is one reason."""
    return what_is_public(disclosure, but=("recipient", "including"))


def reason_of(same: Sequence[Said[DisclosureDocument]]) -> Reason:
    """Return the one reason that disclosures give which say the same."""
    return Reason(same[0].part, entries(same))


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
        Channel(group[0].part.channel, details(group, lambda way: way.detail))
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
        DataItem(group[0].part.data, details(group, lambda holding: holding.detail), entries(group))
        for group in grouped(holdings, lambda holding: holding.data.code)
    )


def _sources(sources: Sequence[Said[SourceDocument]]) -> tuple[Source, ...]:
    return tuple(
        Source(
            group[0].part.origin,
            distinct(term for item in group for term in item.part.including),
            details(group, lambda source: source.detail),
            entries(group),
        )
        for group in grouped(sources, lambda source: source.origin)
    )
