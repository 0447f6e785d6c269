"""The content of the page of an organisation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ropa.documents.labelled_fields import labelled_notes
from ropa.documents.merged import flows, grounds, roles
from ropa.documents.merged.entries import (
    EntryPart,
    EntryReference,
    distinct_texts,
    entries_of,
    grouped_by_key,
    parts_of_entries,
)
from ropa.documents.schema import (
    ActivityDocument,
    DisclosureDocument,
    OrganisationDocument,
    SourceDocument,
    Term,
)

from ..index import ORGANISATION, RegisterIndex
from ..outlines import NoticeOutline
from .powers import powers_where


@dataclass(frozen=True)
class Receipt:
    """What an organisation gets: from whom, and why.

    `among` names the kind of bodies it gets it with, if it is named as one of them.
    """

    givers: tuple[OrganisationDocument, ...]
    reason: flows.SharingReason
    among: Term | None


@dataclass(frozen=True)
class Supply:
    """What an organisation gives, and to whom. `among` is as in `Receipt`."""

    takers: tuple[OrganisationDocument, ...]
    details: tuple[str, ...]
    among: Term | None
    entries: tuple[EntryReference, ...]
    is_inferred: bool


@dataclass(frozen=True, kw_only=True)
class PartInEntries:
    """What entries say of an organisation that they name."""

    controllers: tuple[roles.MergedController, ...]
    receipts: tuple[Receipt, ...]
    supplies: tuple[Supply, ...]
    transfers: tuple[flows.MergedTransfer, ...]
    powers: tuple[grounds.PowerGroup, ...]


@dataclass(frozen=True, kw_only=True)
class OrganisationPage(PartInEntries):
    """What the page of an organisation says."""

    organisation: OrganisationDocument
    is_regulator: bool
    notices: tuple[NoticeOutline, ...]
    policy_documents: tuple[NoticeOutline, ...]

    @property
    def only_processes(self) -> bool:
        """Whether all it does with data, it does for others: it answers for none."""
        return all(role.is_processor for role in self.controllers)


def organisation_page(
    index: RegisterIndex, code: str, entries: Sequence[ActivityDocument] | None = None
) -> OrganisationPage:
    """Return what the index says about an organisation, made from all `entries` that name it, or
    from those given. Raises `KeyError` if it knows none."""
    organisation = index.names.organisations[code]
    named_in = index.entries_with(ORGANISATION, code) if entries is None else entries
    return OrganisationPage(
        organisation=organisation,
        is_regulator=index.is_regulator(code),
        notices=index.notices_of(code),
        policy_documents=index.policy_documents_of(code),
        **vars(part_in_entries(named_in, code)),
    )


def part_in_entries(named_in: Sequence[ActivityDocument], code: str) -> PartInEntries:
    """Return what entries say of an organisation, named by its code."""
    return PartInEntries(
        controllers=tuple(
            role for role in roles.merged_controllers(named_in) if role.organisation.code == code
        ),
        receipts=_receipts(named_in, code),
        supplies=_supplies(named_in, code),
        transfers=tuple(
            each
            for each in flows.merged_transfers(named_in)
            if each.transfer.recipient and each.transfer.recipient.code == code
        ),
        powers=powers_where(
            grounds.power_groups(named_in), lambda power: power.held_by.code == code
        ),
    )


def _receipts(named_in: Sequence[ActivityDocument], code: str) -> tuple[Receipt, ...]:
    def among(part: DisclosureDocument) -> Term | None:
        return None if part.recipient.code == code else part.recipient

    found = [
        item
        for item in parts_of_entries(named_in, lambda entry: entry.disclosures)
        if _is_named(code, item.part.recipient, item.part.including)
    ]
    return tuple(
        Receipt(_answering(named_in, group), flows.merged_reason(group), among(group[0].part))
        for same in grouped_by_key(found, lambda part: (flows.reason_key(part), among(part)))
        for group in _by_answering(named_in, same)
    )


def _supplies(named_in: Sequence[ActivityDocument], code: str) -> tuple[Supply, ...]:
    def among(part: SourceDocument) -> Term | None:
        return None if part.origin is None or part.origin.code == code else part.origin

    found = [
        item
        for item in parts_of_entries(named_in, lambda entry: entry.data_sources)
        if _is_named(code, item.part.origin, item.part.including)
    ]
    return tuple(
        Supply(
            _answering(named_in, group),
            distinct_texts(group, lambda part: part.detail),
            among(group[0].part),
            entries_of(group),
            group[0].part.is_inferred,
        )
        for same in grouped_by_key(
            found, lambda part: (part.detail, among(part), labelled_notes(part))
        )
        for group in _by_answering(named_in, same)
    )


def _is_named(code: str, term: Term | None, including: Iterable[Term]) -> bool:
    return code in {each.code for each in (term, *including) if each}


def _by_answering[Part](
    named_in: Sequence[ActivityDocument], items: Iterable[EntryPart[Part]]
) -> Iterable[list[EntryPart[Part]]]:
    """Return the items in groups for whose data the same organisations answer: what two bodies do
    apart must not read as if they did it together."""
    groups: dict[tuple[OrganisationDocument, ...], list[EntryPart[Part]]] = {}
    for item in items:
        groups.setdefault(_answering(named_in, [item]), []).append(item)
    return groups.values()


def _answering(
    named_in: Sequence[ActivityDocument], items: Iterable[EntryPart]
) -> tuple[OrganisationDocument, ...]:
    """The organisations that answer for the data of the entries: no processor does."""
    wanted = {entry.reference for entry in entries_of(items)}
    activities = [entry for entry in named_in if entry.reference in wanted]
    found = roles.merged_controllers(activities)
    return roles.organisations_of([role for role in found if not role.is_processor])
