"""Cells about organisations: who is controller, who receives the data, who sent it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ropa.documents.acting_for import acting_for, processors
from ropa.documents.entry_wording import entry_sentences
from ropa.documents.labelled_fields import labelled_notes
from ropa.documents.schema import (
    ActivityDocument,
    ContactDocument,
    ControllerDocument,
    DisclosureDocument,
    OrganisationDocument,
    SourceDocument,
    Term,
)
from ropa.documents.wording import joined_names
from ropa.models import ContactPoint, ControllerRole

from .columns_words import (
    NONE_RECORDED,
    lines,
    power,
    recorded,
    specified,
    to_be_supplied,
    with_notes,
)

Role = ControllerRole.Role
Subject = ContactPoint.Subject


def controllers_of_entry(document: ActivityDocument) -> str:
    """Each controller and its role. Of joint and separate controllers also which data each is the
    controller of, their arrangement in short, and every way to reach them. How to reach an only
    controller stands in the header."""
    return recorded(
        _controller(part, contacts=part.role.code != Role.SOLE) for part in controllers(document)
    )


def controllers_with_contacts(document: ActivityDocument) -> str:
    """Each controller, its role, which data it is the controller of, the arrangement of joint ones
    in short, and every way to reach it."""
    return recorded(_controller(part, contacts=True) for part in controllers(document))


def officers(document: ActivityDocument) -> str:
    """How to reach the data protection officer of each controller."""
    return recorded(_contacts_for(Subject.DPO, controllers(document)))


def representatives(document: ActivityDocument) -> str:
    """How to reach the representative of each controller."""
    return recorded(_contacts_for(Subject.REPRESENTATIVE, controllers(document)))


def processors_with_contacts(document: ActivityDocument) -> str:
    """Each processor, for which other one it works if it does, where, and every way to reach it."""
    return recorded(_controller(part, contacts=True) for part in processors(document))


def officers_of_processors(document: ActivityDocument) -> str:
    """How to reach the data protection officer of each processor."""
    return recorded(_contacts_for(Subject.DPO, processors(document)))


def representatives_of_processors(document: ActivityDocument) -> str:
    """How to reach the representative of each processor."""
    return recorded(_contacts_for(Subject.REPRESENTATIVE, processors(document)))


def categories_of_processing(document: ActivityDocument) -> str:
    """What is done for each controller; then from when until when, and which entry it follows."""
    found = (
        f"{each.controller.organisation.name}: {joined_names(each.tasks) or NONE_RECORDED}"
        for each in acting_for(document)
    )
    return recorded((*found, *entry_sentences(document)))


def recipients(document: ActivityDocument) -> str:
    """Own staff who see the data, what there is to say about sharing in general, each recipient
    with the bodies it includes, why, how often and under which power, and the processors."""
    return recorded(_recipients(document))


def source(document: ActivityDocument) -> str:
    """Each source with the bodies it includes, each way in which the data arrives, whether people
    must give it, and what follows if they do not."""
    return lines(_sources(document))


def controllers(document: ActivityDocument) -> Iterator[ControllerDocument]:
    """Yield the organisations that are controllers: processors answer to them."""
    return (part for part in document.controllers if part.role.code != Role.PROCESSOR)


def contact_in_words(point: ContactDocument) -> str:
    """Return where people reach an organisation, and what is still missing of it."""
    name = "" if point.name == point.subject.name else point.name
    address = ", ".join(point.address.splitlines())
    ways = (name, address, point.email, point.telephone, point.url, *labelled_notes(point))
    known = [part for part in ways if part]
    missing = to_be_supplied(point.to_be_supplied)
    return f"{point.subject.name}: {', '.join([*known, missing] if missing else known)}"


def _contacts_for(subject: Subject, parts: Iterable[ControllerDocument]) -> Iterator[str]:
    return (
        f"{part.organisation.name}: {contact_in_words(point)}"
        for part in parts
        for point in part.organisation.contact_points
        if point.subject.code == subject
    )


def _controller(part: ControllerDocument, *, contacts: bool) -> str:
    scope = f", of {part.scope}" if part.scope.strip() else ""
    head = with_notes(
        f"{part.role.name}: {part.organisation.name}{scope}", part.essence, *labelled_notes(part)
    )
    return "\n".join((head, *_ways_to_reach(part.organisation))) if contacts else head


def _ways_to_reach(body: OrganisationDocument) -> Iterator[str]:
    yield from map(contact_in_words, body.contact_points)
    if body.website:
        yield f"Website: {body.website}"
    if body.privacy_notice_url:
        yield f"Privacy notice: {body.privacy_notice_url}"


def _recipients(document: ActivityDocument) -> Iterator[str]:
    if document.internal_recipients.strip():
        yield with_notes("Own staff", document.internal_recipients)
    if document.sharing_note.strip():
        yield with_notes("About sharing in general", document.sharing_note)
    yield from map(_disclosure, document.disclosures)
    for part in processors(document):
        yield _controller(part, contacts=False)


def _disclosure(part: DisclosureDocument) -> str:
    return with_notes(
        _including(part.recipient.name, part.including),
        part.purpose,
        part.frequency.name,
        part.detail,
        *labelled_notes(part),
        power(part.gateway) if part.gateway else "",
    )


def _sources(document: ActivityDocument) -> Iterator[str]:
    yield from map(_source, document.data_sources) if document.data_sources else (NONE_RECORDED,)
    for way in document.channels:
        yield specified(f"Arrives by {way.channel.name}", way.detail, *labelled_notes(way))
    yield f"Whether people must give it: {document.providing.name}"
    if document.if_not_provided.strip():
        yield with_notes("If they do not", document.if_not_provided)


def _source(part: SourceDocument) -> str:
    named = f"{part.group.name}: {part.origin.name}" if part.origin else part.group.name
    return specified(_including(named, part.including), part.detail, *labelled_notes(part))


def _including(name: str, bodies: Iterable[Term]) -> str:
    names = [body.name for body in bodies]
    return f"{name}, including {joined_names(names)}" if names else name
