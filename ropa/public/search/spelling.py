"""“Did you mean”: for words nobody published, the published words they are most like."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Shorter words are like too many others, longer ones are like none.
SHORTEST, LONGEST = 4, 30
# Up to this length one slip is allowed, beyond it two.
ONE_SLIP = 7
# Words that may be corrected in one question, and completions of one beginning.
CORRECTED, COMPLETED = 5, 20


class Spelling:
    """The words of the public record, and how often each comes."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._words = sorted(counts)
        self._likely = [word for word in self._words if len(word) >= SHORTEST and word.isalpha()]

    def completions(self, beginning: str) -> tuple[str, ...]:
        """Return the words that begin so, those that come most often."""
        first = bisect_left(self._words, beginning)
        after = bisect_left(self._words, f"{beginning}\U0010ffff")
        found = self._words[first:after]
        return tuple(sorted(found, key=lambda word: (-self._counts[word], word))[:COMPLETED])

    def corrections(self, words: Sequence[str]) -> dict[str, str]:
        """Return for words that are not known those that were probably meant."""
        meant = {word: self._nearest(word) for word in words[:CORRECTED]}
        return {word: found for word, found in meant.items() if found}

    def _nearest(self, word: str) -> str:
        if not SHORTEST <= len(word) <= LONGEST:
            return ""
        slips = 1 if len(word) <= ONE_SLIP else 2
        found = process.extract(
            word, self._likely, scorer=OSA.distance, score_cutoff=slips, limit=None
        )
        nearest = min(
            ((distance, -self._counts[like], like) for like, distance, _ in found),
            default=(0, 0, ""),
        )
        return nearest[-1]
