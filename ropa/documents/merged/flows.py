"""Which data about whom, where it comes from, and who gets it: merged over entries."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

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
from .entries import (
    EntryPart,
    EntryReference,
    all_inferred,
    distinct,
    entries_of,
    grouped_by_key,
    labelled_notes,
    parts_of_entries,
    public_values,
    texts_naming_entries,
)


@dataclass(frozen=True)
class DataItem:
    """A category of data held about some people."""

    category: DataCategoryDocument
    details: tuple[str, ...]
    entries: tuple[EntryReference, ...]
    is_inferred: bool = False


@dataclass(frozen=True)
class PeopleGroup:
    """Some people, and the data held about them: each category once."""

    people: PeopleDocument
    data: tuple[DataItem, ...]


@dataclass(frozen=True)
class SharingReason:
    """Why and how somebody gets data, as entries say it of all they share it with alike.

    No law is named for it but a gateway that is recorded with it: what lets a body hold data, or
    require it, is no ground for passing it on.
    """

    part: DisclosureDocument
    entries: tuple[EntryReference, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What the fields without wording of their own say about it."""
        return labelled_notes(self.part)

    @property
    def is_inferred(self) -> bool:
        return self.part.is_inferred


@dataclass(frozen=True)
class MergedRecipient:
    """Somebody who gets data. `including` names bodies of the kind."""

    organisation: Term
    including: tuple[Term, ...]
    reasons: tuple[SharingReason, ...]


@dataclass(frozen=True)
class MergedSource:
    """Where data comes from. `origin` is absent for the people themselves and own staff."""

    origin: Term | None
    including: tuple[Term, ...]
    details: tuple[str, ...]
    entries: tuple[EntryReference, ...]
    is_inferred: bool = False


@dataclass(frozen=True)
class SourceGroup:
    """Sources of one sort. `is_named` is false for the people themselves and own staff."""

    group: Term
    sources: tuple[MergedSource, ...]

    @property
    def is_named(self) -> bool:
        return any(source.origin for source in self.sources)


@dataclass(frozen=True)
class MergedChannel:
    """A way in which data arrives."""

    channel: Term
    details: tuple[str, ...]


@dataclass(frozen=True)
class MergedTransfer:
    """A transfer abroad."""

    transfer: TransferDocument
    entries: tuple[EntryReference, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        return labelled_notes(self.transfer)

    @property
    def is_inferred(self) -> bool:
        return self.transfer.is_inferred


def people_groups(activities: Sequence[ActivityDocument]) -> tuple[PeopleGroup, ...]:
    """Return the people data is held about, and under each the categories of data, each once."""
    holdings = parts_of_entries(activities, lambda activity: activity.data_holdings)
    return tuple(
        PeopleGroup(group[0].part.people, _data_items(group))
        for group in grouped_by_key(holdings, lambda holding: holding.people.code)
    )


def data_categories(groups: Sequence[PeopleGroup]) -> tuple[DataCategoryDocument, ...]:
    """Return the categories of data of all groups, each once."""
    categories = (item.category for group in groups for item in group.data)
    return tuple({category.code: category for category in categories}.values())


def merged_recipients(activities: Sequence[ActivityDocument]) -> tuple[MergedRecipient, ...]:
    """Return everybody who gets data (UK GDPR Articles 13(1)(e), 14(1)(e)), each once, with every
    different reason."""
    disclosures = parts_of_entries(activities, lambda activity: activity.disclosures)
    return tuple(
        MergedRecipient(
            group[0].part.recipient,
            distinct(term for item in group for term in item.part.including),
            tuple(map(merged_reason, grouped_by_key(group, reason_key))),
        )
        for group in grouped_by_key(disclosures, lambda disclosure: disclosure.recipient.code)
    )


def reason_key(disclosure: DisclosureDocument) -> tuple[Hashable, ...]:
    """Return what a disclosure says besides its recipients: equal keys are one reason."""
    return public_values(disclosure, leaving_out=("recipient", "including"))


def merged_reason(same: Sequence[EntryPart[DisclosureDocument]]) -> SharingReason:
    """Return one reason for disclosures with an equal `reason_key`; there must be at least one."""
    return SharingReason(same[0].part, entries_of(same))


def source_groups(activities: Sequence[ActivityDocument]) -> tuple[SourceGroup, ...]:
    """Return the sources (UK GDPR Article 14(2)(f)) in their groups, each source once.

    The people themselves and own staff come first, then named sources.
    """
    sources = parts_of_entries(activities, lambda activity: activity.data_sources)
    groups = [
        SourceGroup(group[0].part.group, _merged_sources(group))
        for group in grouped_by_key(sources, lambda source: source.group.code)
    ]
    return tuple(sorted(groups, key=lambda group: group.is_named))


def merged_channels(activities: Sequence[ActivityDocument]) -> tuple[MergedChannel, ...]:
    """Return the ways in which data arrives, each once."""
    ways = parts_of_entries(activities, lambda activity: activity.channels)
    return tuple(
        MergedChannel(group[0].part.channel, texts_naming_entries(group, lambda way: way.detail))
        for group in grouped_by_key(ways, lambda way: way.channel.code)
    )


def merged_transfers(activities: Sequence[ActivityDocument]) -> tuple[MergedTransfer, ...]:
    """Return the transfers abroad (UK GDPR Articles 13(1)(f), 14(1)(f)), each once."""
    found = parts_of_entries(activities, lambda activity: activity.transfers)
    return tuple(
        MergedTransfer(group[0].part, entries_of(group))
        for group in grouped_by_key(found, lambda part: part)
    )


def _data_items(holdings: Sequence[EntryPart[HoldingDocument]]) -> tuple[DataItem, ...]:
    return tuple(
        DataItem(
            group[0].part.data,
            texts_naming_entries(group, lambda holding: holding.detail),
            entries_of(group),
            all_inferred(group),
        )
        for group in grouped_by_key(holdings, lambda holding: holding.data.code)
    )


def _merged_sources(sources: Sequence[EntryPart[SourceDocument]]) -> tuple[MergedSource, ...]:
    return tuple(
        MergedSource(
            group[0].part.origin,
            distinct(term for item in group for term in item.part.including),
            texts_naming_entries(group, lambda source: source.detail),
            entries_of(group),
            all_inferred(group),
        )
        for group in grouped_by_key(sources, lambda source: source.origin)
    )
