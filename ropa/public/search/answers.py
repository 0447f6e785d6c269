"""Answer a search: pages with all its words first, then with corrections, then with any of them.

However many pages there are, a bounded number is read for an answer: of very many that have common
words some that are named by them, some of other kinds than the record's, and some others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from ropa.models import SearchEntry

from . import engine
from .extracts import Extracts, passages_of
from .pages import DATA, LAW, NOTICES, ORGANISATIONS, PEOPLE, POLICY_DOCUMENTS, RECORD
from .queries import SearchQuery, Wanted, wanted
from .ranking import Rarity, ranked
from .results import Hit, Result
from .tokens import KIND, stem
from .vocabulary import completions, corrections, pages_with

KINDS = (NOTICES, PEOPLE, RECORD, ORGANISATIONS, LAW, DATA, POLICY_DOCUMENTS)
# So many pages are ranked for an answer, and so many of a kind are counted.
RANKED, COUNTED = 300, 1000
# Of so many words at most, pages with all but one of them are looked for.
_FEW = 5


@dataclass(frozen=True)
class SearchAnswer:
    """What was found.

    `asked` is what was looked for in the end: not what was typed if `is_corrected`. `hits` are the
    best pages, of `kind` if it is one of those found; `counts` says how many there are of each, and
    stops at `COUNTED`. Without `has_all`, pages have some of the words. `suggestion` is what may
    have been meant instead.
    """

    asked: SearchQuery
    hits: Sequence[Hit] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    kind: str = ""
    sought: Sequence[Wanted] = ()
    rarity: Rarity = field(default_factory=lambda: Rarity({}))
    has_all: bool = True
    is_corrected: bool = False
    suggestion: str = ""

    @property
    def found(self) -> int:
        """How many pages of the kind, or of all kinds, were counted."""
        return self.counts.get(self.kind, 0) if self.kind else sum(self.counts.values())

    @property
    def has_more(self) -> bool:
        """Whether there are more than were counted."""
        some = [self.counts[self.kind]] if self.kind else self.counts.values()
        return any(count > COUNTED for count in some)

    def results(self, hits: Sequence[Hit]) -> list[Result]:
        """Return some of the hits with what the pages say, in one query."""
        extracts = Extracts(self.sought, _beside(self.asked), self.rarity)
        passages = passages_of(hits)
        there = (hit for hit in hits if hit.page.pk in passages)
        return [extracts.result(hit, passages[hit.page.pk]) for hit in there]


def answer(asked: SearchQuery, kind: str = "") -> SearchAnswer:
    """Return the best pages that answer a question; those of one kind, if there are any."""
    if not asked.words:
        return SearchAnswer(asked)
    question = _Question(asked, kind)
    found = question.with_all()
    if not found.hits and asked.without_hyphens != asked:
        question = _Question(asked.without_hyphens, kind)
        found = question.with_all()
    if found.hits:
        return found
    corrected = question.corrected()
    suggestion = ""
    if corrected is not None:
        meant = _Question(corrected, kind)
        found = meant.with_all(is_corrected=True)
        if found.hits:
            return found
        suggestion = corrected.text if meant.is_mostly_known else ""
    return question.with_any(suggestion)


class _Question:
    """A question, and what may stand for its telling words. The last one may be a beginning."""

    def __init__(self, asked: SearchQuery, kind: str) -> None:
        self.asked, self._kind = asked, kind
        self.words = {word: wanted(word) for word in asked.significant_words}
        tokens = [token for each in self.words.values() for token in each.tokens]
        pages = dict(pages_with([*tokens, *asked.pairs]))
        last = asked.words[-1]
        if last in self.words and not Rarity(pages).knows(self.words[last]):
            completed = tuple(dict.fromkeys((stem(word),) for word in completions(last)))
            if completed:
                self.words[last] = Wanted(completed)
                pages |= pages_with(self.words[last].tokens)
        self.rarity = Rarity(pages)

    @property
    def is_mostly_known(self) -> bool:
        """Whether more than half of its words are on a page. Of another language hardly one is,
        and a slip from it to a word that is there was not meant."""
        return sum(map(self.rarity.knows, self.words.values())) * 2 > len(self.words)

    def with_all(self, *, is_corrected: bool = False) -> SearchAnswer:
        """Answer with the pages that have all words."""
        every = list(self.words.values())
        if not all(map(self.rarity.knows, every)):
            return SearchAnswer(self.asked)
        expression = engine.with_all(every)
        named = engine.named(every)
        tiers = (
            engine.of_another_kind(named, RECORD),
            named,
            engine.of_another_kind(expression, RECORD),
            expression,
        )
        return self._answer(every, expression, tiers, has_all=True, is_corrected=is_corrected)

    def with_any(self, suggestion: str) -> SearchAnswer:
        """Answer with the pages that have any of the words, those with the rarest first."""
        known = [each for each in self.words.values() if self.rarity.knows(each)]
        if not known:
            return SearchAnswer(self.asked, has_all=False, suggestion=suggestion)
        rarest = sorted(known, key=self.rarity.having)
        but_one = [
            engine.with_all([each for each in rarest if each is not left])
            for left in rarest
            if 2 < len(rarest) <= _FEW
        ]
        tiers = (*but_one, *map(engine.named, ([each] for each in rarest)))
        tiers += tuple(engine.with_any([each]) for each in rarest)
        expression = engine.with_any(known)
        return self._answer(known, expression, tiers, has_all=False, suggestion=suggestion)

    def corrected(self) -> SearchQuery | None:
        """Return the question with words that nobody published corrected, if any can be."""
        unknown = [word for word, each in self.words.items() if not self.rarity.knows(each)]
        meant = self.asked.with_words(corrections(unknown))
        return meant if meant.words != self.asked.words else None

    def _answer(
        self,
        sought: Sequence[Wanted],
        expression: str,
        tiers: Sequence[str],
        *,
        has_all: bool,
        is_corrected: bool = False,
        suggestion: str = "",
    ) -> SearchAnswer:
        [keys] = engine.pages_found([expression], RANKED + 1)
        if len(keys) <= RANKED:
            pages = _read(keys)
            counts = Counter(page.kind for page in pages)
            kind = self._kind if counts[self._kind] else ""
            pages = [page for page in pages if not kind or page.kind == kind]
        else:
            counts = self._counted(expression)
            kind = self._kind if counts[self._kind] else ""
            pages = _read(_first(tiers, kind))
        beside = _beside(self.asked)
        hits = ranked(pages, sought, beside, self.rarity, has_all=has_all)
        return SearchAnswer(
            self.asked,
            hits,
            _in_order(counts),
            kind,
            sought,
            self.rarity,
            has_all,
            is_corrected,
            suggestion,
        )

    def _counted(self, expression: str) -> Counter[str]:
        kinds = [term.removeprefix(KIND) for term in self.rarity.pages if term.startswith(KIND)]
        expressions = [engine.of_this_kind(expression, kind) for kind in kinds]
        return Counter(
            dict(zip(kinds, engine.pages_counted(expressions, COUNTED + 1), strict=True))
        )


def _first(tiers: Sequence[str], kind: str) -> list[int]:
    """The primary keys of the first pages that some expressions find, as many of each."""
    expressions = [engine.of_this_kind(each, kind) for each in tiers] if kind else tiers
    in_turns = zip_longest(*engine.pages_found(expressions, RANKED))
    keys = dict.fromkeys(key for turn in in_turns for key in turn if key is not None)
    return list(keys)[:RANKED]


def _read(keys: Sequence[int]) -> list[SearchEntry]:
    return list(SearchEntry.objects.filter(pk__in=keys).defer("passages", "words")) if keys else []


def _in_order(counts: Counter[str]) -> dict[str, int]:
    """The register's own kinds first."""
    order = (*KINDS, *sorted(counts.keys() - set(KINDS)))
    return {kind: counts[kind] for kind in order if counts[kind]}


def _beside(asked: SearchQuery) -> list[Wanted]:
    return [Wanted(((pair,),)) for pair in asked.pairs]
