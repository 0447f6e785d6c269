"""Inspection regimes in the API, as published notices tell of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from ropa.api.parameters import ALL_WORDS, Code, Key, Paging, Words
from ropa.api.references import activity_references, organisation_reference
from ropa.api.responses import address, from_register, holds_words, page_address, page_of
from ropa.api.schemas import (
    ActivityReference,
    ApiModel,
    NoticeReference,
    OrganisationReference,
    Page,
)
from ropa.documents.public_schema import public_model
from ropa.documents.schema import OrganisationDocument
from ropa.public.kept_at_head import CachedAtHead, Head, newest_head
from ropa.public.outlines import ActivityIdentity

from .documents import RegimeDocument
from .published import PublishedRegime, published_regimes

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


@dataclass(frozen=True)
class _RegimeSummary:
    """What is kept of a published regime: the notice is long."""

    regime: RegimeDocument
    inspectorates: tuple[OrganisationDocument, ...]
    notice: tuple[str, str]
    section: str
    entries: tuple[ActivityIdentity, ...]
    published: datetime

    @classmethod
    def of(cls, item: PublishedRegime) -> _RegimeSummary:
        outline = item.notice.outline
        return cls(
            item.regime,
            item.inspectorates,
            (outline.slug, outline.title),
            item.section.slug,
            tuple(item.entries),
            item.published,
        )


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
        found = sorted(
            (item for item in _regimes().values() if _matches(item, query)),
            key=lambda item: (item.regime.title.casefold(), item.regime.slug),
        )
        return page_of(RegimePage, request, query, found, lambda item: _item(request, item))

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


def _regime_summaries(_head: Head | None) -> Mapping[str, _RegimeSummary]:
    return {item.regime.slug: _RegimeSummary.of(item) for item in published_regimes()}


_cached = CachedAtHead(_regime_summaries)


def _regimes() -> Mapping[str, _RegimeSummary]:
    """Every published regime by its slug. Takes one query, and one more if they changed."""
    return _cached.at(newest_head())


def _matches(item: _RegimeSummary, query: RegimeQuery) -> bool:
    bodies = {body.code for body in item.inspectorates}
    if commissioner := item.regime.commissioned_by:
        bodies.add(commissioner.code)
    text = f"{item.regime.title}\n{item.regime.summary}".casefold()
    return query.organisation in {None, *bodies} and holds_words(text, query.q)


def _item(request: HttpRequest, item: _RegimeSummary) -> RegimeItem:
    return RegimeItem(
        slug=item.regime.slug,
        title=item.regime.title,
        summary=item.regime.summary,
        inspectorates=tuple(organisation_reference(request, body) for body in item.inspectorates),
        published=item.published,
        url=address(request, "regime", item.regime.slug),
        page=page_address(request, "inspections:regime", item.regime.slug),
    )


def _detail(request: HttpRequest, slug: str) -> RegimeDetail:
    item = _regimes().get(slug)
    if item is None:
        raise Http404
    notice, title = item.notice
    return RegimeDetail(
        notice=NoticeReference(slug=notice, title=title, url=address(request, "notice", notice)),
        section=item.section,
        activities=activity_references(request, item.entries),
        published=item.published,
        url=address(request, "regime", slug),
        page=page_address(request, "inspections:regime", slug),
        document=item.regime,
    )
