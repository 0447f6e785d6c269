"""The subjects that some entries name, and links to the pages about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from django.urls import reverse

from ropa.documents.classification import Document
from ropa.documents.schema import (
    ActivityDocument,
    DataCategoryDocument,
    NoticeDocument,
    OrganisationDocument,
    PeopleDocument,
    ProvisionDocument,
    Term,
)

from .mentions import (
    DATA,
    LEGISLATION,
    ORGANISATION,
    PEOPLE,
    PROVISION,
    Name,
    organisations,
    provisions,
    suppliers,
)


@dataclass(frozen=True)
class Links:
    """Where the page about each is."""

    addresses: Mapping[Name, str]

    def address(self, kind: str, code: str) -> str:
        """Return the address of the page about something; empty if there is none."""
        return self.addresses.get((kind, code), "")


@dataclass(frozen=True)
class SubjectNames:
    """Everybody and everything named, by code. Where names differ, the last one stands."""

    organisations: Mapping[str, OrganisationDocument]
    provisions: Mapping[str, ProvisionDocument]
    data: Mapping[str, DataCategoryDocument]
    people: Mapping[str, PeopleDocument]

    @classmethod
    def by(
        cls,
        entries: Iterable[ActivityDocument],
        described: Iterable[OrganisationDocument] = (),
        readers: Iterable[PeopleDocument] = (),
    ) -> Self:
        """Return what entries name, with organisations and people that notices name besides."""
        every = list(entries)
        roles = [role.organisation for entry in every for role in entry.controllers]
        # A processor’s entry is on the pages of the organisations with a role, and on no others.
        known = [entry for entry in every if not entry.is_processor]
        holdings = [holding for entry in known for holding in entry.data_holdings]
        certain = {
            term.code: _barely_known(term) for entry in known for term in organisations(entry)
        } | {body.code: body for body in (*roles, *described)}
        supplying = {
            term.code: _barely_known(term) for entry in known for term in suppliers(entry, certain)
        }
        return cls(
            organisations=supplying | certain,
            provisions={each.code: each for entry in known for each in provisions(entry)},
            data={holding.data.code: holding.data for holding in holdings},
            people={holding.people.code: holding.people for holding in holdings}
            | {people.code: people for people in readers},
        )

    @property
    def legislation(self) -> Mapping[str, Term]:
        """The laws that the provisions are of."""
        return {each.legislation.code: each.legislation for each in self.provisions.values()}

    def of_kind(self, kind: str) -> Mapping[str, Document]:
        """Return those of one kind, by code."""
        found: dict[str, Mapping[str, Document]] = {
            ORGANISATION: self.organisations,
            LEGISLATION: self.legislation,
            PROVISION: self.provisions,
            DATA: self.data,
            PEOPLE: self.people,
        }
        return found[kind]

    def links(self) -> Links:
        """Return where the pages about them are."""
        return Links(dict(self._addresses()))

    def _addresses(self) -> Iterator[tuple[Name, str]]:
        for kind in (ORGANISATION, DATA, PEOPLE, LEGISLATION):
            for code in self.of_kind(kind):
                yield (kind, code), subject_address(kind, code)
        for provision in self.provisions.values():
            law = provision.legislation.code
            yield (PROVISION, provision.code), subject_address(PROVISION, provision.code, law)


def subject_address(kind: str, code: str, law: str = "") -> str:
    """Return where the page about a subject is; of a provision it needs the code of its law."""
    return reverse(f"public:{kind}", args=[law, code] if kind == PROVISION else [code])


def entry_links(entry: ActivityDocument) -> Links:
    """Return links for all that an entry names.

    They follow from the entry alone: whatever else is published, its page stays the same.
    """
    return SubjectNames.by([entry]).links()


def notice_links(notice: NoticeDocument) -> Links:
    """Return links for all that a notice names. They follow from the notice alone."""
    return SubjectNames.by(
        [approved.document for approved in notice.activities],
        notice_bodies(notice),
        notice_readers(notice),
    ).links()


def notice_bodies(notice: NoticeDocument) -> tuple[OrganisationDocument, ...]:
    """Return the publisher of a notice, and the regulator it names."""
    return tuple(body for body in (notice.organisation, notice.regulator) if body)


def notice_readers(notice: NoticeDocument) -> tuple[PeopleDocument, ...]:
    """Return the people to whom a notice speaks; some may come several times."""
    return tuple(audience.people for section in notice.sections for audience in section.audiences)


def _barely_known(term: Term) -> OrganisationDocument:
    """An organisation of which the record says no more than its name."""
    return OrganisationDocument(
        code=term.code,
        name=term.name,
        short_name="",
        description="",
        website="",
        privacy_notice_url="",
        contact_points=(),
    )
