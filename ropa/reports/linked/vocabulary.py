"""The terms of our own, described in every export: it can be read without asking anybody."""

from __future__ import annotations

from . import legal_terms, other_terms
from .code_lists import SCHEME, CodeList
from .labelled_fields import labels_of_own_properties
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
    "Choice": "Something people can choose about a use of their data",
    "Condition": "The ground for using special category or criminal-offence data",
    "Decision": "What a computer decides about people, or helps to decide",
    "Holding": "A category of data held about a category of people",
    "PowerUse": "A statutory power as one entry relies on it, and whose power it is",
    "StatutoryPower": "What a provision lets or makes somebody do",
}

PROPERTIES = {
    "aPersonStepsIn": "Whether people can get a person to look at the decision",
    "appliedThrough": "The instrument that applies the power here",
    "automatedDecisions": "Whether decisions are automated or people are profiled",
    "beginsOn": "The day from which the activity runs",
    "byWhen": "By when people have to say what they choose",
    "canBeContested": "Whether people can contest the decision",
    "capacity": "Whether the body decides about the data, or works on it for others",
    "chainHead": "The hash of the newest version in the register’s chain",
    "covers": "The kind of data a condition is for",
    "documentDigest": "The SHA-256 of the canonical text of the frozen document",
    "limit": "Whether data is kept at least, exactly or at most so long, or for ever",
    "endsOn": "The last day of the activity, after which its data may still be kept",
    "endAction": "What happens to the data when its time is over",
    "fromAge": "The age in years from which people choose for themselves",
    "gateway": "The power or duty the sharing rests on",
    "hasChoice": "People have this choice",
    "hasCondition": "The entry rests on this condition",
    "hasDecision": "A computer takes this decision, or helps to take it",
    "hasHolding": "The entry holds this data about these people",
    "hasPowerUse": "The entry relies on this power",
    "howChildrenAreTold": "In which form children learn what is done with their data",
    "heldBy": "The organisation whose power it is",
    "ifNotProvided": "What follows if people do not give the data",
    "including": "Bodies of this kind that are named",
    "involvement": "Whether a computer alone decides, or a person helped by one",
    "isApproved": "Whether the document is an approved version, and not a draft",
    "isPublicAuthority": "Whether the organisation is a public authority",
    "isUsual": "Whether the period is the usual one, and not a fixed one",
    "offence": "The offence that backs the power",
    "oldestChildren": "The age in years of the oldest children that the entry is about",
    "onlyFor": "A purpose that a choice is about, where it is not about all",
    "peopleAreHeard": "Whether people can have their say about the decision",
    "peopleAreTold": "Whether people are told about the decision",
    "power": "The power used",
    "providing": "Whether people must give the data",
    "reviewInterval": "How often it is looked at whether the data is still needed",
    "runsFrom": "The event from which the period runs",
    "sharingNote": "About sharing in general",
    "significance": "Whether the decision is significant for people",
    "toBeSupplied": "What is still missing, and who will supply it",
    "transfersPosition": "Whether data leaves the United Kingdom",
    "verifiedOn": "The day somebody last checked the provision at its source",
    "whatFollows": "What follows if people choose so",
    "whomToTell": "The office that people tell what they choose",
    "youngestChildren": "The age in years of the youngest children that the entry is about",
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
        name: label for name, label in labels_of_own_properties().items() if name not in PROPERTIES
    }


def _defined(name: str, label: str, kind: str) -> Node:
    return {
        "@id": f"ropa:{name}",
        "@type": kind,
        "rdfs:isDefinedBy": ref(SCHEME),
        "rdfs:label": english(label),
    }
