"""The words of the public record, read from the projection of terms, and words like others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.db.models.functions import Length, Substr
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ropa.models import SearchTerm

from .terms import STEMMED
from .tokens import KIND

# Shorter words are like too many others, longer ones are like none.
SHORTEST, LONGEST = 4, 30
# Up to this length one slip is allowed, beyond it two.
ONE_SLIP = 7
# Words that may be corrected in one question, words looked at for them, completions of a beginning.
CORRECTED, COMPARED, COMPLETED = 5, 8000, 20
# After any letter.
_LAST = "\U0010ffff"


def pages_with(tokens: Iterable[str]) -> Mapping[str, int]:
    """Return in how many pages each of some tokens comes: those in none are left out. Kinds of
    pages are there too, with their marks."""
    wanted = {f"{STEMMED}{token}" for token in tokens}
    found = SearchTerm.objects.filter(Q(term__in=wanted) | _beginning(KIND))
    return {term.removeprefix(STEMMED): pages for term, pages in found.values_list("term", "pages")}


def completions(beginning: str) -> tuple[str, ...]:
    """Return the words that begin so, those that come in most pages."""
    found = SearchTerm.objects.filter(_beginning(beginning)).order_by("-pages", "term")
    return tuple(found.values_list("term", flat=True)[:COMPLETED])


def corrections(words: Sequence[str]) -> dict[str, str]:
    """Return for words that are not known those that were probably meant, in one query."""
    wrong = [word for word in words if SHORTEST <= len(word) <= LONGEST and word.isalpha()]
    likely = _like(wrong[:CORRECTED]) if wrong else {}
    meant = {word: _nearest(word, likely) for word in wrong[:CORRECTED]}
    return {word: found for word, found in meant.items() if found}


def _beginning(beginning: str) -> Q:
    return Q(term__gte=beginning, term__lt=f"{beginning}{_LAST}")


def _like(words: Sequence[str]) -> Mapping[str, int]:
    """Words that may be like some others, and in how many pages each comes: those that begin with
    the first or the second letter, and those that differ in the first alone."""
    either = Q()
    for word in words:
        begins = Q()
        for letter in {word[0], word[1]}:
            begins |= _beginning(letter)
        slips = _slips(word)
        either |= begins & Q(length__range=(len(word) - slips, len(word) + slips))
        either |= Q(rest__in=[word, word[1:]])
    rows: Any = SearchTerm.objects.annotate(length=Length("term"), rest=Substr("term", 2))
    found = rows.filter(either, length__gte=SHORTEST).order_by("-pages", "term")
    return dict(found.values_list("term", "pages")[:COMPARED])


def _nearest(word: str, likely: Mapping[str, int]) -> str:
    near = process.extract(
        word, likely.keys(), scorer=OSA.distance, score_cutoff=_slips(word), limit=None
    )
    nearest = min(
        ((distance, -likely[like], like) for like, distance, _ in near if like.isalpha()),
        default=(0, 0, ""),
    )
    return nearest[-1]


def _slips(word: str) -> int:
    return 1 if len(word) <= ONE_SLIP else 2
