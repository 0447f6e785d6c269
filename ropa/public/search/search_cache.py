"""Cache the search index: one for each process, rebuilt when the register has a newer version."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.damage import undamaged

from ..extension_pages import extension_pages
from ..index import register_index
from ..kept_at_head import CHUNK, CachedAtHead, Head, newest_head
from ..published_lists import outlines, published_policy_documents
from ..published_versions import newest_versions
from . import published, search_text, subjects
from .answers import SearchIndex
from .engine import Engine
from .pages import Passage, SearchPage


def search_index() -> SearchIndex:
    """Return everything published as it stands.

    Takes one query to learn the newest version. If that is not the one known, it takes one for
    the versions, one for the index of the register unless it is known, and one for each other
    application.
    """
    return _cache.at(newest_head())


def _new_index(_head: Head | None) -> SearchIndex:
    return SearchIndex(Engine(_pages()))


def _pages() -> Iterator[SearchPage]:
    yield from subjects.pages_of(register_index())
    yield from published.policy_documents(outlines(published_policy_documents()))
    for version in undamaged(newest_versions().order_by("sequence").iterator(CHUNK)):
        yield from published.pages_of(version)
    for page in extension_pages():
        yield SearchPage(
            kind=page.kind,
            title=page.name,
            address=page.address,
            passages=(Passage(page.address, search_text.sentences(page.text)),),
            weight=1.2,
        )


_cache = CachedAtHead(_new_index)
