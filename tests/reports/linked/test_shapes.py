"""The export keeps to the shapes: those of DPCat and the product's own; and the shapes can fail."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rdflib import DCTERMS, FOAF, RDF, SH, SKOS, Graph, URIRef

from ropa.documents.schema import Term
from ropa.reports.linked import FrozenIn
from tests.reports.linked.graphs import (
    ABOUT,
    DPCAT,
    DPV,
    FROZEN,
    ROPA,
    VCARD,
    found_in,
    graph_of,
    results_of,
    shapes,
    text_of,
)

LEAVING_OUT = {
    "controllers": "hasDataController",
    "purposes": "hasPurpose",
    "data_holdings": "hasPersonalData",
    "retention_rules": "hasStorageCondition",
}


@pytest.fixture
def valid(filled):
    """`filled`, with periods and codes where it holds the names of its fields."""
    rules = tuple(
        rule.model_copy(
            update={
                "minimum_period": "P3Y" if rule.minimum_period else "",
                "review_interval": "P2W",
            }
        )
        for rule in filled.retention_rules
    )
    first = filled.controllers[0]
    second = first.model_copy(
        update={"organisation": first.organisation.model_copy(update={"code": "second"})}
    )
    processor = first.model_copy(update={"role": Term(code="processor", name="Processor")})
    controllers = (first, second, processor)
    return filled.model_copy(update={"retention_rules": rules, "controllers": controllers})


@pytest.mark.parametrize("address", [ABOUT.address, ""], ids=["an address", "no address"])
def test_an_entry_with_everything_keeps_to_the_shapes(valid, address):
    graph = graph_of(text_of(valid, about=replace(ABOUT, address=address)))

    assert len(set(graph.subjects(RDF.type, DPCAT.ROPARecord))) == 1
    assert found_in(graph) == set()


def test_an_empty_register_keeps_to_the_shapes():
    assert found_in(graph_of(text_of())) == set()


def paths_with(constraint: URIRef) -> set[URIRef]:
    """The paths that a shape with a target constrains so."""
    return {
        path
        for shape in shapes().subjects(SH.targetClass | SH.targetSubjectsOf, None)
        for of_node in shapes().objects(shape, SH.property)
        if (of_node, constraint, None) in shapes()
        for path in shapes().objects(of_node, SH.path)
        if isinstance(path, URIRef)
    }


def found_paths(graph: Graph) -> set:
    return set(results_of(graph).objects(None, SH.resultPath))


def test_whatever_is_required_is_missed_when_it_is_gone(valid):
    required = paths_with(SH.minCount)
    graph = graph_of(text_of(valid))
    # By these two the shapes know a provision and a term of our own.
    kept = {DCTERMS.isPartOf, SKOS.inScheme}

    for path in required - kept:
        graph.remove((None, path, None))

    assert required - kept <= found_paths(graph)


def test_where_one_of_several_is_required_none_of_them_is_found(valid):
    graph = graph_of(text_of(valid))

    for path in (
        *(DPV.hasAddress, DPV.hasContact, VCARD.hasEmail, VCARD.hasURL, ROPA.toBeSupplied),
        *(DPV.hasDuration, DPV.hasEntity, DPV.hasPolicy, FOAF.name),
    ):
        graph.remove((None, path, None))

    shapes_found = results_of(graph).objects(None, SH.sourceShape)
    assert {str(shape).rsplit(":", 1)[-1] for shape in shapes_found} >= {
        "Contact",
        "Measure",
        "Organisation",
        "Source",
        "Storage",
    }


def test_whatever_is_of_the_wrong_kind_is_found(valid):
    of_a_kind = paths_with(SH["class"])
    graph = graph_of(text_of(valid))

    for path in of_a_kind:
        for subject, _ in list(graph.subject_objects(path)):
            graph.set((subject, path, URIRef("urn:x-of-no-kind")))

    assert of_a_kind <= found_paths(graph)


@pytest.mark.parametrize(("field", "missing"), LEAVING_OUT.items())
def test_what_an_entry_lacks_is_found(valid, field, missing):
    graph = graph_of(text_of(valid.model_copy(update={field: ()})))

    assert missing in found_in(graph)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"title": ""}, "title"),
        ({"title": "  "}, "title"),
        ({"summary": ""}, "description"),
        ({"reference": "7"}, "identifier"),
    ],
)
def test_what_an_entry_says_wrongly_is_found(valid, change, found):
    assert found in found_in(graph_of(text_of(valid.model_copy(update=change))))


def test_an_entry_without_people_is_found(valid):
    assert "hasDataSubject" in found_in(
        graph_of(text_of(valid.model_copy(update={"data_holdings": ()})))
    )


def test_an_entry_that_says_nothing_is_done_with_the_data_is_found(valid):
    nothing = dict.fromkeys(
        ("data_holdings", "data_sources", "channels", "disclosures", "transfers"), ()
    )

    assert "hasProcessing" in found_in(graph_of(text_of(valid.model_copy(update=nothing))))


def test_an_entry_without_a_ground_is_found(valid):
    groundless = valid.model_copy(update={"purposes": (), "conditions": ()})

    assert "hasLegalBasis" in found_in(graph_of(text_of(groundless)))


def test_a_joint_controller_alone_is_found(valid):
    alone = valid.model_copy(update={"controllers": valid.controllers[:1]})

    assert "hasDataController" in found_in(graph_of(text_of(alone)))


def test_a_period_that_is_none_is_found(valid):
    rule = valid.retention_rules[0].model_copy(update={"minimum_period": "three years"})

    assert "value" in found_in(
        graph_of(text_of(valid.model_copy(update={"retention_rules": (rule,)})))
    )


def test_a_publisher_without_a_name_is_found(valid):
    about = replace(ABOUT, publisher_name="")

    assert "name" in found_in(graph_of(text_of(valid, about=about)))


def test_a_digest_that_is_none_is_found(valid):
    frozen = FrozenIn(1, "abc", FROZEN.frozen_at)

    assert "documentDigest" in found_in(graph_of(text_of(valid, frozen=frozen)))


def test_a_purpose_that_applies_to_some_of_the_data_is_found(valid):
    """DPCat: within one record every purpose applies to all data and recipients."""
    graph = graph_of(text_of(valid))
    record = next(graph.subjects(RDF.type, DPCAT.ROPARecord))
    purpose = next(graph.objects(record, DPV.hasPurpose))
    other = next(graph.subjects(RDF.type, DPV.PersonalData))
    graph.add((purpose, DPV.hasPersonalData, other))
    assert found_in(graph) == set()

    graph.add((record, DPV.hasPersonalData, DPV.PersonalData))
    graph.add((DPV.PersonalData, RDF.type, DPV.PersonalData))

    assert found_in(graph) == {
        "A purpose does not apply to all the data, people and recipients of its record."
    }


@pytest.mark.parametrize("lost", ["hasLocation", "hasLegalBasis"])
def test_a_transfer_without_its_place_or_ground_is_found(valid, lost):
    graph = graph_of(text_of(valid))
    transfer = next(graph.subjects(RDF.type, DPV.CrossBorderTransfer))
    graph.remove((transfer, DPV[lost], None))

    assert found_in(graph) == {lost}


def test_a_controller_that_its_register_does_not_name_is_found(valid):
    graph = graph_of(text_of(valid))
    register = graph.value(predicate=RDF.type, object=DPCAT.ROPA)
    graph.remove((register, DPV.hasDataController, None))

    assert found_in(graph) == {
        "A controller of a record is not named by the ROPA the record stands in."
    }
