"""Where data comes from and goes: sources, channels, sharing, transfers abroad."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.schema import (
    ActivityDocument,
    ChannelDocument,
    DisclosureDocument,
    SourceDocument,
    TransferDocument,
)

from .bodies import body
from .labelled_fields import labelled_properties
from .law import power
from .legal_terms import MECHANISM
from .names import NodeNames
from .other_terms import CHANNEL, FREQUENCY, SOURCE_GROUP
from .values import Node, distinct_nodes, ref, without_empty


def source(names: NodeNames, document: SourceDocument) -> Node:
    """Return where data comes from.

    Documents of old did not say whether an origin is people. So an origin is called no more than
    an entity, whichever it is; its name is that of the people or organisation with its code.
    """
    origin = document.origin
    kind = "people" if document.are_people else "organisation"
    return without_empty(
        {
            "@type": ["dpv:DataSource", SOURCE_GROUP.term(document.group.code)],
            "dpv:hasEntity": {
                "@id": names.shared(kind, origin.code),
                "@type": "dpv:Entity",
                "dct:identifier": origin.code,
                "foaf:name": origin.name,
            }
            if origin
            else None,
            "ropa:including": [body(names, each) for each in document.including],
            "skos:note": document.detail,
            **labelled_properties(document),
        }
    )


def recipients(names: NodeNames, activity: ActivityDocument) -> list[Node]:
    """Return everybody who gets the data (Article 30(1)(d)), each once; colleagues last."""
    shared = [
        term for each in activity.disclosures for term in (each.recipient, *each.including)
    ] + [each.recipient for each in activity.transfers if each.recipient]
    outside = distinct_nodes(body(names, term, "dpv:Recipient") for term in shared)
    if not activity.internal_recipients:
        return outside
    inside: Node = {
        "@type": ["dpv:Recipient", "dpv:OrganisationalUnit"],
        "dct:description": activity.internal_recipients,
    }
    return [*outside, inside]


def processing(names: NodeNames, activity: ActivityDocument) -> Iterator[Node]:
    """Yield what is done with the data, as far as the entry says so."""
    if activity.data_holdings:
        yield ref("dpv:Store")
    if activity.data_sources and not activity.channels:
        yield ref("dpv:Collect")
    for channel in activity.channels:
        yield _collecting(channel)
    if activity.automated_decisions.code == "profiling":
        yield ref("dpv:Profiling")
    for disclosure in activity.disclosures:
        yield _sharing(names, disclosure)
    for transfer in activity.transfers:
        yield _transfer(names, transfer)


def _collecting(document: ChannelDocument) -> Node:
    """A channel is named by the words of the body; of those that have a term, it says that too."""
    channel = document.channel
    return without_empty(
        {
            "@type": [
                "dpv:Processing",
                "dpv:Collect",
                *([CHANNEL.term(channel.code)] if channel.code in CHANNEL.terms else []),
            ],
            "dct:identifier": channel.code,
            "dct:title": channel.name,
            "skos:note": document.detail,
            **labelled_properties(document),
        }
    )


def _sharing(names: NodeNames, document: DisclosureDocument) -> Node:
    """Why somebody gets data is a description: the entry's purposes apply to every recipient."""
    return without_empty(
        {
            "@type": ["dpv:Processing", "dpv:Share"],
            "dpv:hasRecipient": ref(names.shared("organisation", document.recipient.code)),
            "ropa:including": [
                ref(names.shared("organisation", each.code)) for each in document.including
            ],
            "dct:description": document.purpose,
            "ropa:gateway": power(names, document.gateway) if document.gateway else None,
            "dpv:hasFrequency": ref(FREQUENCY.term(document.frequency.code)),
            "skos:note": document.detail,
            **labelled_properties(document),
        }
    )


def _transfer(names: NodeNames, document: TransferDocument) -> Node:
    to = document.recipient
    return without_empty(
        {
            "@type": ["dpv:Processing", "dpv:Transfer", "dpv:CrossBorderTransfer"],
            "dpv:hasLocation": {"@type": "dpv:Location", "dct:title": document.destination},
            "dpv:hasDataImporter": ref(names.shared("organisation", to.code)) if to else None,
            "dpv:hasLegalBasis": ref(MECHANISM.term(document.mechanism.code)),
            "dct:description": document.safeguards,
            **labelled_properties(document),
        }
    )
