"""What a notice's section says about the inspections behind it, frozen with the notice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from ropa.documents.build import document_of, paths_of
from ropa.documents.classification import Document
from ropa.documents.description import describes, worded
from ropa.documents.left_out import Output, leave_out
from ropa.documents.schema import (
    OrganisationDocument,
    PowerDocument,
    ProvisionDocument,
    Term,
    inferred,
)
from ropa.models import NoticeSection
from ropa.models.related import read_related

from .models import InspectionRegime, RegimeParticipant, RegimePower, ServiceType

# The key under which the annex stands in a section, and the name of its template.
ANNEX = "inspection-regime"


@describes(ServiceType, identity=("name",), name=("name",), likeness=("name",))
class ServiceTypeDocument(Document):
    """A kind of service that is inspected."""

    name: Annotated[str, worded("Service")]
    detail: Annotated[str, worded("Detail")]


@describes(RegimeParticipant, identity=("organisation.code",), name=("organisation.name",))
class ParticipantDocument(Document):
    """An inspectorate that takes part, and of which data it is controller (nothing if empty)."""

    organisation: Annotated[OrganisationDocument, worded("Inspectorate")]
    part_played: Annotated[str, worded("Part it plays", "the part {item} plays")]
    controller_of: Annotated[str, worded("Of which data", "the data {item} is responsible for")]
    is_inferred: Annotated[bool, inferred("the part {item} plays")] = False


@describes(
    RegimePower, identity=("power.code", "held_by.code"), name=("power.name", "held_by.name")
)
class RegimePowerDocument(Document):
    """A power that an inspectorate uses."""

    held_by: Annotated[Term, worded("Whose")]
    power: Annotated[PowerDocument, worded("Power")]
    applied_through: Annotated[ProvisionDocument | None, worded("Applied through")]
    is_inferred: Annotated[bool, inferred("that {item} is used")] = False


@describes(InspectionRegime, identity=("slug",), name=("title",))
class RegimeDocument(Document):
    """An inspection regime. What is internal about it is not frozen at all."""

    slug: Annotated[str, worded("Web address")]
    title: Annotated[str, worded("Title")]
    summary: Annotated[str, worded("Summary")]
    service_types: Annotated[
        tuple[ServiceTypeDocument, ...], worded("Services inspected", "the services inspected")
    ]
    law: Annotated[tuple[ProvisionDocument, ...], worded("Law", "the law it rests on")]
    lead: Annotated[OrganisationDocument, worded("Led by")]
    commissioned_by: Annotated[Term | None, worded("Commissioned by")]
    participants: Annotated[
        tuple[ParticipantDocument, ...], worded("Inspectorates", "the inspectorates")
    ]
    powers: Annotated[tuple[RegimePowerDocument, ...], worded("Powers", "the powers used")]
    controllership: Annotated[Term, worded("Who is responsible for the data")]
    essence: Annotated[str, worded("Who does what, and whom to turn to")]
    inferred_law: Annotated[
        tuple[ProvisionDocument, ...],
        worded(
            "Of this law, the register’s reading",
            "which law it rests on by the register’s reading",
            after="law",
            since=4,
        ),
    ] = ()


leave_out(
    {
        "inspectionregime.activities": {
            Output.DOCUMENT: "the section names them, as they were approved"
        },
        "inspectionregime.arrangement": {Output.DOCUMENT: "for staff"},
        "inspectionregime.internal_note": {Output.DOCUMENT: "for staff"},
        "inspectionregime.section": {Output.DOCUMENT: "the regime stands in its section"},
        "inspectionregime.team": {Output.DOCUMENT: "for staff"},
    }
)


def regime_annexes(sections: Sequence[NoticeSection]) -> dict[int, Document]:
    """Return the regime of each section that has one, by the section's primary key.

    The number of queries does not grow with the number of sections. The entries are not among it:
    the section names them, as they were approved.
    """
    regimes = list(
        InspectionRegime.objects.filter(section__in=[section.pk for section in sections])
    )
    read_related(regimes, *paths_of(RegimeDocument))
    return {
        regime.section_id: document_of(regime, RegimeDocument)
        for regime in regimes
        if regime.section_id
    }
