"""The header block of the regulator’s template: controllers, their officers and representatives.

Sources: UK GDPR Articles 27, 30(1)(a) and 37; DPA 2018 section 61(2)(a) to (c).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ropa.documents.schema import (
    ActivityDocument,
    ContactDocument,
    OrganisationDocument,
    Term,
)
from ropa.models import ContactPoint, ControllerRole

from .columns_words import to_be_supplied

Subject = ContactPoint.Subject

# Where to reach the controller itself, best first.
_OF_CONTROLLER = (Subject.GENERAL, Subject.RIGHTS, Subject.COMPLAINTS)
_ORDER = [role.value for role in ControllerRole.CONTROLLERS]


@dataclass(frozen=True)
class Contact:
    """A name and how to reach it. `missing` says what is still to be supplied, in the words people
    read; it is empty if nothing is known to be missing."""

    name: str
    address: str = ""
    email: str = ""
    telephone: str = ""
    url: str = ""
    missing: str = ""


@dataclass(frozen=True)
class Party:
    """A controller, what it is controller as, in the words people read, and whom to turn to.

    Without an officer or representative, none is recorded.
    """

    code: str
    roles: tuple[str, ...]
    controller: Contact
    officer: Contact | None
    representative: Contact | None


@dataclass
class _PartyDetails:
    """What the documents added so far say of one organisation; the newest of them describes it."""

    organisation: OrganisationDocument
    described_at: datetime | None
    roles: dict[str, Term] = field(default_factory=dict)


class Parties:
    """The controllers of documents that stream by. It keeps no document, only the controllers."""

    def __init__(self) -> None:
        self._found: dict[str, _PartyDetails] = {}

    def add(self, document: ActivityDocument, frozen_at: datetime | None = None) -> None:
        """Take in the controllers of a document; of a processor’s entry, none: they keep records of
        their own, and stand in its columns.

        Documents may describe an organisation differently: the one frozen last is believed. Of
        documents without a time, and of those frozen at the same time, that is the one added last.
        """
        if document.is_processor:
            return
        for part in document.controllers:
            if part.role.code not in _ORDER:
                continue
            code = part.organisation.code
            found = self._found.get(code)
            if found is None:
                found = self._found[code] = _PartyDetails(part.organisation, frozen_at)
            elif _is_newer(frozen_at, found.described_at):
                found.organisation, found.described_at = part.organisation, frozen_at
            found.roles.setdefault(part.role.code, part.role)

    def found(self) -> tuple[Party, ...]:
        """Return each controller once: only controllers first, then joint, then separate ones,
        each in order of name."""
        parties = sorted(self._found.values(), key=_place)
        return tuple(map(_party, parties))


def _is_newer(this: datetime | None, than: datetime | None) -> bool:
    return this is None or than is None or this >= than


def _place(found: _PartyDetails) -> tuple[int, str, str]:
    best = min(_ORDER.index(code) for code in found.roles)
    return best, found.organisation.name, found.organisation.code


def _party(found: _PartyDetails) -> Party:
    body = found.organisation
    points = {point.subject.code: point for point in body.contact_points}
    return Party(
        code=body.code,
        roles=tuple(found.roles[code].name for code in _ORDER if code in found.roles),
        controller=_controller(body, points),
        officer=_contact(points.get(Subject.DPO)),
        representative=_contact(points.get(Subject.REPRESENTATIVE)),
    )


def _controller(body: OrganisationDocument, points: dict[str, ContactDocument]) -> Contact:
    """The controller by its own name, at the first of its offices that can be reached."""
    offices = [points[subject] for subject in _OF_CONTROLLER if subject in points]
    if not offices:
        return Contact(name=body.name, url=body.website)
    office = next((point for point in offices if _can_be_reached(point)), offices[0])
    return Contact(
        name=body.name,
        address=office.address,
        email=office.email,
        telephone=office.telephone,
        url=office.url or body.website,
        missing=to_be_supplied(offices[0].to_be_supplied),
    )


def _contact(point: ContactDocument | None) -> Contact | None:
    if point is None:
        return None
    return Contact(
        name=point.name,
        address=point.address,
        email=point.email,
        telephone=point.telephone,
        url=point.url,
        missing=to_be_supplied(point.to_be_supplied),
    )


def _can_be_reached(point: ContactDocument) -> bool:
    return any((point.email, point.telephone, point.address, point.url))
