"""The export as a graph, and what the shapes find in one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pyshacl
from rdflib import SH, Graph, Namespace

from ropa.documents.schema import ActivityDocument
from ropa.reports.linked import CatalogueDescription, FrozenIn, catalogue_text

HERE = Path(__file__).parent
DPV = Namespace("https://w3id.org/dpv#")
DPCAT = Namespace("https://w3id.org/dpcat#")
GDPR = Namespace("https://w3id.org/dpv/legal/eu/gdpr#")
ROPA = Namespace("urn:uuid:684d2e79-2eca-4c8c-b764-13b3ec418ddf#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")

INSTANT = datetime(2026, 3, 31, 12, 30, tzinfo=UTC)
ABOUT = CatalogueDescription(
    title="Record of processing activities",
    description="Everything we do with personal data.",
    publisher_name="Example Authority",
    address="https://register.example.org",
    as_at=INSTANT,
    head_hash="ab" * 32,
)
FROZEN = FrozenIn(number=3, digest="cd" * 32, frozen_at=INSTANT)


def text_of(
    *activities: ActivityDocument, about: CatalogueDescription = ABOUT, frozen: FrozenIn = FROZEN
) -> str:
    """The whole text of the export of these activities, each frozen alike."""
    return "".join(catalogue_text(about, [(activity, frozen) for activity in activities]))


def graph_of(text: str) -> Graph:
    """The graph a reader gets from the text. The context is in it: nothing is fetched."""
    return Graph().parse(data=text, format="json-ld")


@cache
def shapes() -> Graph:
    return Graph().parse(HERE / "shapes.ttl")


def results_of(graph: Graph) -> Graph:
    """What the shapes find in the graph, as the report SHACL describes."""
    _, results, _ = pyshacl.validate(graph, shacl_graph=shapes())
    assert isinstance(results, Graph), results
    return results


def found_in(graph: Graph) -> set[str]:
    """What the shapes find: for each result the last part of its path, or else its message."""
    results = results_of(graph)
    found = set()
    for result in results.subjects(SH.resultSeverity, None):
        path = results.value(result, SH.resultPath)
        said = path if path is not None else results.value(result, SH.resultMessage)
        found.add(str(said).rsplit("#", 1)[-1].rsplit("/", 1)[-1])
    return found


def verified_terms() -> set[str]:
    """The terms that were read in the files of DPV, as compact identifiers."""
    lines = (HERE / "dpv_terms.txt").read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def keys_and_terms(value: object) -> Iterable[str]:
    """Every key, type and reference in JSON-LD, as written."""
    if isinstance(value, list):
        for item in value:
            yield from keys_and_terms(item)
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            if key in {"@id", "@type"}:
                yield from [item] if isinstance(item, str) else item
            elif key != "@context":
                yield from keys_and_terms(item)
