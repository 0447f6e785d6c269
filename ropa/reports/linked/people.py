"""What people can choose about the use of their data, and what a computer decides about them."""

from __future__ import annotations

from ropa.documents.choice_wording import uses_of
from ropa.documents.schema import AutomatedDecisionDocument, PeopleChoiceDocument

from .grounds import data_category
from .labelled_fields import labelled_properties
from .names import NodeNames
from .other_terms import CHOICE_KIND, INVOLVEMENT, SIGNIFICANCE
from .values import Node, link, ref, without_empty


def choice(document: PeopleChoiceDocument) -> Node:
    """Return a choice people have, how they make it and what follows."""
    return without_empty(
        {
            "@type": "ropa:Choice",
            "dct:type": ref(CHOICE_KIND.term(document.kind.code)),
            "dct:title": document.choice,
            "dct:description": document.how,
            "ropa:byWhen": document.by_when,
            "ropa:fromAge": document.from_age,
            "ropa:whatFollows": document.consequence,
            "ropa:onlyFor": list(uses_of(document.only_for)),
            "ropa:whomToTell": document.contact,
            "foaf:page": link(document.url) if document.url else None,
            **labelled_properties(document),
        }
    )


def decision(names: NodeNames, document: AutomatedDecisionDocument) -> Node:
    """Return a decision that a computer takes or helps to take, with what protects people."""
    logic = {"@type": "dpv:AlgorithmicLogic", "dct:description": document.logic}
    return without_empty(
        {
            "@type": "ropa:Decision",
            "dct:title": document.decision,
            "ropa:involvement": ref(INVOLVEMENT.term(document.involvement.code)),
            "ropa:significance": ref(SIGNIFICANCE.term(document.significance.code)),
            "dct:description": document.effect,
            "dpv:hasAlgorithmicLogic": logic if document.logic else None,
            "dpv:hasPersonalData": [
                data_category(names, each) for each in document.data_categories
            ],
            "ropa:peopleAreTold": document.people_are_told,
            "ropa:peopleAreHeard": document.people_are_heard,
            "ropa:aPersonStepsIn": document.a_person_steps_in,
            "ropa:canBeContested": document.can_be_contested,
            "foaf:page": link(document.tool_record) if document.tool_record else None,
            **labelled_properties(document),
        }
    )
