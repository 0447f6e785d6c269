"""Legislation, its provisions, and the activities that rely on them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Query, Router

from ropa.documents.public_schema import public_model
from ropa.documents.schema import ProvisionDocument
from ropa.public.index import LEGISLATION, PROVISION, RegisterIndex, register_index
from ropa.public.subjects import law

from .parameters import Key, LegislationQuery
from .references import activity_references
from .responses import address, from_register, holds_words, page_address, page_of
from .subject_schemas import LegislationDetail, LegislationItem, LegislationPage, ProvisionRelied

router = Router(tags=["Legislation"])


@router.get(
    "",
    response=public_model(LegislationPage),
    operation_id="listLegislation",
    url_name="legislation",
    summary="List legislation",
    description="Every law that the public record names, by title.",
)
def legislation_list(request: HttpRequest, query: Query[LegislationQuery]) -> HttpResponse:
    def make() -> LegislationPage:
        index = register_index()
        found = sorted(
            (item for item in _items(request, index) if _is_asked_for(item, query)),
            key=lambda item: (item.title.casefold(), item.code),
        )
        return page_of(LegislationPage, request, query, found, lambda item: item)

    return from_register(request, make, query)


@router.get(
    "/{slug:code}",
    response=public_model(LegislationDetail),
    operation_id="getLegislation",
    url_name="legislation-one",
    summary="Get legislation",
    description="The provisions of it that the public record names, in the order of the law, with "
    "the activities that rely on each.",
)
def legislation_one(request: HttpRequest, code: Path[Key]) -> HttpResponse:
    return from_register(request, lambda: _detail(request, code))


def _is_asked_for(item: LegislationItem, query: LegislationQuery) -> bool:
    return query.kind in {None, item.kind} and holds_words(item.title.casefold(), query.q)


def _items(request: HttpRequest, index: RegisterIndex) -> list[LegislationItem]:
    provisions: dict[str, list[ProvisionDocument]] = {}
    for provision in index.names.provisions.values():
        provisions.setdefault(provision.legislation.code, []).append(provision)
    counts = index.counts_of_kind(LEGISLATION)
    return [
        LegislationItem(
            code=code,
            title=act.name,
            kind=law.kind_of(provisions.get(code, ())),
            provisions=len(provisions.get(code, ())),
            activities=counts[code],
            url=address(request, "legislation-one", code),
            page=page_address(request, "public:legislation", code),
        )
        for code, act in index.legislation.items()
    ]


def _detail(request: HttpRequest, code: str) -> LegislationDetail:
    index = register_index()
    try:
        found = law.legislation_page(index, code)
    except KeyError as error:
        raise Http404 from error
    provisions = [named.provision for named in found.provisions]
    return LegislationDetail(
        code=code,
        title=found.legislation.name,
        kind=found.kind,
        extent=found.extent,
        address=found.address,
        provisions=tuple(
            ProvisionRelied(
                provision=provision,
                activities=activity_references(
                    request, index.entry_references(PROVISION, provision.code)
                ),
                page=page_address(request, "public:provision", code, provision.code),
            )
            for provision in provisions
        ),
        activities=activity_references(request, found.entries),
        url=address(request, "legislation-one", code),
        page=page_address(request, "public:legislation", code),
    )
