"""Who answers for information, and where to ask or to complain.

Sources: UK GDPR Articles 12(2), 13(1)(a) and (b) and 26; DPA 2018 section 164A.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .merged.roles import MergedController
from .schema import ContactDocument, OrganisationDocument

# Where to turn, best first.
_FOR_RIGHTS = ("rights", "dpo", "general")
_FOR_COMPLAINTS = ("complaints", "dpo", "general")
# Whom a body names for data protection answers questions about it (UK GDPR Article 38(4)).
_FOR_QUESTIONS = ("dpo", "rights", "general")


@dataclass(frozen=True)
class RightsContact:
    """An organisation that answers for information: as what, for which, and where to turn to it.

    Where the contact for a subject is still to be supplied, the next one that works stands after
    it. There is none where nothing is known.
    """

    organisation: OrganisationDocument
    roles: tuple[MergedController, ...] = ()

    @property
    def for_rights(self) -> tuple[ContactDocument, ...]:
        """The contacts for using a right (UK GDPR Article 12(2)), best first."""
        return _best_contacts(self.organisation, _FOR_RIGHTS)

    @property
    def working(self) -> tuple[ContactDocument, ...]:
        """Where to ask anything, without what is still to be supplied; the best first."""
        points = _contacts(self.organisation, _FOR_QUESTIONS)
        return tuple(point for point in points if _can_be_reached(point))

    @property
    def for_complaints(self) -> tuple[ContactDocument, ...]:
        """The contacts for complaints (DPA 2018 section 164A), best first."""
        return _best_contacts(self.organisation, _FOR_COMPLAINTS)


def rights_contacts(controllers: Sequence[MergedController]) -> tuple[RightsContact, ...]:
    """Return the organisations that are controllers, each once, without the processors."""
    found: dict[str, list[MergedController]] = {}
    for controller in controllers:
        if not controller.is_processor:
            found.setdefault(controller.organisation.code, []).append(controller)
    return tuple(RightsContact(roles[0].organisation, tuple(roles)) for roles in found.values())


def _best_contacts(
    organisation: OrganisationDocument, subjects: Sequence[str]
) -> tuple[ContactDocument, ...]:
    points = _contacts(organisation, subjects)
    working = [point for point in points if _can_be_reached(point)]
    return tuple(dict.fromkeys((*points[:1], *working[:1])))


def _contacts(organisation: OrganisationDocument, subjects: Sequence[str]) -> list[ContactDocument]:
    by_subject = {point.subject.code: point for point in organisation.contact_points}
    return [by_subject[code] for code in subjects if code in by_subject]


def _can_be_reached(point: ContactDocument) -> bool:
    return any((point.email, point.telephone, point.address, point.url))
