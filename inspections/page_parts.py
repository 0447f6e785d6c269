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

from .documents import RegimeDocument, RegimePowerDocument
from .published import PublishedRegime, published_regimes, regimes_naming

KIND = "Inspections"


def regime_pages(versions: VersionQuerySet) -> Iterator[ExtensionPage]:
    """Yield the page of every regime that is published in some versions, in one query."""
    for item in published_regimes(versions):
        regime, version = item.regime, item.notice.version
        text = "\n".join(filter(None, _texts(item)))
        address = _address(regime)
        yield ExtensionPage(KIND, regime.title, address, text, item.published, version.pk)


def regimes_involving(kind: str, code: str) -> Iterator[RelatedPage]:
    """Yield the pages of the regimes in which an organisation or a provision has a part."""
    if kind not in {ORGANISATION, PROVISION}:
        return
    for item in regimes_naming(code):
        regime = item.regime
        heading = _part_of_body(item, code) if kind == ORGANISATION else _part_of_law(regime, code)
        if heading:
            yield RelatedPage(heading, regime.title, _address(regime))


def named_in(item: PublishedRegime) -> Iterator[Name]:
    """Yield the bodies and the law that a regime names itself, beside what its section does."""
    regime = item.regime
    bodies = (*item.inspectorates, *(use.held_by for use in regime.powers), regime.commissioned_by)
    yield from ((ORGANISATION, body.code) for body in bodies if body)
    of_powers = (each for use in regime.powers for each in _provisions(use))
    for provision in (*regime.law, *of_powers):
        yield PROVISION, provision.code
        yield LEGISLATION, provision.legislation.code


def _address(regime: RegimeDocument) -> str:
    return reverse("inspections:regime", args=[regime.slug])


def _part_of_body(item: PublishedRegime, code: str) -> str:
    commissioner = item.regime.commissioned_by
    if code == item.regime.lead.code:
        return "Inspections it leads"
    if code in {body.code for body in item.inspectorates}:
        return "Inspections it takes part in"
    if commissioner and commissioner.code == code:
        return "Inspections it asks for"
    return ""


def _part_of_law(regime: RegimeDocument, code: str) -> str:
    if code in {provision.code for provision in regime.law}:
        return "Inspections under it"
    if any(code == provision.code for use in regime.powers for provision in _provisions(use)):
        return "Inspections in which it is used"
    return ""


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
