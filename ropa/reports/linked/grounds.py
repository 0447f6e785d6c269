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

from .law import provision
from .legal_terms import ARTICLE_9, LAWFUL_BASIS, RIGHT, SCHEDULE_1, SCHEDULE_8, SENSITIVITY
from .names import Names
from .plain import plain
from .values import Node, once, ref, stated


def purpose(names: Names, document: PurposeDocument) -> Node:
    """Return a purpose with its basis. It applies to all data and recipients of its entry, so it
    names none of its own."""
    interest = {"@type": "dpv:Justification", "dct:description": document.interest}
    return stated(
        {
            "@type": "dpv:Purpose",
            "dct:description": document.statement,
            "dpv:hasLegalBasis": ref(LAWFUL_BASIS.term(document.lawful_basis.code)),
            "dpv:hasApplicableLaw": [provision(names, each) for each in document.provisions],
            "dpv:hasJustification": interest if document.interest else None,
            **plain(document),
        }
    )


def legal_bases(activity: ActivityDocument) -> list[Node]:
    """Return every basis and condition the entry rests on, each once."""
    bases = [ref(LAWFUL_BASIS.term(each.lawful_basis.code)) for each in activity.purposes]
    return once(bases + [term for each in activity.conditions for term in _terms(each)])


def condition(document: ConditionDocument) -> Node:
    """Return the ground for special category or criminal-offence data."""
    return stated(
        {
            "@type": "ropa:Condition",
            "ropa:covers": ref(SENSITIVITY.term(document.covers.code)),
            "dpv:hasLegalBasis": _terms(document),
            "dct:description": document.explanation,
            **plain(document),
        }
    )


def _terms(document: ConditionDocument) -> list[Node]:
    given = (
        (ARTICLE_9, document.article_9),
        (SCHEDULE_1, document.schedule_1),
        (SCHEDULE_8, document.schedule_8),
    )
    return [ref(codes.term(term.code)) for codes, term in given if term]


def held(names: Names, holdings: Iterable[HoldingDocument]) -> Node:
    """Return which data is held about whom: the data, the people, and the pairs of both."""
    given = list(holdings)
    return {
        "dpv:hasPersonalData": once(_data(names, each.data) for each in given),
        "dpv:hasDataSubject": once(_people(names, each.people) for each in given),
        "ropa:hasHolding": [_holding(names, each) for each in given],
    }


def _holding(names: Names, document: HoldingDocument) -> Node:
    return stated(
        {
            "@type": "ropa:Holding",
            "dpv:hasPersonalData": ref(names.shared("data", document.data.code)),
            "dpv:hasDataSubject": ref(names.shared("people", document.people.code)),
            "skos:note": document.detail,
            **plain(document),
        }
    )


def _data(names: Names, document: DataCategoryDocument) -> Node:
    kind = SENSITIVITY.term(document.sensitivity.code)
    return stated(
        {
            "@id": names.shared("data", document.code),
            "@type": list(dict.fromkeys(["dpv:PersonalData", kind])),
            "dct:identifier": document.code,
            "dct:title": document.name,
            "dct:description": document.description,
            **plain(document),
        }
    )


def _people(names: Names, document: PeopleDocument) -> Node:
    return stated(
        {
            "@id": names.shared("people", document.code),
            "@type": ["dpv:DataSubject", *(["dpv:Child"] if document.are_children else [])],
            "dct:identifier": document.code,
            "dct:title": document.name,
            "dct:description": document.description,
            **plain(document),
        }
    )


def right(names: Names, document: RightDocument) -> Node:
    """Return a right people have, in the words they read."""
    return stated(
        {
            "@id": names.shared("right", document.code),
            "@type": ["dpv:DataSubjectRight", RIGHT.term(document.code)],
            "dct:identifier": document.code,
            "dct:title": document.name,
            "dct:description": document.explanation,
            "dct:bibliographicCitation": document.citation,
        }
    )
