"""The catalogue is one that catalogues of data sets take in: what DCAT-AP asks for is there."""

from __future__ import annotations

from dataclasses import replace

import pyshacl
import pytest
from django.urls import reverse
from rdflib import DCAT, DCTERMS, FOAF, RDF, SH, Graph, URIRef

from ropa.reports.linked.public_files import PUBLIC_FILES
from tests.reports.linked.graphs import ABOUT, HERE, VCARD, graph_of, text_of

SHAPES = Graph().parse(HERE / "dcat_ap.ttl")
REGISTER = "https://register.example.org/register/"


@pytest.fixture
def valid(filled):
    """`filled`, with addresses where it holds the names of its fields."""
    return filled.model_copy(
        update={
            "controllers": tuple(
                each.model_copy(update={"organisation": _reachable(each.organisation)})
                for each in filled.controllers
            )
        }
    )


def _reachable(organisation):
    at = {"email": "office@example.org", "url": "https://example.org/contact/"}
    points = tuple(each.model_copy(update=at) for each in organisation.contact_points)
    return organisation.model_copy(update={"contact_points": points})


def found_paths(graph: Graph) -> set:
    """The paths of which DCAT-AP's shapes find something wrong."""
    _, results, _ = pyshacl.validate(graph, shacl_graph=SHAPES)
    assert isinstance(results, Graph), results
    return {
        results.value(result, SH.resultPath)
        for result in results.subjects(RDF.type, SH.ValidationResult)
    }


@pytest.mark.parametrize("address", [ABOUT.address, ""], ids=["an address", "no address"])
def test_the_catalogue_keeps_to_dcat_ap(valid, address):
    assert found_paths(graph_of(text_of(valid, about=replace(ABOUT, address=address)))) == set()


def test_an_empty_register_keeps_to_dcat_ap():
    assert found_paths(graph_of(text_of())) == set()


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        (DCAT.Catalog, DCTERMS.title),
        (DCAT.Catalog, DCTERMS.description),
        (DCAT.Catalog, DCTERMS.publisher),
        (DCAT.Dataset, DCTERMS.title),
        (DCAT.Dataset, DCTERMS.description),
        (DCAT.Distribution, DCAT.accessURL),
        (FOAF.Agent, FOAF.name),
        (VCARD.Kind, VCARD.fn),
    ],
)
def test_what_is_mandatory_is_missed_when_it_is_gone(valid, kind, path):
    graph = graph_of(text_of(valid))
    node = min(graph.subjects(RDF.type, kind), key=str)
    graph.remove((node, path, None))
    assert found_paths(graph) == {path}


@pytest.mark.parametrize("path", [DCTERMS.publisher, DCAT.contactPoint, DCAT.distribution])
def test_what_a_property_leads_to_must_be_of_its_kind(valid, path):
    graph = graph_of(text_of(valid))
    for node in set(graph.objects(None, path)):
        graph.remove((node, RDF.type, None))
    assert path in found_paths(graph)


def test_an_office_is_an_organisation_and_the_record_names_it(valid):
    graph = graph_of(text_of(valid))
    contacts = set(graph.objects(URIRef(f"{REGISTER}{valid.reference}/"), DCAT.contactPoint))
    assert contacts
    for contact in contacts:
        assert {VCARD.Kind, VCARD.Organization} <= set(graph.objects(contact, RDF.type))


def test_the_files_are_where_the_public_gets_them():
    graph = graph_of(text_of())
    addresses = {str(address) for address in graph.objects(None, DCAT.downloadURL)}
    assert addresses == {
        f"https://register.example.org{reverse(f'public:register-{file.suffix}')}"
        for file in PUBLIC_FILES
    }
