"""Texts in the form in which they are compared."""

from __future__ import annotations

import re
from functools import lru_cache

from ropa.names import comparable

_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
LONGEST_KEPT = 200
_ARTICLE = re.compile(r"the (?=\S)")


def normalised(text: str) -> str:
    """Return a text without what does not tell names apart: case, spacing, forms of letters, of
    quotation marks and of dashes, “&” for “and”, a “the” before it and a full stop after it."""
    # Names come again and again; long texts do not, and would fill the memory.
    return _normalised(text) if len(text) <= LONGEST_KEPT else _normalised.__wrapped__(text)


@lru_cache(maxsize=16_384)
def _normalised(text: str) -> str:
    plain = comparable(text.translate(_SAME).replace("&", " and "))
    return (
        _ARTICLE.sub("", plain.strip(" .,;:"), count=1)
        if plain.startswith("the ")
        else (plain.strip(" .,;:"))
    )


def cut_to(text: str, length: int) -> str:
    """Return a text of at most so many characters: a longer one ends after a word, with a sign
    that it goes on."""
    if len(text) <= length:
        return text
    cut = text[: length - 1].rpartition(" ")[0] or text[: length - 1]
    return f"{cut.rstrip(' ,;:')}…"
