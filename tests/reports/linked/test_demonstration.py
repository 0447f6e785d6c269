"""The export of the whole demonstration register."""

from __future__ import annotations

from django.utils import timezone
from rdflib import RDF

from tests.documents.standing_documents import register_as_at
from tests.reports.linked.graphs import DPCAT, found_in, graph_of, text_of


def test_the_demonstration_register_keeps_to_the_shapes(demo_register, db):
    standing = register_as_at(timezone.now())
    assert len(standing) > 20

    graph = graph_of(text_of(*(each.document for each in standing)))

    assert len(set(graph.subjects(RDF.type, DPCAT.ROPARecord))) == len(standing)
    assert found_in(graph) == set()
