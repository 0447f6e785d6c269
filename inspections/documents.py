"""What a notice's section says about the inspections behind it, frozen with the notice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from ropa.documents.build import (
    choice,
    named,
    organisation_document,
    power_document,
    provision_document,
)
from ropa.documents.classification import PUBLIC, Document
from ropa.documents.schema import OrganisationDocument, PowerDocument, ProvisionDocument, Term
from ropa.models import NoticeSection
from ropa.models.related import read_related

from .models import InspectionRegime, RegimePower

# The key under which the annex stands in a section, and the name of its template.
ANNEX = "inspection-regime"


class ServiceTypeDocument(Document):
    """A kind of service that is inspected."""

    name: Annotated[str, PUBLIC]
    detail: Annotated[str, PUBLIC]


class ParticipantDocument(Document):
    """An inspectorate that takes part, and of which data it is controller (nothing if empty)."""

    organisation: Annotated[OrganisationDocument, PUBLIC]
    part_played: Annotated[str, PUBLIC]
    controller_of: Annotated[str, PUBLIC]


class RegimePowerDocument(Document):
    """A power that an inspectorate uses."""

    held_by: Annotated[Term, PUBLIC]
    power: Annotated[PowerDocument, PUBLIC]
    applied_through: Annotated[ProvisionDocument | None, PUBLIC]


class RegimeDocument(Document):
    """An inspection regime. What is internal about it is not frozen at all."""

    slug: Annotated[str, PUBLIC]
    title: Annotated[str, PUBLIC]
    summary: Annotated[str, PUBLIC]
    service_types: Annotated[tuple[ServiceTypeDocument, ...], PUBLIC]
    law: Annotated[tuple[ProvisionDocument, ...], PUBLIC]
    lead: Annotated[OrganisationDocument, PUBLIC]
    commissioned_by: Annotated[Term | None, PUBLIC]
    participants: Annotated[tuple[ParticipantDocument, ...], PUBLIC]
    powers: Annotated[tuple[RegimePowerDocument, ...], PUBLIC]
    controllership: Annotated[Term, PUBLIC]
    essence: Annotated[str, PUBLIC]


_PARTS = (
    "lead__contact_points",
    "commissioned_by",
    "service_types",
    "law__legislation",
    "participants__organisation__contact_points",
    "powers__held_by",
    "powers__applied_through__legislation",
    "powers__power__provision__legislation",
    "powers__power__enforced_by__provision__legislation",
)


def regime_annexes(sections: Sequence[NoticeSection]) -> dict[int, Document]:
    """Return the regime of each section that has one, by the section's primary key.

    The number of queries does not grow with the number of sections. The entries are not among it:
    the section names them, as they were approved.
    """
    regimes = list(
        InspectionRegime.objects.filter(section__in=[section.pk for section in sections])
    )
    read_related(regimes, *_PARTS)
    return {regime.section_id: _regime(regime) for regime in regimes if regime.section_id}


def _regime(row: InspectionRegime) -> RegimeDocument:
    return RegimeDocument(
        slug=row.slug,
        title=row.title,
        summary=row.summary,
        service_types=tuple(
            ServiceTypeDocument(name=service.name, detail=service.detail)
            for service in row.service_types.all()
        ),
        law=tuple(provision_document(provision) for provision in row.law.all()),
        lead=organisation_document(row.lead),
        commissioned_by=named(row.commissioned_by) if row.commissioned_by else None,
        participants=tuple(
            ParticipantDocument(
                organisation=organisation_document(participant.organisation),
                part_played=participant.part_played,
                controller_of=participant.controller_of,
            )
            for participant in row.participants.all()
        ),
        powers=tuple(_power(use) for use in row.powers.all()),
        controllership=choice(row, "controllership"),
        essence=row.essence,
    )


def _power(use: RegimePower) -> RegimePowerDocument:
    return RegimePowerDocument(
        held_by=named(use.held_by),
        power=power_document(use.power),
        applied_through=provision_document(use.applied_through) if use.applied_through else None,
    )
