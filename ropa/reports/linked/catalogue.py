"""The whole register as one JSON-LD document, piece by piece: `ROPACatalog` > `ROPA` > records; and
the register of one topic, which repeats of each record what it is about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ropa.documents.schema import ActivityDocument

from .activities import record
from .context import CONTEXT
from .names import CatalogueDescription, FrozenIn, NodeNames, TopicDescription
from .public_files import register_dataset
from .values import Node, digest, instant, ref, without_empty
from .vocabulary import vocabulary

# What the register of a topic says of an entry, besides what the topic is about.
_OF_EVERY_RECORD = frozenset(
    {
        "@id",
        "@type",
        "dct:identifier",
        "dct:title",
        "dcat:version",
        "dct:issued",
        "ropa:documentDigest",
        "ropa:isApproved",
    }
)


def catalogue_text(
    about: CatalogueDescription, activities: Iterable[tuple[ActivityDocument, FrozenIn]]
) -> Iterator[str]:
    """Yield the text of one JSON-LD document with every activity, in the order given.

    Keys are sorted, so the same input gives the same text; it ends with a newline. The first piece
    comes before the first activity is asked for, and no activity is kept once it is written. All
    that is remembered is which organisations are controllers, to name them at the end.
    """
    names = NodeNames.of(about)
    head = _head(about, names, names.catalogue, "dpcat:ROPACatalog")
    # DCAT-AP asks for data sets in a catalogue; DPCat's records are those of the register within.
    head["dcat:dataset"] = register_dataset(about, names)
    catalogue = _split_at(head, "dcat:catalog")
    register = _split_at(_head(about, names, names.register, "dpcat:ROPA"), "dcat:dataset")
    yield f'{{"@context":{_text(CONTEXT)},"@graph":[\n{catalogue[0]}{register[0]}['

    controllers: set[str] = set()
    between = "\n"
    for activity, frozen in activities:
        node = record(names, activity, frozen)
        controllers.update(each["@id"] for each in node.get("dpv:hasDataController", ()))
        yield f"{between}{_text(node)}"
        between = ",\n"

    named = {"dpv:hasDataController": [ref(each) for each in sorted(controllers)]}
    yield f"]{_remaining_text(register[1] | named)}{_remaining_text(catalogue[1] | named)}"
    for term in vocabulary():
        yield f",\n{_text(term)}"
    yield "]}\n"


def topic_text(
    about: CatalogueDescription,
    topic: TopicDescription,
    activities: Iterable[tuple[ActivityDocument, FrozenIn]],
) -> Iterator[str]:
    """Yield the text of one JSON-LD document with what the topic is about of every activity given,
    as `catalogue_text` does.

    Its nodes have the names that they have in the whole register: what both say, is said of the
    same things.
    """
    names = NodeNames.of(about)
    described = {
        **_head(about, names, names.topic(topic.name)),
        "dct:title": topic.title,
        "dct:description": f"{topic.summary} {about.description}",
        "dct:isPartOf": ref(names.register),
        "dct:references": topic.citation,
    }
    before, after = _split_at(described, "dcat:dataset")
    yield f'{{"@context":{_text(CONTEXT)},"@graph":[\n{before}['
    between = "\n"
    for activity, frozen in activities:
        kept = {
            name: value
            for name, value in record(names, activity, frozen).items()
            if name in _OF_EVERY_RECORD or name in topic.properties
        }
        yield f"{between}{_text(kept)}"
        between = ",\n"
    yield f"]{_remaining_text(after)}"
    for term in vocabulary():
        yield f",\n{_text(term)}"
    yield "]}\n"


def _head(about: CatalogueDescription, names: NodeNames, identifier: str, *kinds: str) -> Node:
    return without_empty(
        {
            "@id": identifier,
            "@type": [*kinds, "dcat:Catalog"],
            "dct:title": about.title,
            "dct:description": about.description,
            "dct:publisher": {
                "@id": names.publisher,
                "@type": "foaf:Agent",
                "foaf:name": about.publisher_name,
            },
            "dct:valid": instant(about.as_at),
            "ropa:chainHead": digest(about.head_hash),
        }
    )


def _split_at(node: Node, key: str) -> tuple[str, Node]:
    """Return the text of `node` up to the value of `key`, and the facts that come after it."""
    before = {name: value for name, value in node.items() if name < key}
    after = {name: value for name, value in node.items() if name > key}
    return f"{_text(before)[:-1]},{_text(key)}:", after


def _remaining_text(facts: Node) -> str:
    return f",{_text(without_empty(facts))[1:]}"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
