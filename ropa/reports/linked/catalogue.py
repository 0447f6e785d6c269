"""The whole register as one JSON-LD document, piece by piece: `ROPACatalog` > `ROPA` > records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ropa.documents.schema import ActivityDocument

from .activities import record
from .context import CONTEXT
from .names import CatalogueDescription, FrozenIn, NodeNames
from .values import Node, digest, instant, ref, without_empty
from .vocabulary import vocabulary


def catalogue_text(
    about: CatalogueDescription, activities: Iterable[tuple[ActivityDocument, FrozenIn]]
) -> Iterator[str]:
    """Yield the text of one JSON-LD document with every activity, in the order given.

    Keys are sorted, so the same input gives the same text; it ends with a newline. The first piece
    comes before the first activity is asked for, and no activity is kept once it is written. All
    that is remembered is which organisations are controllers, to name them at the end.
    """
    names = NodeNames.of(about)
    catalogue = _split_at(_head(about, names, names.catalogue, "dpcat:ROPACatalog"), "dcat:catalog")
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


def _head(about: CatalogueDescription, names: NodeNames, identifier: str, kind: str) -> Node:
    return without_empty(
        {
            "@id": identifier,
            "@type": [kind, "dcat:Catalog"],
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
