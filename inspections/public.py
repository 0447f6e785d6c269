"""The public pages on inspections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ropa.public.caching import cached_by_register
from ropa.public.index import register_index
from ropa.public.pictures.views import picture_file
from ropa.public.published_lists import sound

from .documents import RegimeDocument
from .page_parts import named_in
from .published import Inspection, PublishedRegime, published_regime, regimes_in_force

REGIMES_ON_A_PAGE = 50


@dataclass(frozen=True)
class Service:
    """A kind of service or place, and the regimes under which it is inspected."""

    name: str
    regimes: tuple[RegimeDocument, ...]


@require_safe
@cached_by_register
def regimes(request: HttpRequest) -> HttpResponse:
    page = Paginator(regimes_in_force(), REGIMES_ON_A_PAGE).get_page(request.GET.get("page"))
    found = [
        Inspection(RegimeDocument.model_validate(row.regime)) for row in sound(page.object_list)
    ]
    if not found:
        raise Http404
    context = {
        "page": page,
        "groups": (
            ("together", "By several inspectorates together", [x for x in found if x.is_joint]),
            ("alone", "By one inspectorate", [x for x in found if not x.is_joint]),
        ),
        "services": tuple(_services(found)),
    }
    return render(request, "inspections/regimes.html", context)


@require_safe
@cached_by_register
def regime(request: HttpRequest, slug: str) -> HttpResponse:
    item = _regime_or_404(slug)
    index = register_index()
    index.read_subjects((*named_in(item), *index.named_by([item.notice.version.pk])))
    context = {"item": item, "regime": item.regime, "links": index.links}
    return render(request, "inspections/regime.html", context)


@require_safe
@cached_by_register
def regime_flow(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture of the flow of information in all entries of a regime."""
    item = _regime_or_404(slug)
    return picture_file(request, item.content, item.regime.title)


def _regime_or_404(slug: str) -> PublishedRegime:
    try:
        return published_regime(slug)
    except KeyError as error:
        raise Http404 from error


def _services(items: Iterable[Inspection]) -> Iterator[Service]:
    """Every service inspected, from A to Z; what differs in capitals alone is one."""
    by_name: dict[str, tuple[str, list[RegimeDocument]]] = {}
    for item in items:
        for service in item.regime.service_types:
            by_name.setdefault(service.name.casefold(), (service.name, []))[1].append(item.regime)
    for _, (name, inspected_under) in sorted(by_name.items()):
        yield Service(name, tuple(inspected_under))
