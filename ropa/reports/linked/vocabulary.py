"""The terms of our own, described in every export: it can be read without asking anybody."""

from __future__ import annotations

from . import legal_terms, other_terms
from .code_lists import SCHEME, CodeList
from .plain import plain_properties
from .values import Node, english, ref

CODE_LISTS = tuple(
    found
    for module in (legal_terms, other_terms)
    for found in vars(module).values()
    if isinstance(found, CodeList)
)

# Processing that an entry names by the bare term of DPV.
_PROCESSING = ("dpv:Collect", "dpv:Profiling", "dpv:Store")

CLASSES = {
    "Condition": "The ground for using special category or criminal-offence data",
    "Holding": "A category of data held about a category of people",
    "PowerUse": "A statutory power as one entry relies on it, and whose power it is",
    "StatutoryPower": "What a provision lets or makes somebody do",
}

PROPERTIES = {
    "appliedThrough": "The instrument that applies the power here",
    "automatedDecisions": "Whether decisions are automated or people are profiled",
    "chainHead": "The hash of the newest version in the register’s chain",
    "covers": "The kind of data a condition is for",
    "documentDigest": "The SHA-256 of the canonical text of the frozen document",
    "endAction": "What happens to the data when its time is over",
    "gateway": "The power or duty the sharing rests on",
    "hasCondition": "The entry rests on this condition",
    "hasHolding": "The entry holds this data about these people",
    "hasPowerUse": "The entry relies on this power",
    "heldBy": "The organisation whose power it is",
    "ifNotProvided": "What follows if people do not give the data",
    "including": "Bodies of this kind that are named",
    "isApproved": "Whether the document is an approved version, and not a draft",
    "isPublicAuthority": "Whether the organisation is a public authority",
    "isUsual": "Whether the period is the usual one, and not a fixed one",
    "offence": "The offence that backs the power",
    "power": "The power used",
    "providing": "Whether people must give the data",
    "reviewInterval": "How often it is looked at whether the data is still needed",
    "runsFrom": "The event from which the period runs",
    "sharingNote": "About sharing in general",
    "toBeSupplied": "What is still missing, and who will supply it",
    "transfersPosition": "Whether data leaves the United Kingdom",
    "verifiedOn": "The day somebody last checked the provision at its source",
}


def vocabulary() -> list[Node]:
    """Return the nodes of the product's own scheme, its terms, classes and properties."""
    return [
        {
            "@id": SCHEME,
            "@type": "skos:ConceptScheme",
            "dct:title": english("Terms of UK records of processing that DPV does not have"),
        },
        *(node for codes in CODE_LISTS for node in codes.nodes()),
        *({"@id": term, "@type": "dpv:Processing"} for term in _PROCESSING),
        *(_defined(name, label, "rdfs:Class") for name, label in CLASSES.items()),
        *(_defined(name, label, "rdf:Property") for name, label in _properties().items()),
    ]


def _properties() -> dict[str, str]:
    """All properties of our own; what several documents call alike stands once."""
    return PROPERTIES | {
        name: label for name, label in plain_properties().items() if name not in PROPERTIES
    }


def _defined(name: str, label: str, kind: str) -> Node:
    return {
        "@id": f"ropa:{name}",
        "@type": kind,
        "rdfs:isDefinedBy": ref(SCHEME),
        "rdfs:label": english(label),
    }
