"""The export as one document in pieces: valid, the same each time, and never held as a whole."""

from __future__ import annotations

import json
import weakref
from dataclasses import replace

import pytest
from rdflib import DCAT, DCTERMS, RDF, Graph, Literal, URIRef

from ropa.documents.public_copy import public_copy
from ropa.documents.schema import ActivityDocument
from ropa.reports.linked import FrozenIn, catalogue_text
from tests.reports.linked.graphs import ABOUT, DPCAT, DPV, FROZEN, ROPA, graph_of, text_of

REGISTER = "https://register.example.org/register/"


def python_value(graph: Graph, subject: URIRef, path: URIRef) -> object:
    value = graph.value(subject, path)
    assert isinstance(value, Literal)
    return value.toPython()


def numbered(activity, count):
    return [
        activity.model_copy(update={"reference": f"RPA-{number:04d}"})
        for number in range(1, count + 1)
    ]


@pytest.mark.parametrize("count", [0, 1, 2, 50])
def test_the_text_is_one_json_document_for_any_number_of_activities(filled, count):
    text = text_of(*numbered(filled, count))

    register = json.loads(text)["@graph"][0]["dcat:catalog"]
    assert [record["dct:identifier"] for record in register["dcat:dataset"]] == [
        f"RPA-{number:04d}" for number in range(1, count + 1)
    ]
    assert text.endswith("}\n")


def test_keys_are_sorted_and_the_same_input_gives_the_same_text(filled):
    text = text_of(*numbered(filled, 3))

    sorted_anew = json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False)
    assert json.dumps(json.loads(text), ensure_ascii=False) == sorted_anew
    assert text_of(*numbered(filled, 3)) == text


def test_the_public_and_the_staff_get_the_same(filled):
    assert text_of(public_copy(filled)) == text_of(filled)


def test_the_first_piece_comes_before_the_first_activity_is_asked_for():
    def activities():
        raise AssertionError("asked for")
        yield

    first = next(catalogue_text(ABOUT, activities()))

    assert first.startswith('{"@context":')


def test_no_activity_is_kept_once_it_is_written(filled):
    alive: weakref.WeakSet[ActivityDocument] = weakref.WeakSet()
    most = 0

    def activities():
        nonlocal most
        for number in range(40):
            activity = filled.model_copy(update={"reference": f"RPA-{number:04d}"})
            alive.add(activity)
            yield activity, FROZEN
            del activity
            most = max(most, len(alive))

    for _ in catalogue_text(ABOUT, activities()):
        pass

    assert most <= 2


def test_a_catalogue_holds_the_register_and_the_register_its_records(filled):
    graph = graph_of(text_of(*numbered(filled, 2)))

    catalogue, register = URIRef(f"{REGISTER}#catalogue"), URIRef(REGISTER)
    assert (catalogue, RDF.type, DPCAT.ROPACatalog) in graph
    assert (register, RDF.type, DPCAT.ROPA) in graph
    assert set(graph.objects(catalogue, DCAT.catalog)) == {register}
    assert set(graph.objects(register, DCAT.dataset)) == {
        URIRef(f"{REGISTER}RPA-0001/"),
        URIRef(f"{REGISTER}RPA-0002/"),
    }
    assert graph.value(register, DCTERMS.title) == Literal(ABOUT.title)
    assert str(graph.value(register, ROPA.chainHead)) == "ab" * 32
    assert python_value(graph, register, DCTERMS.valid) == ABOUT.as_at
    controllers = set(graph.objects(URIRef(f"{REGISTER}RPA-0001/"), DPV.hasDataController))
    assert controllers
    assert set(graph.objects(register, DPV.hasDataController)) == controllers
    assert set(graph.objects(catalogue, DPV.hasDataController)) == controllers


def test_a_record_says_which_version_it_is(filled):
    graph = graph_of(text_of(filled))

    record = URIRef(f"{REGISTER}{filled.reference}/")
    assert graph.value(record, DCAT["version"]) == Literal("3")
    assert str(graph.value(record, ROPA.documentDigest)) == FROZEN.digest
    assert python_value(graph, record, DCTERMS.issued) == FROZEN.frozen_at
    assert python_value(graph, record, ROPA.isApproved) is True


def test_a_draft_has_no_version_and_says_that_it_is_none(filled):
    graph = graph_of(text_of(filled, frozen=FrozenIn(None, "", None)))

    record = URIRef(f"{REGISTER}{filled.reference}/")
    assert graph.value(record, DCAT["version"]) is None
    assert graph.value(record, ROPA.documentDigest) is None
    assert python_value(graph, record, ROPA.isApproved) is False


def test_a_register_of_now_names_no_instant():
    graph = graph_of(text_of(about=replace(ABOUT, as_at=None, head_hash="")))

    assert graph.value(URIRef(REGISTER), DCTERMS.valid) is None
    assert graph.value(URIRef(REGISTER), ROPA.chainHead) is None


@pytest.mark.parametrize("text", ['"],"@graph":[', "\\", "\u2028\n\t", "Crèche · 学校 🏫", "@id"])
def test_any_text_comes_out_as_it_went_in(filled, text):
    graph = graph_of(text_of(filled.model_copy(update={"title": text})))

    record = URIRef(f"{REGISTER}{filled.reference}/")
    assert graph.value(record, DCTERMS.title) == Literal(text)
