"""The organisations, laws, data and people that an entry names."""

from __future__ import annotations

from collections.abc import Container, Iterator

from ropa.documents.schema import (
    ActivityDocument,
    PowerDocument,
    ProvisionDocument,
    Term,
)
from ropa.documents.sections import PUBLIC_AUTHORITIES

# What has a page of its own.
ORGANISATION = "organisation"
LEGISLATION = "legislation"
PROVISION = "provision"
DATA = "data"
PEOPLE = "people"
SUBJECTS = (ORGANISATION, LEGISLATION, PROVISION, DATA, PEOPLE)
# What else documents name.
LAWFUL_BASIS = "lawful basis"
ENTRY = "entry"
ANNEX = "annex"

# What something is, and its code.
Name = tuple[str, str]


def organisations(entry: ActivityDocument) -> Iterator[Term]:
    """Yield the organisations that an entry names, other than controllers and sources."""
    for disclosure in entry.disclosures:
        yield disclosure.recipient
        yield from disclosure.including
    for source in entry.data_sources:
        yield from source.including
    for use in entry.power_uses:
        yield use.held_by
    for transfer in entry.transfers:
        if transfer.recipient:
            yield transfer.recipient


def suppliers(entry: ActivityDocument, bodies: Container[str]) -> Iterator[Term]:
    """Yield the organisations that an entry names as sources.

    A source does not say whether it is an organisation or a group of people. It is an
    organisation if its code is among `bodies`, or if it is a public authority and the entry holds
    nothing about people with its code.
    """
    people = {holding.people.code for holding in entry.data_holdings}
    for source in entry.data_sources:
        if source.origin and (
            source.origin.code in bodies
            or (source.group.code == PUBLIC_AUTHORITIES and source.origin.code not in people)
        ):
            yield source.origin


def named_sources(entry: ActivityDocument) -> Iterator[Term]:
    """Yield whatever an entry names as a source, a body or a group of people."""
    for source in entry.data_sources:
        if source.origin:
            yield source.origin


def provisions(entry: ActivityDocument) -> Iterator[ProvisionDocument]:
    """Yield every provision that an entry names, for whatever reason."""
    for purpose in entry.purposes:
        yield from purpose.provisions
    for use in entry.power_uses:
        yield from _of_power(use.power)
        if use.applied_through:
            yield use.applied_through
    for disclosure in entry.disclosures:
        if disclosure.gateway:
            yield from _of_power(disclosure.gateway)


def _of_power(power: PowerDocument) -> Iterator[ProvisionDocument]:
    yield power.provision
    if power.offence:
        yield power.offence
