"""An entry as a record: nothing the public may read is left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import cast

import pytest
from rdflib import DCTERMS, FOAF, RDF, XSD, Literal, URIRef

from ropa.documents.classification import PUBLIC, Document, visibility_of
from ropa.documents.schema import ActivityDocument, Term
from ropa.models.grounds import BASIS_TO_BE_SUPPLIED
from tests.reports.linked.graphs import DPV, GDPR, ROPA, graph_of, text_of

REGISTER = "https://register.example.org/register/"

# Public fields of a document that the export does not repeat, and why.
NOT_REPEATED = {
    "ContactDocument.subject.name": "the term for the code says it",
    "PowerDocument.kind.name": "likewise",
    "ControllerDocument.role.name": "likewise",
    "PurposeDocument.lawful_basis.name": "likewise",
    **dict.fromkeys(
        (
            "PeopleDocument.related_groups",
            "RelatedGroupDocument.group.code",
            "RelatedGroupDocument.group.name",
            "RelatedGroupDocument.relation.code",
            "RelatedGroupDocument.relation.name",
        ),
        "leads readers from page to page",
    ),
    "ConditionDocument.covers.name": "likewise",
    "ConditionDocument.article_9.name": "likewise",
    "ConditionDocument.schedule_1.name": "likewise",
    "ConditionDocument.schedule_8.name": "likewise",
    "DataCategoryDocument.sensitivity.name": "likewise",
    "SourceDocument.group.name": "likewise",
    "DisclosureDocument.frequency.name": "likewise",
    "RetentionDocument.end_action.name": "likewise",
    "RetentionDocument.limit.name": "likewise",
    "AutomatedDecisionDocument.involvement.name": "likewise",
    "AutomatedDecisionDocument.significance.name": "likewise",
    "PeopleChoiceDocument.kind.name": "likewise",
    "TransferDocument.mechanism.name": "likewise",
    "SecurityDocument.kind.name": "likewise",
    "ActivityDocument.legal_regime.name": "likewise",
    "ActivityDocument.capacity.name": "likewise",
    "ActivityDocument.follows.name": "the record of that entry says it",
    "ActivityDocument.providing.name": "likewise",
    "ActivityDocument.automated_decisions.name": "likewise",
    "ActivityDocument.transfers_position.name": "likewise",
}

Change = tuple[str, Document]


def changes(document: Document) -> Iterator[Change]:
    """Yield `document` with one public fact changed, for every fact at any depth.

    Each comes with the name of what was changed, as document.field, or document.field.name for the
    name and document.field.code for the code of a term.
    """
    model = type(document)
    for field in model.model_fields:
        if visibility_of(model, field) is not PUBLIC:
            continue
        for where, value in other_values(getattr(document, field)):
            # A change within a part has its whole name already.
            name = where if where[:1] not in {"", "."} else f"{model.__name__}.{field}{where}"
            yield name, document.model_copy(update={field: value})


def other_values(value) -> Iterator[tuple[str, object]]:
    if isinstance(value, tuple) and value:
        yield "", ()
        for place, item in enumerate(value):
            for where, other in other_values(item):
                yield where, (*value[:place], other, *value[place + 1 :])
    elif isinstance(value, Term):
        yield ".code", value.model_copy(update={"code": f"{value.code}-z"})
        yield ".name", value.model_copy(update={"name": f"{value.name}-z"})
    elif isinstance(value, Document):
        yield from changes(value)
    elif isinstance(value, bool):
        yield "", not value
    elif isinstance(value, int):
        yield "", value + 1
    elif isinstance(value, date):
        yield "", date(2001, 1, 1)
    elif isinstance(value, str) and value:
        yield "", f"{value}-z"


def test_every_public_fact_reaches_the_export(filled):
    whole = text_of(filled)
    heard: set[str] = set()
    unheard: set[str] = set()
    for where, changed in changes(filled):
        (heard if text_of(cast("ActivityDocument", changed)) != whole else unheard).add(where)

    assert unheard == NOT_REPEATED.keys()
    assert len(heard) > 100


def test_a_lawful_basis_to_be_supplied_is_no_ground(filled):
    # given a draft of one purpose
    [part, *_] = filled.purposes
    missing = Term(code=BASIS_TO_BE_SUPPLIED, name="To be supplied")
    awaiting = part.model_copy(update={"lawful_basis": missing, "recognised_interest": None})
    # when
    text = text_of(filled.model_copy(update={"purposes": (awaiting,)}))
    # then
    graph = graph_of(text)
    [purpose] = graph.subjects(RDF.type, DPV.Purpose)
    assert list(graph.objects(purpose, DPV.hasLegalBasis)) == []
    assert list(graph.objects(purpose, ROPA.toBeSupplied)) == [Literal("the lawful basis")]
    assert "lawful-basis-missing" not in text


def test_the_filled_entry_has_every_public_field_in_it(filled):
    """Otherwise the test above would pass by changing nothing."""
    changed = {
        where.rsplit(".", 1)[0] if where.count(".") > 1 else where for where, _ in changes(filled)
    }

    def models(document) -> Iterator[type[Document]]:
        yield type(document)
        for field in type(document).model_fields:
            value = getattr(document, field)
            for item in value if isinstance(value, tuple) else (value,):
                if isinstance(item, Document):
                    yield from models(item)

    public = {
        f"{model.__name__}.{field}"
        for model in set(models(filled)) - {Term}
        for field in model.model_fields
        if visibility_of(model, field) is PUBLIC
    }
    documents_in_documents = {
        "HoldingDocument.people",
        "HoldingDocument.data",
        "ControllerDocument.organisation",
        "PowerDocument.provision",
        "PowerDocument.offence",
        "DisclosureDocument.gateway",
        "PowerUseDocument.power",
        "PowerUseDocument.applied_through",
    }
    assert public - changed == documents_in_documents


@pytest.fixture
def record():
    return URIRef(f"{REGISTER}RPA-0001/")


def test_bases_and_conditions_are_the_terms_of_dpv(filled, record):
    graph = graph_of(text_of(filled))

    bases = set(graph.objects(record, DPV.hasLegalBasis))
    assert {GDPR["A6-1-f"], GDPR["A6-1-e"], GDPR["A9-2-j"]} <= bases
    assert {ROPA["schedule-1-3-37"], ROPA["schedule-8-8-9"]} <= bases


def test_an_unknown_code_still_says_which(filled, record):
    basis = Term(code="7-1", name="Something newer")
    purpose = filled.purposes[0].model_copy(update={"lawful_basis": basis})

    graph = graph_of(text_of(filled.model_copy(update={"purposes": (purpose,), "conditions": ()})))

    assert set(graph.objects(record, DPV.hasLegalBasis)) == {ROPA["lawful-basis-7-1"]}


def test_a_role_no_longer_known_still_says_whose(filled):
    role = Term(code="steward", name="Steward")
    controller = filled.controllers[0].model_copy(update={"role": role})

    text = text_of(filled.model_copy(update={"controllers": (controller,)}))

    assert controller.organisation.name in text
    assert "ropa:role-steward" in text


def test_a_period_in_weeks_is_a_duration_that_xml_schema_knows(filled, record):
    rule = filled.retention_rules[0].model_copy(update={"minimum_period": "P1Y2W"})

    graph = graph_of(text_of(filled.model_copy(update={"retention_rules": (rule,)})))

    storage = graph.value(record, DPV.hasStorageCondition)
    duration = graph.value(storage, DPV.hasDuration)
    assert graph.value(duration, RDF.value) == Literal("P1Y14D", datatype=XSD.duration)


def test_an_event_alone_is_a_duration_until_it(filled, record):
    rule = filled.retention_rules[0].model_copy(
        update={"minimum_period": "", "trigger": "the registration ends"}
    )

    graph = graph_of(text_of(filled.model_copy(update={"retention_rules": (rule,)})))

    duration = graph.value(graph.value(record, DPV.hasStorageCondition), DPV.hasDuration)
    assert (duration, RDF.type, DPV.UntilEventDuration) in graph
    assert graph.value(duration, DCTERMS.description) == Literal("the registration ends")


def test_a_provision_has_its_public_address(filled, record):
    address = "https://www.legislation.gov.uk/ukpga/2000/14/section/31"
    provision = filled.purposes[0].provisions[0].model_copy(update={"url": address})
    purpose = filled.purposes[0].model_copy(update={"provisions": (provision,)})

    graph = graph_of(text_of(filled.model_copy(update={"purposes": (purpose,)})))

    law = graph.value(graph.value(record, DPV.hasPurpose), DPV.hasApplicableLaw)
    assert URIRef(address) in set(graph.objects(law, FOAF.page))


@pytest.mark.parametrize(
    ("code", "term"),
    [
        ("none", DPV.NotApplicable),
        ("profiling", DPV.Profiling),
        ("decisions", DPV.AutomatedDecisionMaking),
        ("unknown", DPV.UnknownApplicability),
    ],
)
def test_automated_decisions_are_said_where_readers_of_dpv_look(filled, record, code, term):
    stated = filled.model_copy(update={"automated_decisions": Term(code=code, name=code)})

    graph = graph_of(text_of(stated))

    assert graph.value(record, ROPA.automatedDecisions) == term
    assert ((record, DPV.hasContext, term) in graph) == (code == "decisions")
    assert ((record, DPV.hasProcessing, term) in graph) == (code == "profiling")


def test_a_source_without_a_channel_is_collecting_all_the_same(filled, record):
    graph = graph_of(text_of(filled.model_copy(update={"channels": ()})))

    assert (record, DPV.hasProcessing, DPV.Collect) in graph


@pytest.mark.parametrize(
    ("code", "terms"), [("cameras", {ROPA["channel-cameras"]}), ("carrier-pigeons", set())]
)
def test_a_channel_is_named_and_has_its_term_where_there_is_one(filled, record, code, terms):
    channel = Term(code=code, name="as we call it")
    way = filled.channels[0].model_copy(update={"channel": channel})

    graph = graph_of(text_of(filled.model_copy(update={"channels": (way,)})))

    [collecting] = graph.subjects(RDF.type, DPV.Collect)
    assert (collecting, DCTERMS.title, Literal("as we call it")) in graph
    assert (collecting, DCTERMS.identifier, Literal(code)) in graph
    own = {term for term in graph.objects(collecting, RDF.type) if str(term).startswith(str(ROPA))}
    assert own == terms


def test_children_are_said_to_be_children(filled):
    graph = graph_of(text_of(filled))

    assert len(set(graph.subjects(RDF.type, DPV.Child))) == 1


@pytest.mark.parametrize(("are_people", "name"), [(True, "people"), (False, "organisation")])
def test_a_source_is_the_people_or_the_organisation_of_its_code(filled, record, are_people, name):
    given = {"are_people": are_people, "origin": Term(code="foster-carers", name="foster carers")}
    source = filled.data_sources[0].model_copy(update=given)

    graph = graph_of(text_of(filled.model_copy(update={"data_sources": (source,)})))

    origin = graph.value(graph.value(record, DPV.hasDataSource), DPV.hasEntity)
    assert origin == URIRef(f"{REGISTER}#{name}-foster-carers")
    assert (origin, FOAF.name, Literal("foster carers")) in graph
