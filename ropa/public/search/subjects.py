"""Search pages for organisations, laws, kinds of data and groups of people."""

from __future__ import annotations

from collections.abc import Sequence

from ropa.documents.labelled_fields import labelled_notes
from ropa.documents.schema import ActivityDocument, PeopleDocument
from ropa.documents.sections import merged_entries

from ..index import DATA as DATA_PAGE
from ..index import LEGISLATION, ORGANISATION, PROVISION, RegisterIndex
from ..index import PEOPLE as PEOPLE_PAGE
from ..readers import readers_by_people
from ..subjects.law import legislation_page, provision_page
from ..subjects.merged_entries import data_about, held_about
from ..subjects.organisations import part_in_entries
from . import parts, search_text
from .pages import DATA, LAW, ORGANISATIONS, PEOPLE, Passage, SearchPage

# The notices to people, by title, of whose words for them a page about people knows.
_NOTICES = 25


def page_of(index: RegisterIndex, kind: str, code: str) -> SearchPage | None:
    """Return the page about a group of people, an organisation, a law, a provision or a kind of
    data; None if nothing names it."""
    if index.subject(kind, code) is None:
        return None
    make = {
        PEOPLE_PAGE: _people,
        ORGANISATION: _organisation,
        LEGISLATION: _legislation,
        PROVISION: _provision,
        DATA_PAGE: _data,
    }
    return make[kind](index, code)


def _people(index: RegisterIndex, code: str) -> SearchPage:
    people = index.names.people[code]
    entries = _entries(index, PEOPLE_PAGE, code)
    content, held = merged_entries(entries), data_about(entries, code)
    address = index.links.address(PEOPLE_PAGE, code)
    spoken_to = readers_by_people(index.notices_to([code], _NOTICES)).get(code, ())
    readers = "".join(f" {reader.audience.heading}." for reader in spoken_to)
    found = (
        Passage(address, search_text.sentences(*_of_people(people), readers)),
        parts.passage(parts.DATA_HELD, f"{address}#held", search_text.data(held)),
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
        title=_capital(people.name),
        address=address,
        passages=tuple(passage for passage in found if passage.text),
        context="All that is held about them",
        weight=1.6,
    )


def _of_people(people: PeopleDocument) -> tuple[str, ...]:
    return (people.description, *labelled_notes(people))


def _organisation(index: RegisterIndex, code: str) -> SearchPage:
    body = index.names.organisations[code]
    page = part_in_entries(_entries(index, ORGANISATION, code), code)
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


def _provision(index: RegisterIndex, code: str) -> SearchPage:
    legislation = index.names.provisions[code].legislation.code
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
    data = index.names.data[code]
    held = held_about(_entries(index, DATA_PAGE, code), code)
    about = (" – ".join((each.people.name, *each.details)) for each in held)
    texts = (data.description, data.sensitivity.name, *labelled_notes(data), *about)
    address = index.links.address(DATA_PAGE, code)
    return SearchPage(
        kind=DATA,
        title=_capital(data.name),
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
