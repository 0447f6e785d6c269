"""The content of the pages of a law and of its provisions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ropa.documents.law_citations import label_sort_key
from ropa.documents.merged import flows, grounds
from ropa.documents.merged.entries import EntryReference, entry_reference
from ropa.documents.schema import ActivityDocument, ProvisionDocument, Term
from ropa.models.law_kinds import LEGISLATION_SITE, LawKind, kind_of_identifier

from ..index import LEGISLATION, PROVISION, RegisterIndex
from .powers import powers_where

# An Act or a set of regulations at legislation.gov.uk, without the provision in it.
# Acts of before 1963 have a reign and a session in place of the year.
_WHOLE_ACT = re.compile(
    r"https://www\.legislation\.gov\.uk/[a-z]+/(?:[0-9]{4}|[A-Z][A-Za-z0-9]*/[0-9-]+)/[0-9]+"
)


@dataclass(frozen=True)
class Gateway:
    """Somebody to whom data may be given under a provision, and why."""

    recipient: Term
    reason: flows.SharingReason


@dataclass(frozen=True)
class ProvisionPage:
    """What the page of a provision says.

    `powers` it gives; `applied` others' powers that it makes apply; `punished` powers for whose
    refusal it is the offence.
    """

    provision: ProvisionDocument
    entries: tuple[EntryReference, ...]
    purposes: tuple[grounds.MergedPurpose, ...]
    powers: tuple[grounds.PowerGroup, ...]
    applied: tuple[grounds.PowerGroup, ...]
    punished: tuple[grounds.PowerGroup, ...]
    gateways: tuple[Gateway, ...]


@dataclass(frozen=True)
class NamedProvision:
    """A provision among the others of its law, and how many entries rely on it."""

    provision: ProvisionDocument
    address: str
    entries: int


@dataclass(frozen=True)
class LegislationPage:
    """What the page of a law says. `address` is where the law can be read, and `extent` where it is
    law, if that is known."""

    legislation: Term
    kind: LawKind
    extent: str
    address: str
    provisions: tuple[NamedProvision, ...]
    entries: tuple[EntryReference, ...]
    powers: tuple[grounds.PowerGroup, ...]


def legislation_page(
    index: RegisterIndex, code: str, entries: Sequence[ActivityDocument] | None = None
) -> LegislationPage:
    """Return what the index says about a law, made from all `entries` that name it, or from those
    given. Raises `KeyError` if it knows none."""
    legislation = index.legislation[code]
    named_in = index.entries_with(LEGISLATION, code) if entries is None else entries
    provisions = sorted(
        index.provisions_of(code), key=lambda provision: label_sort_key(provision.label)
    )
    counts = index.counts(PROVISION, (provision.code for provision in provisions))
    return LegislationPage(
        legislation=legislation,
        kind=kind_of(provisions),
        extent=next((each.extent for each in provisions if each.extent), ""),
        address=_address(provisions),
        provisions=tuple(
            NamedProvision(
                provision,
                index.links.address(PROVISION, provision.code),
                counts[provision.code],
            )
            for provision in provisions
        ),
        entries=tuple(map(entry_reference, named_in)),
        powers=powers_where(
            grounds.power_groups(named_in),
            lambda power: power.power.provision.legislation.code == code,
        ),
    )


def provision_page(
    index: RegisterIndex,
    legislation: str,
    code: str,
    entries: Sequence[ActivityDocument] | None = None,
) -> ProvisionPage:
    """Return what the index says about a provision, made from all `entries` that name it, or from
    those given.

    Raises `KeyError` if it knows none, or if it is one of another law.
    """
    provision = index.names.provisions[code]
    if provision.legislation.code != legislation:
        raise KeyError(code)
    named_in = index.entries_with(PROVISION, code) if entries is None else entries
    powers = grounds.power_groups(named_in)
    return ProvisionPage(
        provision=provision,
        entries=tuple(map(entry_reference, named_in)),
        purposes=_grounded(named_in, code),
        powers=powers_where(powers, lambda each: each.power.provision.code == code),
        applied=powers_where(powers, lambda each: _is(each.applied_through, code)),
        punished=powers_where(powers, lambda each: _is(each.power.offence, code)),
        gateways=tuple(
            Gateway(recipient.organisation, reason)
            for recipient in flows.merged_recipients(named_in)
            for reason in recipient.reasons
            if reason.part.gateway and _is(reason.part.gateway.provision, code)
        ),
    )


def _grounded(named_in: Sequence[ActivityDocument], code: str) -> tuple[grounds.MergedPurpose, ...]:
    """The purposes that rest on a provision, with those entries alone in which they do."""
    resting = [
        entry.model_copy(
            update={
                "purposes": tuple(
                    purpose
                    for purpose in entry.purposes
                    if any(_is(provision, code) for provision in purpose.provisions)
                )
            }
        )
        for entry in named_in
    ]
    return grounds.merged_purposes(resting)


def _is(provision: ProvisionDocument | None, code: str) -> bool:
    return provision is not None and provision.code == code


def kind_of(provisions: Iterable[ProvisionDocument]) -> LawKind:
    """Return the kind of the law that has these provisions.

    What is at legislation.gov.uk says it by its address. Of other law the document says it itself,
    but for guidance.
    """
    for provision in provisions:
        if provision.law_kind in LawKind.values:
            return LawKind(provision.law_kind)
        if whole := _WHOLE_ACT.match(provision.url):
            identifier = whole.group().removeprefix(LEGISLATION_SITE)
            return kind_of_identifier(identifier) or LawKind.REGULATIONS
    return LawKind.GUIDANCE


def _address(provisions: list[ProvisionDocument]) -> str:
    for provision in provisions:
        if not provision.label:
            return provision.url
        if whole := _WHOLE_ACT.match(provision.url):
            return whole.group()
    return ""
