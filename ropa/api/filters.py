"""Filter what is published by the parameters of a request."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from ropa.models import Mention, PublishedDocument
from ropa.public.index import DATA, LEGISLATION, ORGANISATION, PEOPLE, register_index
from ropa.public.index.mentions import LAWFUL_BASIS
from ropa.public.index.projections import CONTROLLER_ROLE
from ropa.public.index.register_index import naming

from .parameters import ActivityQuery, NoticeQuery

type Documents = QuerySet[PublishedDocument]


def chosen_activities(query: ActivityQuery) -> Documents:
    """Return the activities that every filter lets through, by reference."""
    found = PublishedDocument.objects.filter(kind="activity").order_by("code")
    for mentions in _mentions_asked(query):
        found = found.filter(subject__in=mentions.order_by().values("document"))
    if query.legal_regime is not None:
        found = found.filter(legal_regime=query.legal_regime)
    if query.capacity is not None:
        found = found.filter(capacity=query.capacity)
    return _chosen(found, query)


def chosen_notices(kind: str, query: NoticeQuery) -> Documents:
    """Return the notices or policy documents that every filter lets through, by title."""
    found = PublishedDocument.objects.filter(kind=kind).order_by("title", "code")
    if query.organisation is not None:
        found = found.filter(publisher=query.organisation)
    return _chosen(found, query)


def _chosen(found: Documents, query: ActivityQuery | NoticeQuery) -> Documents:
    if query.changed_since is not None:
        found = found.filter(published_at__gte=query.changed_since)
    for word in (query.q or "").casefold().split():
        found = found.filter(search_text__contains=word)
    return found


def _mentions_asked(query: ActivityQuery) -> Iterator[QuerySet[Mention]]:
    asked = (
        (ORGANISATION, query.organisation),
        (PEOPLE, query.people),
        (DATA, query.data),
        (LEGISLATION, query.legislation),
        (LAWFUL_BASIS, query.lawful_basis),
    )
    for kind, code in asked:
        if code is not None:
            yield naming(kind, code)
    if query.controller is not None:
        yield naming(ORGANISATION, query.controller).filter(role=CONTROLLER_ROLE)
    # Whom no document is certain of may be a group of people.
    bodies = register_index().names.organisations
    if query.organisation is not None and query.organisation not in bodies:
        yield Mention.objects.none()
