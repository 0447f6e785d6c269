"""The tokens of texts: what the database searches for, made by this program alone.

Texts and questions go the same way, and the database compares tokens as they are: so every database
finds the same.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from string import digits

import Stemmer

from .word_forms import first_of_family

_WORD = re.compile(r"[^\W_]+")
COMPOUND = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")
# What is longer is no word.
LONGEST = 60
# In front of a token of the name of a page, and of the kind of a page. No word begins so.
NAMED, KIND = "§", "¶"
# How often tokens come in a text at least, the commonest first: those of one line come as often.
OFTEN = (64, 48, 32, 24, 16, 12, 8, 6, 4, 3, 2, 1)
_LINE = " | "

_of_thread = threading.local()


def folded(text: str) -> str:
    """Return a text in small letters, without accents."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        text = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return text.casefold()


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, without accents."""
    return [word[:LONGEST] for word in _WORD.findall(folded(text))]


def compounds_of(text: str) -> list[str]:
    """Return the words of a text, those as one that hyphens join."""
    return COMPOUND.findall(folded(text))


def stem(word: str) -> str:
    """Return the token of a word: “adoption” and “adopters” are “adopt”, “child” and “children” are
    “child”."""
    found: str = _stemmer().stemWord(first_of_family(word[:LONGEST]))
    return found


def tokens_of(text: str, stem: Callable[[str], str] = stem) -> Iterator[str]:
    """Yield the tokens of a text in order: of each word; of words that hyphens join, as one, too;
    and of a number together with the word before it, so that “section 31” is told from “31”."""
    before = ""
    for compound in compounds_of(text):
        words = _WORD.findall(compound)
        for word in words:
            token = stem(word)
            yield token
            if before and word[0] in digits:
                yield beside(before, word)
            before = token
        if len(words) > 1:
            yield stem("".join(words))


def beside(token: str, number: str) -> str:
    """Return the token of a number after a word."""
    return f"{token}{number}"[:LONGEST]


def of_kind(kind: str) -> str:
    """Return the token of a kind of pages."""
    return KIND + "".join(words_of(kind))


def lines(counts: Counter[str], others: Iterable[str]) -> str:
    """Return tokens as the database keeps them: once each, those that come most often in front, and
    last `others`, which are no part of the text."""
    rows: list[list[str]] = [[] for _ in OFTEN]
    for token, count in sorted(counts.items()):
        rows[next(row for row, least in enumerate(OFTEN) if count >= least)].append(token)
    rows.append(sorted(set(others) - counts.keys()))
    return f" {_LINE.join(' '.join(row) for row in rows)} "


def how_often(tokens: str, token: str) -> int:
    """Return about how often a token comes in the text whose `lines` are `tokens`."""
    at = tokens.find(f" {token} ")
    if at < 0:
        return 0
    line = tokens.count("|", 0, at)
    return OFTEN[line] if line < len(OFTEN) else 0


def _stemmer() -> Stemmer.Stemmer:
    """The stemmer of this thread: it is safe for one only."""
    if not hasattr(_of_thread, "stemmer"):
        _of_thread.stemmer = Stemmer.Stemmer("english")
    found: Stemmer.Stemmer = _of_thread.stemmer
    return found
