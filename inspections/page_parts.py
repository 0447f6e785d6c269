"""Published regimes for the public site: their pages, and the bodies and law they involve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse

from ropa.documents.schema import ContactDocument, PowerDocument, ProvisionDocument
from ropa.models.versions import VersionQuerySet
from ropa.public.extension_pages import ExtensionPage
from ropa.public.index import LEGISLATION, ORGANISATION, PROVISION
from ropa.public.index.mentions import Name
from ropa.public.pictures.flow import Flow, flow_of
from ropa.public.related_pages import RelatedPage

from .documents import RegimePowerDocument
from .models import RegimeMention
from .published import PublishedRegime, published_regimes

KIND = "Inspections"


def regime_pages(versions: VersionQuerySet) -> Iterator[ExtensionPage]:
    """Yield the page of every regime that is published in some versions, in one query."""
    for item in published_regimes(versions):
        regime, version = item.regime, item.notice.version
        text = "\n".join(filter(None, _texts(item)))
        address = _address(regime.slug)
        yield ExtensionPage(KIND, regime.title, address, text, item.published, version.pk)


def regimes_involving(kind: str, code: str) -> Iterator[RelatedPage]:
    """Yield the pages of the regimes in which an organisation or a provision has a part."""
    if kind not in {ORGANISATION, PROVISION}:
        return
    found = RegimeMention.objects.filter(kind=kind, code=code).order_by("title", "slug")
    for heading, title, slug in found.values_list("heading", "title", "slug").distinct():
        yield RelatedPage(heading, title, _address(slug))


def parts_in(item: PublishedRegime) -> dict[Name, str]:
    """Return who and what has a part in a regime, and under what their pages lead to it."""
    regime = item.regime
    used = (provision for use in regime.powers for provision in _provisions(use))
    return {
        **{(PROVISION, each.code): "Inspections in which it is used" for each in used},
        **{(PROVISION, each.code): "Inspections under it" for each in regime.law},
        **{(ORGANISATION, body.code): "Inspections it asks for" for body in item.bodies},
        **{
            (ORGANISATION, body.code): "Inspections it takes part in" for body in item.inspectorates
        },
        (ORGANISATION, regime.lead.code): "Inspections it leads",
    }


def named_in(item: PublishedRegime) -> Iterator[Name]:
    """Yield the bodies and the law that a regime names itself, beside what its section does."""
    regime = item.regime
    bodies = (*item.inspectorates, *(use.held_by for use in regime.powers), regime.commissioned_by)
    yield from ((ORGANISATION, body.code) for body in bodies if body)
    of_powers = (each for use in regime.powers for each in _provisions(use))
    for provision in (*regime.law, *of_powers):
        yield PROVISION, provision.code
        yield LEGISLATION, provision.legislation.code


def _address(slug: str) -> str:
    return reverse("inspections:regime", args=[slug])


def _provisions(use: RegimePowerDocument) -> Iterator[ProvisionDocument]:
    yield use.power.provision
    if use.applied_through:
        yield use.applied_through
    if use.power.offence:
        yield use.power.offence


# All that the page of a regime says, as text


def _texts(item: PublishedRegime) -> Iterator[str]:
    regime = item.regime
    yield from (regime.title, regime.summary, regime.controllership.name, regime.essence)
    for service in regime.service_types:
        yield from (service.name, service.detail)
    for body in item.inspectorates:
        yield from (body.name, body.short_name)
    if regime.commissioned_by:
        yield regime.commissioned_by.name
    for part in regime.participants:
        yield from (part.part_played, part.controller_of)
    for data_contact in item.data_contacts:
        yield data_contact.information
        for point in data_contact.rights_contact.for_rights:
            yield from _contact(point)
    for use in regime.powers:
        yield use.held_by.name
        yield from _power(use.power)
        yield from (provision.citation for provision in _provisions(use))
    for provision in regime.law:
        yield from (provision.citation, provision.subject)
    for entry in item.entries:
        yield f"{entry.reference} {entry.title}"
    yield from _of_flow(flow_of(item.content))


def _contact(point: ContactDocument) -> Iterable[str]:
    return (point.name, point.email, point.telephone, point.address, point.url)


def _power(power: PowerDocument) -> Iterable[str]:
    return (power.name, power.kind.name)


def _of_flow(flow: Flow) -> Iterator[str]:
    for stage in flow.stages:
        yield stage.heading
        for group in stage.groups:
            yield group.kind
            for party in group.parties:
                yield from (party.called, *party.notes)
