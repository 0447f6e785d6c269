"""Inspection regimes in the API, as published notices tell of them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from ropa.api.parameters import ALL_WORDS, Code, Key, Paging, Words
from ropa.api.references import activity_references, organisation_reference
from ropa.api.responses import address, from_register, page_address, page_of
from ropa.api.schemas import (
    ActivityReference,
    ApiModel,
    NoticeReference,
    OrganisationReference,
    Page,
)
from ropa.documents.public_schema import public_model
from ropa.public.index import ORGANISATION
from ropa.public.outlines import ActivityIdentity
from ropa.public.published_lists import sound

from .documents import RegimeDocument
from .models import RegimeInForce, RegimeMention
from .published import Inspection, regimes_in_force

router = Router(tags=["Regimes"])


class RegimeQuery(Paging):
    """Which regimes."""

    organisation: Code | None = Field(
        None,
        description="Only those in which this organisation inspects, or for which it asks, by "
        "its code.",
        examples=["ofsted"],
    )
    q: Words | None = Field(
        None,
        description=f"{ALL_WORDS}: in the title or the summary.",
        examples=["care homes"],
    )


class RegimeItem(ApiModel):
    """An inspection regime in a list."""

    slug: str
    title: str
    summary: str
    inspectorates: tuple[OrganisationReference, ...] = Field(
        description="Those who inspect, the lead first."
    )
    published: datetime = Field(description="When it was published as it stands.")
    url: str = Field(description="Its address in this API.")
    page: str = Field(description="Its page for people.")


class RegimePage(Page):
    """Part of the list of inspection regimes, by title."""

    items: tuple[RegimeItem, ...]


class RegimeDetail(ApiModel):
    """An inspection regime, and the section of a notice that tells people of it."""

    notice: NoticeReference
    section: str = Field(description="The slug of the section of the notice.")
    activities: tuple[ActivityReference, ...] = Field(
        description="The activities of that section, as the notice was published with them."
    )
    published: datetime = Field(description="When it was published as it stands.")
    url: str = Field(description="Its address in this API.")
    page: str = Field(description="Its page for people.")
    document: RegimeDocument


@router.get(
    "",
    response=public_model(RegimePage),
    operation_id="listRegimes",
    url_name="regimes",
    summary="List inspection regimes",
    description="The inspection regimes that published notices tell of, by title.",
)
def regimes(request: HttpRequest, query: Query[RegimeQuery]) -> HttpResponse:
    def make() -> RegimePage:
        found = _asked_for(query)
        return page_of(RegimePage, request, query, found, lambda row: _item(request, row))

    return from_register(request, make, query)


@router.get(
    "/{slug:slug}",
    response=public_model(RegimeDetail),
    operation_id="getRegime",
    url_name="regime",
    summary="Get an inspection regime",
    description="Who inspects what, under which law and with which powers, and who answers for "
    "the information, as the newest version of a notice has it.",
)
def regime(request: HttpRequest, slug: Path[Key]) -> HttpResponse:
    return from_register(request, lambda: _detail(request, slug))


def _asked_for(query: RegimeQuery) -> QuerySet[RegimeInForce]:
    found = regimes_in_force()
    if query.organisation is not None:
        parts = RegimeMention.objects.filter(kind=ORGANISATION, code=query.organisation)
        found = found.filter(slug__in=parts.values("slug"), document__in=parts.values("document"))
    for word in (query.q or "").casefold().split():
        found = found.filter(search_text__contains=word)
    return found


def _item(request: HttpRequest, row: RegimeInForce) -> RegimeItem:
    found = Inspection(RegimeDocument.model_validate(row.regime))
    return RegimeItem(
        slug=row.slug,
        title=found.regime.title,
        summary=found.regime.summary,
        inspectorates=tuple(organisation_reference(request, body) for body in found.inspectorates),
        published=row.published_at,
        url=address(request, "regime", row.slug),
        page=page_address(request, "inspections:regime", row.slug),
    )


def _detail(request: HttpRequest, slug: str) -> RegimeDetail:
    for row in sound(regimes_in_force().filter(slug=slug)):
        return RegimeDetail(
            notice=NoticeReference(
                slug=row.notice, title=row.notice_title, url=address(request, "notice", row.notice)
            ),
            section=row.section,
            activities=activity_references(
                request, map(ActivityIdentity.model_validate, row.entries)
            ),
            published=row.published_at,
            url=address(request, "regime", slug),
            page=page_address(request, "inspections:regime", slug),
            document=RegimeDocument.model_validate(row.regime),
        )
    raise Http404
