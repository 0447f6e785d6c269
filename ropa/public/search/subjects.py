"""Search pages for organisations, laws, kinds of data and groups of people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ropa.documents.labelled_fields import labelled_notes
from ropa.documents.schema import ActivityDocument, PeopleDocument

from ..index import DATA as DATA_PAGE
from ..index import LEGISLATION, ORGANISATION, PROVISION, RegisterIndex
from ..index import PEOPLE as PEOPLE_PAGE
from ..subjects.law import legislation_page, provision_page
from ..subjects.merged_entries import data_page, people_page
from ..subjects.organisations import organisation_page
from . import parts, search_text
from .pages import DATA, LAW, ORGANISATIONS, PEOPLE, Passage, SearchPage


def pages_of(index: RegisterIndex) -> Iterator[SearchPage]:
    """Yield a page for each group of people, organisation, law, provision and kind of data."""
    for code in index.names.people:
        yield _people(index, code)
    for code in index.names.organisations:
        yield _organisation(index, code)
    for code in index.legislation:
        yield _legislation(index, code)
    for code, provision in index.names.provisions.items():
        yield _provision(index, provision.legislation.code, code)
    for code in index.names.data:
        yield _data(index, code)


def _people(index: RegisterIndex, code: str) -> SearchPage:
    page = people_page(index, code, _entries(index, PEOPLE_PAGE, code))
    content = page.content
    address = index.links.address(PEOPLE_PAGE, code)
    readers = "".join(f" {reader.audience.heading}." for reader in page.readers)
    found = (
        Passage(address, search_text.sentences(*_of_people(page.people), readers)),
        parts.passage(parts.DATA_HELD, f"{address}#held", search_text.data(page.data)),
        parts.passage(parts.PURPOSES, f"{address}#why", search_text.purposes(content.purposes)),
        parts.passage(
            parts.SHARING,
            f"{address}#sharing",
            (
                *search_text.recipients(content.recipients),
                *search_text.notes(content.internal_recipients),
            ),
        ),
        parts.passage(
            parts.RETENTION, f"{address}#keeping", search_text.retention(content.retention)
        ),
        parts.passage(
            parts.RIGHTS, f"{address}#{parts.RIGHTS.anchor}", search_text.rights(content.rights)
        ),
    )
    return SearchPage(
        kind=PEOPLE,
        title=_capital(page.people.name),
        address=address,
        passages=tuple(passage for passage in found if passage.text),
        context="All that is held about them",
        weight=1.6,
    )


def _of_people(people: PeopleDocument) -> tuple[str, ...]:
    return (people.description, *labelled_notes(people))


def _organisation(index: RegisterIndex, code: str) -> SearchPage:
    page = organisation_page(index, code, _entries(index, ORGANISATION, code))
    body = page.organisation
    texts = (
        body.description,
        *labelled_notes(body),
        *search_text.controllers(page.controllers),
        *(
            text
            for receipt in page.receipts
            for text in (receipt.reason.part.purpose, *receipt.reason.notes)
        ),
        *(detail for supply in page.supplies for detail in supply.details),
        *search_text.transfers(page.transfers),
        *search_text.powers(page.powers),
        *search_text.contacts(body.contact_points),
    )
    address = index.links.address(ORGANISATION, code)
    return SearchPage(
        kind=ORGANISATIONS,
        title=_capital(search_text.organisation_name(body)),
        address=address,
        passages=(Passage(address, search_text.sentences(*texts)),),
        context="What it gets, gives and answers for",
        # Documents hold what people call a body, such as “HCPC”, only of controllers. Of others the
        # code, which is in the address, often is the same: where it is one word.
        names=body.short_name or ("" if "-" in code else code),
        weight=1.2,
    )


def _legislation(index: RegisterIndex, code: str) -> SearchPage:
    page = legislation_page(index, code, _entries(index, LEGISLATION, code))
    texts = (
        *(search_text.provision_text(each.provision) for each in page.provisions),
        *search_text.powers(page.powers),
    )
    address = index.links.address(LEGISLATION, code)
    return SearchPage(
        kind=LAW,
        title=page.legislation.name,
        address=address,
        passages=(Passage(address, search_text.sentences(*texts)),),
        context="What is done under it",
        weight=1.2,
    )


def _provision(index: RegisterIndex, legislation: str, code: str) -> SearchPage:
    page = provision_page(index, legislation, code, _entries(index, PROVISION, code))
    texts = (
        page.provision.subject,
        *labelled_notes(page.provision),
        *(purpose.statement for purpose in page.purposes),
        *search_text.powers((*page.powers, *page.applied, *page.punished)),
        *(f"{gateway.recipient.name}: {gateway.reason.part.purpose}" for gateway in page.gateways),
    )
    address = index.links.address(PROVISION, code)
    return SearchPage(
        kind=LAW,
        title=page.provision.citation,
        address=address,
        passages=(Passage(address, search_text.sentences(*texts)),),
        context=page.provision.subject,
        names=page.provision.label,
    )


def _data(index: RegisterIndex, code: str) -> SearchPage:
    page = data_page(index, code, _entries(index, DATA_PAGE, code))
    about = (" – ".join((each.people.name, *each.details)) for each in page.about)
    data = page.data
    texts = (data.description, data.sensitivity.name, *labelled_notes(data), *about)
    address = index.links.address(DATA_PAGE, code)
    return SearchPage(
        kind=DATA,
        title=_capital(page.data.name),
        address=address,
        passages=(
            Passage(address, search_text.sentences(*texts), asked_as=parts.DATA_HELD.asked_as),
        ),
        context="About whom it is held, and who may get it",
    )


def _entries(index: RegisterIndex, kind: str, code: str) -> Sequence[ActivityDocument]:
    """The entries that a page about a subject begins with."""
    _page, entries = index.part(kind, code, None)
    return entries


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
