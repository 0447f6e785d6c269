"""Show what a page says about a question: the part that answers it, and the words in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ropa.models import SearchEntry

from .queries import Wanted
from .ranking import Rarity, is_named, times, weighed
from .results import Extract, Hit, Piece, Result, Shortcut
from .tokens import COMPOUND, stem, tokens_of, words_of

# How much more words count that readers look for, or ask by, than those of the text.
_IN_HEADING = 4
# How much more a part counts that most readers come for.
_COME_FOR = 1.5
# How many words a part has that is neither long nor short, and how many an extract has.
_USUAL_LENGTH, _EXTRACT = 60, 32
# An extract begins with a sentence, if one begins so many words before what was found.
_BEFORE = 8

_SENTENCE_ENDS = re.compile(r"[.!?:;]\s")


class StoredPart(NamedTuple):
    """A part of a page, as it is stored."""

    heading: str
    address: str
    asked_as: str
    text: str
    is_shortcut: bool


class Extracts:
    """Extracts for the words of one question. What was found out of a word is remembered."""

    def __init__(self, wanted: Sequence[Wanted], beside: Sequence[Wanted], rarity: Rarity) -> None:
        self._wanted, self._rarity = wanted, rarity
        self._marked = {token for each in (*wanted, *beside) for token in each.tokens}
        self._tokens: dict[str, str] = {}

    def result(self, hit: Hit, passages: Sequence[Sequence[object]]) -> Result:
        """Return a page with what it says about the question, and its parts most come for.

        What a page is named after stands in all its parts: the part to show is the one that says
        most of the other words.
        """
        parts = [StoredPart(*each) for each in passages]  # type: ignore[arg-type]
        others = [each for each in self._wanted if not is_named(hit.page, each)]
        part = self._best(parts, others or self._wanted)
        shortcuts = tuple(
            Shortcut(each.heading, each.address) for each in parts if each.is_shortcut
        )
        extract = Extract(part.heading, part.address, tuple(self._pieces(part.text)))
        return Result(hit.page, extract, shortcuts)

    def _best(self, parts: Sequence[StoredPart], wanted: Sequence[Wanted]) -> StoredPart:
        """The part that says most: one with all the words if there is any, or else with some. What
        most readers come for is likelier meant."""
        tells = [self._rarity.of(each) for each in wanted]
        best, best_score = parts[0], (0, 0.0)
        for part in parts:
            often = self._counts(part)
            found = [times(each, often.__getitem__) for each in wanted]
            length = often.total()
            score = sum(
                tell * weighed(count, length, _USUAL_LENGTH)
                for tell, count in zip(tells, found, strict=True)
                if count
            )
            if part.is_shortcut:
                score *= _COME_FOR
            if score and (all(found), score) > best_score:
                best, best_score = part, (all(found), score)
        return best

    def _counts(self, part: StoredPart) -> Counter[str]:
        counts = Counter(tokens_of(part.text, self._token))
        for text in (part.heading, part.asked_as):
            for token in tokens_of(text, self._token):
                counts[token] += _IN_HEADING
        return counts

    def _token(self, word: str) -> str:
        """The token of a word, made once."""
        token = self._tokens.get(word)
        if token is None:
            token = self._tokens[word] = stem(word)
        return token

    def _pieces(self, text: str) -> Iterator[Piece]:
        words = [
            (each.start(), each.end(), self._is_match(each.group()))
            for each in COMPOUND.finditer(text)
        ]
        first = self._first(text, words)
        shown = words[first : first + _EXTRACT]
        is_last = first + _EXTRACT >= len(words)
        at = shown[0][0] if first else 0
        before = "…" if first else ""
        for start, end, is_match in shown:
            if is_match:
                if before or at < start:
                    yield Piece(before + text[at:start], is_match=False)
                yield Piece(text[start:end], is_match=True)
                before, at = "", end
        rest = text[at:] if is_last else f"{text[at : shown[-1][1]]}…"
        if before or rest:
            yield Piece(before + rest, is_match=False)

    def _first(self, text: str, words: Sequence[tuple[int, int, bool]]) -> int:
        """With which word the extract begins, so that it has most of what was found."""
        matches = [at for at, (_start, _end, is_match) in enumerate(words) if is_match]
        if not matches:
            return 0

        def having(first: int) -> int:
            shown = (words[at] for at in matches if first <= at < first + _EXTRACT)
            return len({text[start:end].casefold() for start, end, _ in shown})

        best = max(matches, key=lambda at: (having(at), -at))
        for first in range(best, max(best - _BEFORE, 0) - 1, -1):
            between = text[words[first - 1][1] : words[first][0] + 1] if first else ". "
            if not first or _SENTENCE_ENDS.match(between):
                return first
        return max(min(best - _BEFORE // 2, len(words) - _EXTRACT), 0)

    def _is_match(self, compound: str) -> bool:
        words = words_of(compound)
        if any(self._token(word) in self._marked for word in words):
            return True
        return len(words) > 1 and self._token("".join(words)) in self._marked


def passages_of(hits: Sequence[Hit]) -> dict[int, Sequence[Sequence[object]]]:
    """Return the parts of pages by their primary keys, in one query."""
    found = SearchEntry.objects.filter(pk__in=[hit.page.pk for hit in hits])
    return dict(found.values_list("pk", "passages"))
