"""Every code of the register has a term, and every term used exists or is described here."""

from __future__ import annotations

import json
from pathlib import Path

from django.apps import apps
from rdflib import DCAT, DCTERMS, FOAF, PROV, SKOS

from ropa.documents.rights import rights_for
from ropa.models import Decision, Version
from ropa.models.base import Operational
from ropa.models.grounds import BASIS_TO_BE_SUPPLIED, LawfulBasis
from ropa.reports.linked import legal_terms, other_terms
from ropa.reports.linked.code_lists import OwnTerm
from ropa.reports.linked.context import CONTEXT
from ropa.reports.linked.vocabulary import CODE_LISTS, vocabulary
from tests.reports.linked.graphs import keys_and_terms, text_of, verified_terms

DOCUMENTATION = Path(__file__).parents[3] / "docs" / "linked-data.md"

# The list of terms for each field of the record that holds a code.
LIST_OF = {
    "automateddecision.involvement": other_terms.INVOLVEMENT,
    "automateddecision.significance": other_terms.SIGNIFICANCE,
    "condition.article_9": legal_terms.ARTICLE_9,
    "condition.covers": legal_terms.SENSITIVITY,
    "condition.schedule_1": legal_terms.SCHEDULE_1,
    "condition.schedule_8": legal_terms.SCHEDULE_8,
    "contactpoint.subject": other_terms.CONTACT_SUBJECT,
    "controllerrole.role": other_terms.ROLE,
    "datacategory.sensitivity": legal_terms.SENSITIVITY,
    "datasource.group": other_terms.SOURCE_GROUP,
    "disclosure.frequency": other_terms.FREQUENCY,
    "peoplechoice.kind": other_terms.CHOICE_KIND,
    "processingactivity.automated_decisions": other_terms.AUTOMATED_DECISIONS,
    "processingactivity.capacity": other_terms.CAPACITY,
    "processingactivity.legal_regime": legal_terms.REGIME,
    "processingactivity.providing": other_terms.PROVIDING,
    "processingactivity.transfers_position": other_terms.TRANSFERS_POSITION,
    "purpose.lawful_basis": legal_terms.LAWFUL_BASIS,
    "purpose.further_use": legal_terms.FURTHER_USE,
    "purpose.recognised_interest": legal_terms.RECOGNISED_INTEREST,
    "retentionrule.end_action": other_terms.END_ACTION,
    "retentionrule.limit": other_terms.LIMIT,
    "securitymeasure.kind": other_terms.MEASURE_KIND,
    "statutorypower.kind": legal_terms.POWER_KIND,
    "transfer.mechanism": legal_terms.MECHANISM,
}
# Codes that no public document holds, and why.
NOT_EXPORTED = {
    "processingactivity.dpia_status": "for staff",
    "processingactivity.follows_retention_policy": "for staff",
    "supportingdocument.kind": "for staff",
    "agreement.kind": "for staff",
    "system.kind": "for staff",
    "relatedgroup.relation": "leads readers from page to page",
    "legislation.extent": "said in words",
    "legislation.kind": "the address says it, or else the kind itself",
    "notice.kind": "linked data hold entries, and no notices",
    "principlestatement.principle": "likewise",
    "organisation.kind": "the name says it",
    "registerimport.kind": "how a file came in is no part of the record",
    "registerimport.state": "likewise",
}

FIELDS = {
    f"{model._meta.model_name}.{field.name}": field
    for model in apps.get_app_config("ropa").get_models()
    # What the register needs to run is no part of the record.
    if not issubclass(model, Operational | Version | Decision)
    and not model.__name__.startswith("Historical")
    for field in model._meta.concrete_fields
    if field.choices
}


def test_every_field_with_codes_has_its_terms_or_a_reason():
    assert FIELDS.keys() == LIST_OF.keys() | NOT_EXPORTED.keys()


def test_every_code_has_a_term(subtests):
    for name, codes in LIST_OF.items():
        with subtests.test(field=name):
            held = {code for code, _ in FIELDS[name].flatchoices if code}
            held -= {BASIS_TO_BE_SUPPLIED}  # no ground of the law
            assert held
            assert held <= codes.terms.keys()


def test_every_term_is_for_a_code_that_exists_and_for_that_alone(subtests):
    for codes in CODE_LISTS:
        with subtests.test(codes=codes.name):
            assert codes.terms.keys() == {code for code in codes.labels if code}
            terms = [codes.term(code) for code in codes.terms]
            assert len(set(terms)) == len(terms)


def test_every_right_has_a_term():
    offered = rights_for(LawfulBasis.values, automated_decisions=True)

    assert {right.code for right in offered} == legal_terms.RIGHT.terms.keys()


def test_a_term_of_our_own_hangs_under_one_of_dpv(subtests):
    for codes in CODE_LISTS:
        for code, known in codes.terms.items():
            with subtests.test(codes=codes.name, code=code):
                if isinstance(known, OwnTerm):
                    assert known.broader
                    assert {*known.broader, *known.related} <= verified_terms()
                else:
                    assert known in verified_terms()


def test_a_code_no_longer_known_keeps_a_name_of_its_own():
    assert legal_terms.LAWFUL_BASIS.term("6-1/z") == "ropa:lawful-basis-6-1%2Fz"


def test_terms_of_our_own_have_names_of_their_own():
    names = [node["@id"] for node in vocabulary() if node["@id"].startswith("ropa:")]

    assert len(names) == len(set(names))


def test_all_lists_are_found():
    rows = {other_terms.CHANNEL.name}  # some of which have a term
    named = {codes.name for codes in LIST_OF.values()} | {legal_terms.RIGHT.name} | rows

    assert named == {codes.name for codes in CODE_LISTS}


def used(filled) -> set[str]:
    """Compact identifiers that the export of an entry with everything uses."""
    return {
        name
        for name in keys_and_terms(json.loads(text_of(filled)))
        if name.split(":")[0] in CONTEXT
    }


def test_the_terms_of_dpv_that_are_used_were_read_in_its_files(filled):
    of_dpv = {name for name in used(filled) if name.split(":")[0] in {"dpv", "eu-gdpr", "pd"}}

    assert len(of_dpv) > 80
    assert of_dpv <= verified_terms()


def test_of_dpcat_only_its_three_classes_are_used(filled):
    assert {name for name in used(filled) if name.startswith("dpcat:")} == {
        "dpcat:ROPA",
        "dpcat:ROPACatalog",
        "dpcat:ROPARecord",
    }


def test_what_is_our_own_is_described_in_the_export_itself(filled):
    own = {name for name in used(filled) if name.startswith("ropa:")}

    assert own <= {node["@id"] for node in vocabulary()}


def test_every_class_and_property_of_our_own_is_used(filled):
    described = {node["@id"] for node in vocabulary() if "rdfs:isDefinedBy" in node}
    text = json.loads(text_of(filled))
    text["@graph"] = text["@graph"][:1]

    assert described == described & set(keys_and_terms(text))


def test_every_prefix_is_used(filled):
    assert {name.split(":")[0] for name in used(filled)} | {"xsd"} == CONTEXT.keys()


# What the lists of rdflib, which are of DCAT 2, do not have yet.
NEWER = {"dcat:version"}
LISTS = {"dcat": DCAT, "dct": DCTERMS, "foaf": FOAF, "prov": PROV, "skos": SKOS}


def test_terms_of_general_vocabularies_exist(filled):
    terms = {name for name in used(filled) if name.split(":")[0] in LISTS} - NEWER
    named = [name.split(":", 1) for name in terms]

    assert len(named) > 20
    assert [name for prefix, name in named if name not in LISTS[prefix]] == []


def test_the_documentation_has_the_term_for_every_code(subtests):
    lines = DOCUMENTATION.read_text(encoding="utf-8").splitlines()

    for codes in CODE_LISTS:
        for code, known in codes.terms.items():
            with subtests.test(codes=codes.name, code=code):
                row = next(line for line in lines if f"| `{code}` | `{codes.term(code)}` |" in line)
                if isinstance(known, OwnTerm):
                    assert all(f"`{term}`" in row for term in (*known.broader, *known.related))
