"""The export keeps to the shapes: those of DPCat and the product's own; and the shapes can fail."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rdflib import RDF

from ropa.reports.linked import Frozen
from tests.reports.linked.graphs import (
    ABOUT,
    DPCAT,
    DPV,
    FROZEN,
    found_in,
    graph_of,
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
    return filled.model_copy(update={"retention_rules": rules, "controllers": (first, second)})


def test_an_entry_with_everything_keeps_to_the_shapes(valid):
    assert found_in(graph_of(text_of(valid))) == set()


def test_an_empty_register_keeps_to_the_shapes():
    assert found_in(graph_of(text_of())) == set()


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
    frozen = Frozen(1, "abc", FROZEN.frozen_at)

    assert "documentDigest" in found_in(graph_of(text_of(valid, frozen=frozen)))


def test_a_purpose_that_applies_to_some_of_the_data_is_found(valid):
    """DPCat: within one record every purpose applies to all data and recipients."""
    graph = graph_of(text_of(valid))
    record = graph.value(predicate=RDF.type, object=DPCAT.ROPARecord)
    purpose = graph.value(record, DPV.hasPurpose, any=True)
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
