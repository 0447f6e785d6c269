"""Organisations: what the public record says of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Query, Router

from ropa.documents.merged.grounds import PowerGroup
from ropa.documents.public_schema import public_model
from ropa.documents.schema import OrganisationDocument
from ropa.public.index import ORGANISATION, register_index
from ropa.public.subjects import organisations as subject

from .labelled_fields import shared_values
from .parameters import Key, OrganisationQuery
from .references import activity_references, notice_references, organisation_reference
from .responses import address, from_register, holds_words, page_address, page_of
from .schemas import OrganisationReference
from .subject_schemas import (
    OrganisationDetail,
    OrganisationItem,
    OrganisationPage,
    PowerHeld,
    Receipt,
    RoleHeld,
    Supply,
    TransferReceived,
)

router = Router(tags=["Organisations"])


@router.get(
    "",
    response=public_model(OrganisationPage),
    operation_id="listOrganisations",
    url_name="organisations",
    summary="List organisations",
    description="Every organisation that the public record names, by name.",
)
def organisations(request: HttpRequest, query: Query[OrganisationQuery]) -> HttpResponse:
    def make() -> OrganisationPage:
        index = register_index()
        counts = index.counts_of_kind(ORGANISATION)
        found = sorted(
            (body for body in index.names.organisations.values() if _is_asked_for(body, query)),
            key=lambda body: (body.name.casefold(), body.code),
        )
        return page_of(
            OrganisationPage, request, query, found, lambda body: _item(request, counts, body)
        )

    return from_register(request, make, query)


@router.get(
    "/{slug:code}",
    response=public_model(OrganisationDetail),
    operation_id="getOrganisation",
    url_name="organisation",
    summary="Get an organisation",
    description="How to reach an organisation, what it is controller or processor of, what it "
    "receives and supplies, and which powers it holds, with the activities that say so.",
)
def organisation(request: HttpRequest, code: Path[Key]) -> HttpResponse:
    return from_register(request, lambda: _detail(request, code))


def _is_asked_for(body: OrganisationDocument, query: OrganisationQuery) -> bool:
    return holds_words(f"{body.name}\n{body.short_name}".casefold(), query.q)


def _item(
    request: HttpRequest, counts: Mapping[str, int], body: OrganisationDocument
) -> OrganisationItem:
    return OrganisationItem(
        code=body.code,
        name=body.name,
        short_name=body.short_name,
        is_public_authority=body.is_public_authority,
        activities=counts[body.code],
        url=address(request, "organisation", body.code),
        page=page_address(request, "public:organisation", body.code),
    )


def _detail(request: HttpRequest, code: str) -> OrganisationDetail:
    try:
        found = subject.organisation_page(register_index(), code)
    except KeyError as error:
        raise Http404 from error

    def bodies(of: Iterable[OrganisationDocument]) -> tuple[OrganisationReference, ...]:
        return tuple(organisation_reference(request, body) for body in of)

    return OrganisationDetail(
        organisation=found.organisation,
        is_regulator=found.is_regulator,
        notices=notice_references(request, found.notices),
        roles=tuple(
            RoleHeld(
                role=part.role,
                scope=part.scope,
                essences=part.essences,
                works_for=part.works_for,
                tasks=part.tasks,
                places=part.places,
                is_inferred=part.is_inferred,
                activities=activity_references(request, part.entries),
            )
            for part in found.controllers
        ),
        receives=tuple(
            Receipt(
                givers=bodies(receipt.givers),
                **shared_values(receipt.reason.part, Receipt),
                among=receipt.among,
                activities=activity_references(request, receipt.reason.entries),
            )
            for receipt in found.receipts
        ),
        supplies=tuple(
            Supply(
                takers=bodies(part.takers),
                details=part.details,
                is_inferred=part.is_inferred,
                among=part.among,
                activities=activity_references(request, part.entries),
            )
            for part in found.supplies
        ),
        transfers=tuple(
            TransferReceived(
                **shared_values(part.transfer, TransferReceived),
                activities=activity_references(request, part.entries),
            )
            for part in found.transfers
        ),
        powers=_powers(request, found.powers),
        url=address(request, "organisation", code),
        page=page_address(request, "public:organisation", code),
    )


def _powers(request: HttpRequest, groups: Iterable[PowerGroup]) -> tuple[PowerHeld, ...]:
    return tuple(
        PowerHeld(
            power=power.power,
            applied_through=power.applied_through,
            explanations=power.explanations,
            is_inferred=power.is_inferred,
            activities=activity_references(request, power.entries),
        )
        for group in groups
        for power in group.powers
    )
