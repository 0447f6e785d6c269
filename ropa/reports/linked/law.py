"""Provisions and statutory powers as legal resources with their public addresses."""

from __future__ import annotations

from ropa.documents.schema import PowerDocument, PowerUseDocument, ProvisionDocument

from .bodies import body
from .labelled_fields import labelled_properties
from .legal_terms import POWER_KIND
from .names import NodeNames
from .values import Node, day, link, ref, without_empty


def provision(names: NodeNames, document: ProvisionDocument) -> Node:
    """Return a provision and the legislation it is part of."""
    law = document.legislation
    return without_empty(
        {
            "@id": names.shared("provision", document.code),
            "@type": ["dpv:Law", "eli:LegalResource"],
            "dct:identifier": document.code,
            "dct:title": document.citation,
            "skos:altLabel": document.label,
            "dct:description": document.subject,
            "foaf:page": link(document.url),
            "ropa:verifiedOn": day(document.verified_on),
            **labelled_properties(document),
            "dct:isPartOf": without_empty(
                {
                    "@id": names.shared("legislation", law.code),
                    "@type": ["dpv:Law", "eli:LegalResource"],
                    "dct:identifier": law.code,
                    "dct:title": law.name,
                }
            ),
        }
    )


def power(names: NodeNames, document: PowerDocument) -> Node:
    """Return a power or duty, the provision that gives it, and the offence that backs it."""
    return without_empty(
        {
            "@id": names.shared("power", document.code),
            "@type": "ropa:StatutoryPower",
            "dct:identifier": document.code,
            "dct:title": document.name,
            "dct:type": ref(POWER_KIND.term(document.kind.code)),
            "dpv:hasApplicableLaw": provision(names, document.provision),
            "ropa:offence": provision(names, document.offence) if document.offence else None,
            **labelled_properties(document),
        }
    )


def power_use(names: NodeNames, document: PowerUseDocument) -> Node:
    """Return a power as an entry relies on it."""
    through = document.applied_through
    return without_empty(
        {
            "@type": "ropa:PowerUse",
            "ropa:power": power(names, document.power),
            "ropa:heldBy": body(names, document.held_by),
            "ropa:appliedThrough": provision(names, through) if through else None,
            "dct:description": document.explanation,
            **labelled_properties(document),
        }
    )
