"""Answer a search: pages with all its words first, then with corrections, then with any of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from .engine import Engine
from .pages import DATA, LAW, NOTICES, ORGANISATIONS, PEOPLE, POLICY_DOCUMENTS, RECORD
from .queries import SearchQuery, alternatives, any_of, quoted
from .results import Extract, Hit, ResultPage
from .spelling import Spelling

KINDS = (NOTICES, PEOPLE, RECORD, ORGANISATIONS, LAW, DATA, POLICY_DOCUMENTS)


@dataclass(frozen=True)
class SearchAnswer:
    """What was found.

    `asked` is what was looked for in the end: not what was typed if `is_corrected`. `sought` are
    the expressions for its words. Without `has_all`, pages have some of them. `suggestion` is what
    may have been meant instead.
    """

    asked: SearchQuery
    hits: tuple[Hit, ...] = ()
    sought: tuple[str, ...] = ()
    has_all: bool = True
    is_corrected: bool = False
    suggestion: str = ""


@dataclass(frozen=True)
class Result:
    """A page that was found, and what it says about it."""

    page: ResultPage
    extract: Extract


@dataclass(frozen=True)
class SearchIndex:
    """Everything published, ready to be asked."""

    engine: Engine
    spelling: Spelling = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "spelling", Spelling(self.engine.vocabulary))

    def answer(self, asked: SearchQuery) -> SearchAnswer:
        """Return the pages that answer a question, the best first."""
        if not asked.words:
            return SearchAnswer(asked)
        groups = self._groups(asked)
        found = self._with_all(asked, groups)
        if not found.hits and asked.without_hyphens != asked:
            asked = asked.without_hyphens
            groups = self._groups(asked)
            found = self._with_all(asked, groups)
        if found.hits:
            return found
        unknown = [word for word, group in groups.items() if not self.engine.finds(any_of(group))]
        corrected = asked.with_words(self.spelling.corrections(unknown))
        suggestion = corrected.text if corrected.words != asked.words else ""
        if suggestion:
            meant = self._with_all(corrected, self._groups(corrected), is_corrected=True)
            if meant.hits:
                return meant
        sought = tuple(any_of(group) for word, group in groups.items() if word not in unknown)
        hits = tuple(self.engine.hits(" OR ".join(sought), len(sought))) if sought else ()
        return SearchAnswer(asked, hits, sought, has_all=False, suggestion=suggestion)

    def counts(self, hits: Iterable[Hit]) -> dict[str, int]:
        """Return how many pages of each kind were found: the register's own kinds first."""
        found = Counter(self.engine.pages[hit.page].kind for hit in hits)
        order = (*KINDS, *sorted(found.keys() - set(KINDS)))
        return {kind: found[kind] for kind in order if found[kind]}

    def of_kind(self, hits: Iterable[Hit], kind: str) -> tuple[Hit, ...]:
        """Return the hits that are pages of a kind."""
        return tuple(hit for hit in hits if self.engine.pages[hit.page].kind == kind)

    def results(self, hits: Iterable[Hit], answer: SearchAnswer) -> list[Result]:
        """Return some hits of an answer with what the pages say about it.

        What a page is named after stands in all its parts: the part to show is the one that says
        most of the other words.
        """
        named = {word: self.engine.pages_named(word) for word in answer.sought}
        some = " OR ".join((*answer.sought, *map(quoted, answer.asked.pairs)))

        def result(row: int) -> Result:
            words = [word for word, rows in named.items() if row not in rows] or answer.sought
            page = self.engine.pages[row]
            wanted = (" AND ".join(words), " OR ".join(words))
            return Result(page, self.engine.extract(page, wanted, some))

        return [result(hit.page) for hit in hits]

    def _groups(self, asked: SearchQuery) -> dict[str, tuple[str, ...]]:
        """What may stand for each telling word. The last one may be a beginning."""
        groups = {word: alternatives(word) for word in asked.significant_words}
        last = asked.words[-1]
        if last in groups and not self.engine.finds(any_of(groups[last])):
            groups[last] = self.spelling.completions(last) or groups[last]
        return groups

    def _with_all(
        self, asked: SearchQuery, groups: dict[str, tuple[str, ...]], *, is_corrected: bool = False
    ) -> SearchAnswer:
        """The pages that have all words: those that have them side by side come higher."""
        words = tuple(map(any_of, groups.values()))
        beside = " OR ".join((words[0], *map(quoted, asked.pairs)))
        hits = self.engine.hits(f"{' AND '.join(words)} AND ({beside})", len(words))
        return SearchAnswer(asked, tuple(hits), words, is_corrected=is_corrected)
