"""Put pages that were found in order, from what is stored of them: the same on every database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from ropa.models import SearchEntry

from .queries import Wanted
from .results import Hit
from .tokens import KIND, how_often, tokens_of, words_of
from .word_forms import SILENT

# How much more a word counts in a title or another name than in a text.
_IN_TITLE, _IN_NAMES = 10, 5
# How much more a page counts whose name is what was asked for.
_SO_NAMED = 3
# As in Okapi BM25: how soon more of a word says no more, how much the length of a text matters, and
# how many words a page has that is neither long nor short.
_SOON, _BY_LENGTH, _USUAL_LENGTH = 1.2, 0.4, 500


@dataclass(frozen=True)
class Rarity:
    """How much words tell: the fewer pages have one, the more. `pages` says how many have each
    token, and how many there are of each kind."""

    pages: Mapping[str, int]

    def knows(self, wanted: Wanted) -> bool:
        """Whether any page has what may stand for a word."""
        return self.having(wanted) > 0

    def having(self, wanted: Wanted) -> int:
        """Return about how many pages have what may stand for a word."""
        return sum(
            min(self.pages.get(token, 0) for token in together) for together in wanted.alternatives
        )

    def of(self, wanted: Wanted) -> float:
        """Return how much a word tells."""
        every = sum(pages for term, pages in self.pages.items() if term.startswith(KIND))
        having = min(self.having(wanted), every)
        return max(log((every - having + 0.5) / (having + 0.5)), 1e-6)


def weighed(often: float, length: int, usual: int) -> float:
    """Return what a word counts that comes so often in a text of some length."""
    shorter = 1 - _BY_LENGTH + _BY_LENGTH * length / usual
    return often * (_SOON + 1) / (often + _SOON * shorter)


def times(wanted: Wanted, count: Callable[[str], int]) -> int:
    """Return how often anything that may stand for a word comes, given how often tokens do."""
    return sum(min(map(count, together)) for together in wanted.alternatives)


def ranked(
    pages: Iterable[SearchEntry],
    wanted: Sequence[Wanted],
    beside: Sequence[Wanted],
    rarity: Rarity,
    *,
    has_all: bool,
) -> list[Hit]:
    """Return pages that have all or any of some words, the best first. Words that are `beside` each
    other count more. A page whose name the words are comes before others, the more so the less else
    its name says."""
    told = [(each, rarity.of(each)) for each in (*wanted, *beside)]
    hits = [Hit(page, _score(page, wanted, told, has_all=has_all)) for page in pages]
    # Where the words say no more, names and addresses decide: never chance.
    return sorted(hits, key=lambda hit: (-round(hit.score, 9), hit.page.title, hit.page.address))


def is_named(page: SearchEntry, wanted: Wanted) -> bool:
    """Say whether the title of a page or another name of it has a word."""
    tokens = {*tokens_of(page.title), *tokens_of(page.names)}
    return any(tokens.issuperset(together) for together in wanted.alternatives)


def _score(
    page: SearchEntry,
    wanted: Sequence[Wanted],
    told: Sequence[tuple[Wanted, float]],
    *,
    has_all: bool,
) -> float:
    title, names = Counter(tokens_of(page.title)), Counter(tokens_of(page.names))

    def often(token: str) -> int:
        in_name = _IN_TITLE * title[token] + _IN_NAMES * names[token]
        return in_name + how_often(page.tokens, token)

    text = sum(
        tells * weighed(times(each, often), page.length, _USUAL_LENGTH) for each, tells in told
    )
    share = max(
        _share(words, name, wanted, has_all=has_all)
        for words, name in ((page.title, title), (page.names, names))
    )
    return text * page.weight * (1 + _SO_NAMED * share)


def _share(name: str, tokens: Counter[str], wanted: Sequence[Wanted], *, has_all: bool) -> float:
    """How much of a name the words are, none if it has not all or any of them."""
    there = [times(each, tokens.__getitem__) > 0 for each in wanted]
    if not (all(there) if has_all else any(there)):
        return 0.0
    telling = sum(word not in SILENT for word in words_of(name)) or 1
    return min(1.0, len(wanted) / telling)
