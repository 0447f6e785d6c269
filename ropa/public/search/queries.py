"""Parse what somebody typed into words to search for, and words into what may stand for them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from string import digits

from .tokens import beside, compounds_of, stem, words_of
from .word_forms import ABBREVIATIONS, SILENT

# What is longer is cut, and the page says so.
MAX_LENGTH = 200
MAX_WORDS = 20

_HYPHENS = re.compile("[-‐‑]")
_NOT_SHOWN = re.compile("[\x00-\x20\x7f-\x9f\ud800-\udfff\u2028\u2029]+")
# What word processors put into words, and what turns the direction of a line: nobody typed it.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s?\b", re.IGNORECASE)
_FIGURES = re.compile(r"(?<=[^\W\d_])(?=[0-9])|(?<=[0-9])(?=[^\W\d_])")
# How lawyers shorten the parts of a law, in front of a number.
_CITATIONS = tuple(
    (re.compile(rf"(?<!\w)(?:{short})\.?\s*(?=[0-9])", re.IGNORECASE), f"{full} ")
    for short, full in (
        ("§§?|ss?|secs?|sect", "section"),
        ("arts?", "article"),
        ("regs?|r", "regulation"),
        ("sch|sched", "schedule"),
        ("paras?", "paragraph"),
        ("pt", "part"),
    )
)


@dataclass(frozen=True)
class Wanted:
    """What may stand for a word: one of these tokens, or several of them together."""

    alternatives: tuple[tuple[str, ...], ...]

    @property
    def tokens(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(dict.fromkeys(token for each in self.alternatives for token in each))


@dataclass(frozen=True)
class SearchQuery:
    """What was asked: as typed, made safe to show, and in words.

    `words` are all its words, hyphens and all; `significant_words` those that are no stop words, or
    all if there are no others.
    """

    text: str
    words: tuple[str, ...]
    was_cut: bool = False

    @property
    def significant_words(self) -> tuple[str, ...]:
        telling = tuple(word for word in self.words if word not in SILENT)
        return tuple(dict.fromkeys(telling or self.words))

    @property
    def pairs(self) -> tuple[str, ...]:
        """The tokens of numbers with the words before them, such as “section 31”."""
        numbers = (pair for pair in pairwise(self.words) if pair[1][0] in digits)
        return tuple(dict.fromkeys(beside(stem(word), number) for word, number in numbers))

    @property
    def without_hyphens(self) -> SearchQuery:
        """The question with what is joined by hyphens as separate words."""
        return replace(self, words=tuple(words_of(" ".join(self.words))))

    def with_words(self, others: dict[str, str]) -> SearchQuery:
        """Return the question with some words in the place of others."""
        words = tuple(others.get(word, word) for word in self.words)
        return SearchQuery(" ".join(words), words)


def search_query(typed: str) -> SearchQuery:
    """Return what somebody asked, whatever they typed."""
    line = _NOT_SHOWN.sub(" ", _UNSEEN.sub("", typed)).strip()
    text = line[:MAX_LENGTH].strip()
    words = compounds_of(_spelled_out(text))
    was_cut = len(line) > MAX_LENGTH or len(words) > MAX_WORDS
    return SearchQuery(text, tuple(words[:MAX_WORDS]), was_cut)


def wanted(word: str) -> Wanted:
    """Return what may stand for a word: what it joins by hyphens together, or apart; its letters
    and figures apart; what it is short for."""
    together = _HYPHENS.sub("", word)
    ways = [[together], _HYPHENS.split(word), _FIGURES.split(together)]
    if together in ABBREVIATIONS:
        ways.append(list(ABBREVIATIONS[together]))
    return Wanted(tuple(dict.fromkeys(tuple(map(stem, way)) for way in ways)))


def _spelled_out(text: str) -> str:
    text = _POSSESSIVE.sub("", text)
    for short, full in _CITATIONS:
        text = short.sub(full, text)
    return text
