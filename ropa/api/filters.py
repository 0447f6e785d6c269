"""Filter activities by the parameters of a request."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.merged.roles import PROCESSOR
from ropa.documents.schema import ActivityDocument
from ropa.public.index import DATA, LEGISLATION, ORGANISATION, PEOPLE, RegisterIndex

from .catalogue import Catalogue, CatalogueActivity
from .parameters import ActivityQuery
from .responses import holds_words


def chosen_activities(
    index: RegisterIndex, known: Catalogue, query: ActivityQuery
) -> list[ActivityDocument]:
    """Return the activities that every filter lets through, by reference.

    What the index knows by name is looked up; the others are gone through.
    """
    references = set(index.entries) & set(known.activities)
    for names in _references_named(index, query):
        references &= set(names)
    return [
        index.entries[reference]
        for reference in sorted(references)
        if _is_asked_for(index.entries[reference], known.activities[reference], query)
    ]


def _references_named(index: RegisterIndex, query: ActivityQuery) -> Iterator[tuple[str, ...]]:
    asked = (
        (ORGANISATION, query.organisation),
        (ORGANISATION, query.controller),
        (PEOPLE, query.people),
        (DATA, query.data),
        (LEGISLATION, query.legislation),
    )
    return (index.references_to(kind, code) for kind, code in asked if code is not None)


def _is_asked_for(entry: ActivityDocument, listed: CatalogueActivity, query: ActivityQuery) -> bool:
    return (
        query.controller in {None, *_controllers(entry)}
        and query.lawful_basis in {None, *(part.lawful_basis.code for part in entry.purposes)}
        and query.legal_regime in {None, listed.legal_regime.code}
        and query.capacity in {None, entry.capacity.code}
        and (query.changed_since is None or listed.published >= query.changed_since)
        and holds_words(listed.search_text, query.q)
    )


def _controllers(entry: ActivityDocument) -> Iterator[str]:
    for part in entry.controllers:
        if part.role.code != PROCESSOR:
            yield part.organisation.code
