"""What data is used for, on which ground, and which data about whom."""

from __future__ import annotations

from collections.abc import Iterable

from ropa.documents.schema import (
    ActivityDocument,
    ConditionDocument,
    DataCategoryDocument,
    HoldingDocument,
    PeopleDocument,
    PurposeDocument,
    RightDocument,
)
from ropa.models.grounds import BASIS_TO_BE_SUPPLIED

from .labelled_fields import labelled_properties
from .law import provision
from .legal_terms import (
    ARTICLE_9,
    FURTHER_USE,
    LAWFUL_BASIS,
    RECOGNISED_INTEREST,
    RIGHT,
    SCHEDULE_1,
    SCHEDULE_8,
    SENSITIVITY,
)
from .names import NodeNames
from .values import Node, distinct_nodes, ref, without_empty


def purpose(names: NodeNames, document: PurposeDocument, rights: Iterable[RightDocument]) -> Node:
    """Return a purpose with its basis, and those of the entry’s rights that it gives and others do
    not. It applies to all data and recipients of its entry, so it names none of its own."""
    justifications: list[Node] = []
    if document.interest:
        justifications.append({"@type": "dpv:Justification", "dct:description": document.interest})
    if document.further_use:
        justifications.append(ref(FURTHER_USE.term(document.further_use.code)))
    bases = _lawful_bases([document])
    if document.recognised_interest:
        bases.append(ref(RECOGNISED_INTEREST.term(document.recognised_interest.code)))
    return without_empty(
        {
            "@type": "dpv:Purpose",
            "dct:description": document.statement,
            "dpv:hasLegalBasis": bases,
            "ropa:toBeSupplied": "" if bases else "the lawful basis",
            "dpv:hasApplicableLaw": [provision(names, each) for each in document.provisions],
            "dpv:hasJustification": justifications,
            "dpv:hasRight": [
                right(names, each) for each in rights if document.statement.strip() in each.only_for
            ],
            **labelled_properties(document),
        }
    )


def legal_bases(activity: ActivityDocument) -> list[Node]:
    """Return every basis and condition the entry rests on, each once."""
    conditions = [term for each in activity.conditions for term in _terms(each)]
    return distinct_nodes([*_lawful_bases(activity.purposes), *conditions])


def _lawful_bases(purposes: Iterable[PurposeDocument]) -> list[Node]:
    """What a draft leaves to be supplied is no ground of the law."""
    codes = [each.lawful_basis.code for each in purposes]
    return [ref(LAWFUL_BASIS.term(code)) for code in codes if code != BASIS_TO_BE_SUPPLIED]


def condition(document: ConditionDocument) -> Node:
    """Return the ground for special category or criminal-offence data."""
    return without_empty(
        {
            "@type": "ropa:Condition",
            "ropa:covers": ref(SENSITIVITY.term(document.covers.code)),
            "dpv:hasLegalBasis": _terms(document),
            "dct:description": document.explanation,
            **labelled_properties(document),
        }
    )


def _terms(document: ConditionDocument) -> list[Node]:
    given = (
        (ARTICLE_9, document.article_9),
        (SCHEDULE_1, document.schedule_1),
        (SCHEDULE_8, document.schedule_8),
    )
    return [ref(codes.term(term.code)) for codes, term in given if term]


def data_held(names: NodeNames, holdings: Iterable[HoldingDocument]) -> Node:
    """Return which data is held about whom: the data, the people, and the pairs of both."""
    given = list(holdings)
    return {
        "dpv:hasPersonalData": distinct_nodes(data_category(names, each.data) for each in given),
        "dpv:hasDataSubject": distinct_nodes(_people(names, each.people) for each in given),
        "ropa:hasHolding": [_holding(names, each) for each in given],
    }


def _holding(names: NodeNames, document: HoldingDocument) -> Node:
    return without_empty(
        {
            "@type": "ropa:Holding",
            "dpv:hasPersonalData": ref(names.shared("data", document.data.code)),
            "dpv:hasDataSubject": ref(names.shared("people", document.people.code)),
            "skos:note": document.detail,
            **labelled_properties(document),
        }
    )


def data_category(names: NodeNames, document: DataCategoryDocument) -> Node:
    """Return a category of data."""
    kind = SENSITIVITY.term(document.sensitivity.code)
    return without_empty(
        {
            "@id": names.shared("data", document.code),
            "@type": list(dict.fromkeys(["dpv:PersonalData", kind])),
            "dct:identifier": document.code,
            "dct:title": document.name,
            "dct:description": document.description,
            **labelled_properties(document),
        }
    )


def _people(names: NodeNames, document: PeopleDocument) -> Node:
    return without_empty(
        {
            "@id": names.shared("people", document.code),
            "@type": ["dpv:DataSubject", *(["dpv:Child"] if document.are_children else [])],
            "dct:identifier": document.code,
            "dct:title": document.name,
            "dct:description": document.description,
            **labelled_properties(document),
        }
    )


def right(names: NodeNames, document: RightDocument) -> Node:
    """Return a right people have, in the words they read."""
    return without_empty(
        {
            "@id": names.shared("right", document.code),
            "@type": ["dpv:DataSubjectRight", RIGHT.term(document.code)],
            "dct:identifier": document.code,
            "dct:title": document.name,
            "dct:description": document.explanation,
            "dct:bibliographicCitation": document.citation,
        }
    )
