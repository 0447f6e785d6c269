"""Parse what somebody typed into words to search for. Only those words reach the engine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .word_forms import SILENT, family

# What is longer is cut, and the page says so.
MAX_LENGTH = 200

# Letters and figures: everything else separates words. No lone surrogate is among them.
_WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")
_HYPHENS = re.compile("[-‐‑]")
_NOT_SHOWN = re.compile("[\x00-\x20\x7f-\x9f\ud800-\udfff\u2028\u2029]+")
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
        """Words that stand side by side, such as “section 31”."""
        told = set(self.significant_words)
        beside = (pair for pair in pairwise(self.words) if told.issuperset(pair))
        return tuple(dict.fromkeys(" ".join(pair) for pair in beside))

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
    line = _NOT_SHOWN.sub(" ", typed).strip()
    text = line[:MAX_LENGTH].strip()
    words = _COMPOUND.findall(_spelled_out(text).casefold())
    return SearchQuery(text, tuple(words), was_cut=len(line) > MAX_LENGTH)


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return _WORD.findall(text.casefold())


def alternatives(word: str) -> tuple[str, ...]:
    """Return a word and what else may stand for it: its family, the same without its hyphens, its
    letters and figures apart. What has spaces stands for words side by side."""
    together, apart = _HYPHENS.sub("", word), _FIGURES.sub(" ", word)
    return tuple(dict.fromkeys((*family(word), together, apart)))


def any_of(words: Sequence[str]) -> str:
    """Return the expression for any of some words or phrases."""
    return f"({' OR '.join(map(quoted, words))})"


def quoted(phrase: str) -> str:
    """Return a phrase as the engine takes it: nothing in it has another meaning there."""
    return '"{}"'.format(phrase.replace('"', '""'))


def _spelled_out(text: str) -> str:
    text = _POSSESSIVE.sub("", text)
    for short, full in _CITATIONS:
        text = short.sub(full, text)
    return text
