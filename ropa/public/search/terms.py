"""The projection of the words of the public record, and in how many pages each comes."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Model

from ropa.models import SearchEntry, SearchTerm
from ropa.read_model import Changes, Projection, add_up, register

from .search_entries import SEARCH_ENTRIES
from .tokens import KIND, NAMED

# In front of a token: a word as it is written has nothing there.
STEMMED = "~"
_PARTS = 16


class _SearchTerms(Projection):
    name = "search terms"
    model = SearchTerm
    key_field = "part"
    identified_by = ("term",)
    made_from = (SearchEntry,)
    shape = SEARCH_ENTRIES.shape
    locked_with = SEARCH_ENTRIES.locked_with
    # All pages are read for each part.
    batch = 1

    def keys(self) -> Iterable[str]:
        return (f"{part:x}" for part in range(_PARTS))

    def rows(self, keys: Sequence[str]) -> Iterable[Model]:
        counted: Counter[str] = Counter()
        entries = SearchEntry.objects.order_by().only("kind", "tokens", "words")
        for entry in entries.iterator():
            counted.update(term for term in terms_of(entry) if _part_of(term) in keys)
        return _terms(counted)

    def follow(self, other: Projection, changes: Changes) -> None:
        """Count what came and went."""
        if other is SEARCH_ENTRIES:
            counted: Counter[str] = Counter()
            for row in changes.after:
                counted.update(terms_of(row))
            for row in changes.before:
                counted.subtract(terms_of(row))
            add_up(self, "pages", _terms(counted))


def terms_of(entry: SearchEntry) -> Iterator[str]:
    """Yield the terms of a page, each once: its kind, its tokens, and its words without figures."""
    yield KIND + entry.kind
    for token in entry.tokens.split():
        if token[0] not in {"|", NAMED, KIND}:
            yield STEMMED + token
    yield from filter(str.isalpha, entry.words.split(" "))


def _terms(counted: Counter[str]) -> Iterator[SearchTerm]:
    for term, pages in counted.items():
        yield SearchTerm(term=term, part=_part_of(term), pages=pages)


def _part_of(term: str) -> str:
    return f"{zlib.crc32(term.encode()) % _PARTS:x}"


SEARCH_TERMS = register(_SearchTerms())
